"""What befalls a run at its end or its beginning: a jump of the last values, NaN, a crash, a huge first value."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.generalisation import arrived, plain, small_data
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import batches, table, trained
from bench.accuracy.runs.optimisation import rated
from bench.accuracy.runs.plan import Fault, Plan
from examples.loop import State
from examples.tasks import Part

Rng = np.random.Generator


def shaken(last: int, size: float, fault: Fault = plain) -> Fault:
    """The weights are shaken before the last so many epochs: one step that went wrong."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = fault(base, rng)

        def shake(state: State) -> None:
            if state.epoch == recipe.epochs - last:
                with torch.no_grad():
                    for weights in state.net.parameters():
                        weights.add_(size * torch.randn_like(weights))

        return task, net, replace(recipe, before_epoch=shake)

    return make


def raised(last: int, factor: float, fault: Fault = plain, log_lr: bool = False) -> Fault:
    """The rate is raised in the last so many epochs."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = fault(base, rng)
        end = recipe.epochs - last
        return task, net, replace(recipe, lr_at=lambda t: factor if t >= end else 1.0, log_lr=log_lr)

    return make


def bad_last_batches(base: str, rng: Rng) -> Setup:
    """Inputs of the last epoch's batches are a hundred times too large now and then."""
    task, net, recipe = build(base, rng)

    def spoil(x: Tensor, y: Tensor, epoch: int) -> Part:
        return (x * 100 if epoch == recipe.epochs - 1 and rng.random() < 0.2 else x), y

    return task, net, replace(recipe, corrupt=spoil)


def val_broken(last: int, factor: float, fault: Fault = plain) -> Fault:
    """The validation inputs are wrong in the last so many epochs (NaN: no number)."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = fault(base, rng)
        end = recipe.epochs - last
        return task, net, replace(recipe, reset_val=lambda part, e: (part[0] * (factor if e >= end else 1.0), part[1]))

    return make


def nan_at_end(base: str, rng: Rng) -> Setup:
    """The inputs of the last epoch are no numbers."""
    task, net, recipe = build(base, rng)
    return task, net, replace(recipe, corrupt=lambda x, y, e: (x * (math.nan if e >= recipe.epochs - 1 else 1.0), y))


def huge_start(factor: float) -> Fault:
    """The first loss is huge: the output layer's weights begin far too large, and are soon put right."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = build(base, rng, Change(epochs=1.3, lr=2))
        last = [layer for layer in net.modules() if isinstance(layer, nn.Linear)][-1]
        with torch.no_grad():
            last.weight.mul_(factor)
        return task, net, recipe

    return make


def bad_first_batch(base: str, rng: Rng) -> Setup:
    """One spoilt batch before the scaler had seen any data: the first epoch's mean is huge, the run is healthy."""
    task, net, recipe = build(base, rng, Change(epochs=1.2))
    state = {"first": True}

    def spoil(x: Tensor, y: Tensor, _: int) -> Part:
        first, state["first"] = state["first"], False
        return (x * 1e4 if first else x), y

    return task, net, replace(recipe, corrupt=spoil, clip=1.0)


def by_batches(setup: Setup, rng: Rng) -> Form:
    """Rows of batches."""
    return batches(setup, int(rng.choice([100, 200])), last=True, keep=("loss", "val_loss"))


PLAIN, KEPT = Form(), ("loss", "val_loss", "lr")
ACCIDENTS: list[Plan] = [
    *table(
        "accidents",
        PLAIN,
        [
            ("last value jumps (weights shaken), healthy before", "digits", shaken(1, 0.3, arrived)),
            ("last two values jump (weights shaken), healthy before", "friedman", shaken(2, 0.3)),
            ("last value jumps (bad batches), healthy before", "clusters", bad_last_batches),
            ("last value of validation jumps, healthy before", "cnn", val_broken(1, 8.0, arrived)),
            ("last two values of validation jump", "season", val_broken(2, 3.0)),
            ("overfitting, last value jumps", "clusters", shaken(1, 0.4, small_data)),
            ("NaN in the last epoch, healthy before", "friedman", nan_at_end),
            ("validation NaN in the last epoch", "digits", val_broken(1, math.nan)),
            ("validation infinite in the last two epochs", "friedman", val_broken(2, 1e25)),
        ],
    ),
    *table(
        "accidents",
        Form(keep=KEPT),
        [
            ("rate raised in the last two epochs", "friedman", raised(2, 100.0, log_lr=True)),
            ("rate raised in the last epoch", "text", raised(1, 60.0)),
            ("rate raised in the last three epochs", "wine", raised(3, 300.0, log_lr=True)),
            ("huge first value (output weights too large)", "friedman", huge_start(300.0)),
            ("huge first value (output weights too large)", "digits", huge_start(200.0)),
            ("huge first value (one spoilt batch), healthy", "counts", bad_first_batch),
            ("huge first value (one spoilt batch), healthy", "clusters", bad_first_batch),
        ],
    ),
    *table(
        "accidents",
        Form(written=0.55, keep=KEPT),
        [
            ("process died half way, healthy", "text", plain),
            ("process died half way, overfitting", "moons", small_data),
        ],
    ),
    *table(
        "accidents",
        by_batches,
        [
            ("last batches jump (weights shaken), healthy before", "textformer", shaken(1, 0.2)),
            ("rate raised in the last epoch, batches", "digits", trained(raised(1, 80.0))),
            ("NaN in the last epoch, batches", "season", nan_at_end),
        ],
    ),
    *table(
        "accidents",
        Form(stops_at_nan=True, keep=KEPT),
        [
            (
                "rate raised until numbers overflow, run stops",
                "linear",
                raised(8, 1e8, trained(plain, optimizer="sgd")),
            ),
            (
                "rate far too high: NaN after few epochs, run stops",
                "sine",
                trained(rated(1, 2), optimizer="sgd", lr=1.25),
            ),
        ],
    ),
]
