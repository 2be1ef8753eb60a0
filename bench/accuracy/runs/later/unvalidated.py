"""Runs without validation: the training loss alone, by epochs or by batches, at times with a score."""

from __future__ import annotations

import numpy as np

from bench.accuracy.runs.bases import Setup
from bench.accuracy.runs.capacity import decayed, deep_sigmoid, too_small
from bench.accuracy.runs.data import fresh_label_noise, labels_break_from, no_signal, train_memorised, train_shuffled
from bench.accuracy.runs.generalisation import arrived, plain, stopped_early
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import batches, table, trained
from bench.accuracy.runs.optimisation import (
    climbing,
    clipped_away,
    dead_units,
    frozen,
    rated,
    sgd,
    wake_later,
    with_batch,
)
from bench.accuracy.runs.plan import Plan
from bench.accuracy.runs.schedules import bad_batches, ended_early, halved, ramp, spikes

Rng = np.random.Generator
ROWS = [
    ("none (healthy, stopped while still learning)", "text", stopped_early),
    ("none (healthy, stopped while still learning)", "ratings", stopped_early),
    ("none (healthy, learning rate ends at zero)", "clusters", arrived),
    ("none (healthy, learning rate ends at zero)", "season", arrived),
    ("model too small (one unit)", "digits", too_small(1)),
    ("model too small (few units)", "text", too_small(3)),
    ("over-regularised (weight decay)", "counts", decayed(0.3, 1.5)),
    ("all frozen but the output bias", "wine", frozen),
    ("dead ReLU units", "friedman", dead_units),
    ("learning rate halved every epoch", "text", halved),
    ("schedule reaches zero too early", "digits", ended_early),
    ("gradients vanish (seven sigmoid layers)", "clusters", deep_sigmoid),
    ("learning rate too high (oscillation)", "friedman", rated(40, 100)),
    ("learning rate too high (oscillation)", "season", rated(30, 60)),
    ("learning rate much too high (SGD, divergence)", "diabetes", sgd(0.6, 1.5)),
    ("lr grows each epoch", "text", ramp),
    ("gradient sign error (ascent)", "wine", climbing),
    ("weights perturbed at two epochs (spikes that recover)", "clusters", spikes),
]
BATCH_ROWS = [
    ("none (very small batches, noisy train)", "moons", with_batch(2, 0.15, samples=0.5, epochs=0.4)),
    ("none (healthy, base set-up)", "textformer", plain),
    ("train labels shuffled", "digits", train_shuffled),
    ("train labels shuffled, big model memorises", "wine", train_memorised),
    ("inputs say nothing about the targets", "season", no_signal),
    ("fresh label noise each epoch", "digits", fresh_label_noise),
    ("training labels become random in the middle", "clusters", labels_break_from),
    ("a broken batch now and then", "digits", bad_batches),
    ("gradients clipped far too low", "text", clipped_away),
    ("lr = 0 at first, then learns", "digits", wake_later),
    ("learning rate much too high (divergence or death)", "textformer", rated(100, 300)),
]


def by_batches(setup: Setup, rng: Rng) -> Form:
    """Rows of batches, of the last batch's value or of means."""
    return batches(setup, int(rng.choice([60, 150, 300])), last=bool(rng.random() < 0.5), keep=("loss", "lr"))


UNVALIDATED: list[Plan] = [
    *table("no-validation", Form(keep=("loss", "lr")), [(t, b, trained(f, validate=False)) for t, b, f in ROWS[::2]]),
    *table("no-validation", Form(), [(t, b, trained(f, validate=False)) for t, b, f in ROWS[1::2]]),
    *table("no-validation", by_batches, [(t, b, trained(f, validate=False)) for t, b, f in BATCH_ROWS]),
]
