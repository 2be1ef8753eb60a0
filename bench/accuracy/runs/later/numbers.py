"""Regressions and autoencoders: raw scales, outliers, drifts of time, bottlenecks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.capacity import decayed, too_small
from bench.accuracy.runs.data import heavy_tails, val_is_train, val_not_scaled, val_other_unit, val_tiny
from bench.accuracy.runs.generalisation import arrived, mild, plain, small_data, stopped_early
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import changed, mae, r2, table
from bench.accuracy.runs.optimisation import climbing, frozen, rated, raw_target, sgd
from bench.accuracy.runs.plan import Plan
from bench.accuracy.runs.schedules import bad_batches, halved
from examples.tasks import Part

Rng = np.random.Generator


def denoising(base: str, rng: Rng) -> Setup:
    """Clean patches from noisy ones; validation has no noise, so training lies above it."""
    task, net, recipe = build(base, rng, Change(epochs=1.2))

    def spoil(x: Tensor, y: Tensor, _: int) -> Part:
        return x + 0.4 * torch.randn_like(x), y

    return task, net, replace(recipe, corrupt=spoil)


def drifting_season(base: str, rng: Rng) -> Setup:
    """The series drifts away, so validation, which is later, lies where training never was."""
    return build(base, rng, Change(task={"drift": 6.0}, epochs=1.3))


NUMBERS = [
    ("none (healthy, base set-up)", "counts", plain),
    ("none (healthy, stopped while still learning)", "season", stopped_early),
    ("none (healthy, learning rate ends at zero)", "ratings", arrived),
    ("small data, big model, no regularisation", "ratings", changed(samples=0.3, width=4, epochs=1.5)),
    ("mild overfitting: moderate data, weight decay", "diabetes", mild),
    ("raw target scale", "diabetes", raw_target),
    ("heavy-tailed targets", "friedman", heavy_tails),
    ("validation later, series drifts", "season", drifting_season),
    ("validation target in another unit", "friedman", val_other_unit),
    ("validation set is a copy of training samples", "counts", val_is_train),
    ("tiny validation set (very noisy val)", "season", val_tiny),
    ("over-regularised (weight decay)", "ratings", decayed(0.05, 0.2)),
    ("model too small (one unit)", "season", too_small(1)),
    ("learning rate far too low", "season", rated(0.003, 0.01)),
    ("learning rate too high (oscillation)", "sine", rated(30, 60)),
    ("learning rate much too high (SGD, divergence)", "ratings", sgd(60, 200)),
    ("gradient sign error (ascent)", "season", climbing),
]
CODES = [
    ("none (healthy, base set-up)", "patches", plain),
    ("none (denoising, train above val)", "patches", denoising),
    ("bottleneck too small (one unit)", "patches", too_small(1)),
    ("few samples, big model", "patches", changed(samples=0.08, width=4, epochs=4, lr=2)),
    ("all frozen but the output bias", "patches", frozen),
    ("learning rate halved every epoch", "patches", halved),
    ("learning rate too high (oscillation)", "patches", rated(20, 40)),
    ("validation set not normalised", "patches", val_not_scaled),
    ("a broken batch now and then", "patches", bad_batches),
    ("small data, big model, no regularisation", "patches", small_data),
]
REGRESSION: list[Plan] = [
    *table("regression", Form(metrics={"mae": mae}), NUMBERS[::3]),
    *table("regression", Form(), NUMBERS[1::3]),
    *table("regression", Form(metrics={"r2": r2}, decimals=4), NUMBERS[2::3]),
    *table("autoencoder", Form(), CODES),
]
