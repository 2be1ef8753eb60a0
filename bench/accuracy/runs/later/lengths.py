"""Runs of four to eight epochs, and of hundreds to a thousand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import nn

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.capacity import decayed, too_small
from bench.accuracy.runs.data import no_signal, val_not_scaled, val_shuffled
from bench.accuracy.runs.generalisation import plain, with_wrong_labels
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import changed, table
from bench.accuracy.runs.optimisation import all_zero, climbing, frozen, rated, sgd
from bench.accuracy.runs.plan import Fault, Plan
from examples.tasks import Task

Rng = np.random.Generator


def few(fault: Fault, **recipe: Any) -> Fault:
    """A run of four to eight epochs."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, old = fault(base, rng)
        return task, net, replace(old, epochs=int(rng.integers(4, 9)), **recipe)

    return make


def many(fault: Fault, epochs: int, whole: bool = True) -> Fault:
    """A run of so many epochs, with one update in each if `whole`."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, old = fault(base, rng)
        return task, net, replace(old, epochs=epochs, batch_size=len(task.train[0]) if whole else old.batch_size)

    return make


def saddle(base: str, rng: Rng) -> Setup:
    """Weights that begin so near zero that plain SGD stays for long where it starts, then falls."""
    task, net, recipe = build(base, rng, Change(recipe={"optimizer": "sgd", "lr": 0.1, "options": {"momentum": 0.9}}))
    for weights in net.parameters():
        nn.init.normal_(weights, std=0.03 if weights.ndim > 1 else 0.0)
    return task, net, recipe


def parity(base: str, rng: Rng) -> Setup:
    """Whether an even number of three signs (of twelve) is positive: nothing for long, then suddenly all."""
    _, _, recipe = build(base, rng)
    x = torch.randn(1400, 12).sign()
    y = (x[:, :3].prod(1) > 0).long()
    first, second, third = ((x[s], y[s]) for s in (slice(0, 500), slice(500, 900), slice(900, None)))
    net = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 2))
    task = Task("parity", first, second, third, nn.functional.cross_entropy, 2)
    return task, net, replace(recipe, batch_size=500, epochs=400, lr=2e-3, options={"weight_decay": 1e-4})


def noisy_many(base: str, rng: Rng) -> Setup:
    """Wrong labels that are learned late in a long run."""
    task, net, recipe = build(base, rng, Change(samples=0.5, width=2, lr=0.7))
    return with_wrong_labels(task, 0.15, rng), net, recipe


FEW = [
    ("none (healthy, base set-up)", "digits", few(plain)),
    ("none (healthy, base set-up)", "text", few(plain)),
    ("none (healthy, high rate, nearly arrived)", "cancer", few(changed(lr=6))),
    ("overfitting from the first epochs on", "clusters", few(changed(samples=0.4, width=6, lr=12), batch_size=8)),
    ("overfitting from the first epochs on", "moons", few(changed(samples=0.2, width=5, lr=15), batch_size=2)),
    ("model too small (one unit)", "clusters", few(too_small(1), lr=0.02)),
    ("over-regularised (weight decay)", "friedman", few(decayed(1, 3), lr=0.01)),
    ("all frozen but the output bias", "majority", few(frozen)),
    ("all weights start at zero", "clusters", few(all_zero)),
    ("learning rate too high (oscillation)", "friedman", few(rated(60, 120))),
    ("learning rate much too high (SGD, divergence)", "friedman", few(sgd(1.5, 4))),
    ("gradient sign error (ascent)", "text", few(climbing)),
    ("validation labels shuffled", "digits", few(val_shuffled, lr=0.005)),
    ("validation set not normalised", "cnn", few(val_not_scaled)),
    ("learning rate far too low", "textformer", few(rated(0.002, 0.01))),
]
MANY = [
    ("none (healthy, one update an epoch, 1,000)", "friedman", many(changed(lr=1.0), 1000)),
    ("none (healthy, one update an epoch, 600)", "digits", many(plain, 600)),
    ("none (still learning after 500)", "sine", many(changed(lr=0.5), 500)),
    ("overfitting, one update an epoch, 1,000", "clusters", many(changed(samples=0.3, width=3, lr=2), 1000)),
    ("overfitting, one update an epoch, 800", "wine", many(changed(samples=0.4, width=6, lr=3), 800)),
    ("wrong labels, learned late", "moons", many(noisy_many, 300, whole=False)),
    ("saddle: flat, then falls", "friedman", many(saddle, 400)),
    ("saddle: flat to the end", "digits", many(saddle, 60)),
    ("parity: flat, then falls", "clusters", parity),
    ("over-regularised (weight decay)", "clusters", many(decayed(0.3, 0.8), 500)),
    ("learning rate too high (oscillation)", "counts", many(rated(40, 60), 400)),
    ("momentum too high, one update an epoch", "linear", many(sgd(0.4, 0.8, momentum=0.97), 500)),
    ("learning rate a thousandth", "friedman", many(rated(0.001, 0.002), 600)),
    ("inputs say nothing about the targets", "diabetes", many(no_signal, 400)),
]
LENGTHS: list[Plan] = [
    *table("few-points", Form(decimals=4), FEW[::2]),
    *table("few-points", Form(keep=("loss", "val_loss")), FEW[1::2]),
    *table("many-points", Form(keep=("loss", "val_loss")), MANY),
]
