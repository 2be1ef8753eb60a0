"""Runs that log the loss of batches, and validation at each epoch's end or every so many steps."""

from __future__ import annotations

import numpy as np

from bench.accuracy.runs.bases import Setup
from bench.accuracy.runs.capacity import decayed, too_small
from bench.accuracy.runs.data import drifting, no_signal, val_shifted, val_shuffled
from bench.accuracy.runs.generalisation import arrived, mild, plain, small_data, stopped_early, wrong_labels
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import batches, table, trained
from bench.accuracy.runs.optimisation import all_zero, gradients_kept, rated, sgd, with_batch
from bench.accuracy.runs.plan import Plan
from bench.accuracy.runs.schedules import bad_batches, ended_early, nan_from, resumed_anew, spikes

Rng = np.random.Generator
ROWS = [
    ("none (healthy, base set-up)", "digits", plain),
    ("none (healthy, base set-up)", "text", plain),
    ("none (healthy, stopped while still learning)", "season", stopped_early),
    ("none (healthy, learning rate ends at zero)", "friedman", arrived),
    ("none (very small batches, noisy train)", "cancer", with_batch(4, 0.3, epochs=0.5)),
    ("mild overfitting: moderate data, weight decay", "clusters", mild),
    ("small data, big model, no regularisation", "digits", small_data),
    ("small data, big model, no regularisation", "diabetes", small_data),
    ("wrong labels in the training set, big model", "cancer", wrong_labels),
    ("model too small (one unit)", "friedman", too_small(1)),
    ("model too small (few units)", "language", too_small(3)),
    ("over-regularised (weight decay)", "cnn", decayed(0.3, 1.0)),
    ("all weights start at zero", "digits", all_zero),
    ("schedule reaches zero too early", "language", ended_early),
    ("inputs say nothing about the targets", "friedman", no_signal),
    ("learning rate too high (oscillation)", "clusters", rated(50, 100)),
    ("learning rate too high (oscillation)", "ratings", rated(20, 50)),
    ("learning rate much too high (SGD, divergence)", "linear", sgd(0.9, 2)),
    ("gradients are never zeroed", "clusters", gradients_kept),
    ("a broken batch now and then", "clusters", bad_batches),
    ("weights perturbed at two epochs (spikes that recover)", "friedman", spikes),
    ("resume lost the weights", "text", resumed_anew),
    ("NaN inputs from some epoch on", "friedman", nan_from),
    ("validation labels shuffled", "counts", val_shuffled),
    ("validation set shifted", "digits", val_shifted),
    ("training data drift away", "digits", drifting),
]


def by_epochs(setup: Setup, rng: Rng) -> Form:
    """Batch losses, with validation at the epochs' ends."""
    rows = int(rng.choice([80, 200, 400]))
    return batches(setup, rows, last=bool(rng.random() < 0.6), keep=("loss", "val_loss", "val_accuracy"))


def by_steps(setup: Setup, rng: Rng) -> Form:
    """Batch losses, with validation every so many rows, which are no epochs."""
    form = batches(setup, int(rng.choice([100, 200])))
    return Form(every=form.every, evals=form.every * int(rng.choice([5, 8])), last=form.last, keep=("loss", "val_loss"))


BATCHED: list[Plan] = [
    *table("batch-losses", by_epochs, [(t, b, trained(f, log_lr=False)) for t, b, f in ROWS[::2]]),
    *table("batch-losses", by_steps, [(t, b, trained(f, log_lr=False)) for t, b, f in ROWS[1::2]]),
]
