"""Learning-rate schedules, logged and not: steps at three quarters, cosine, restarts, one cycle, warm-up or none."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.accuracy.runs.bases import Setup
from bench.accuracy.runs.generalisation import plain, small_data, wrong_labels
from bench.accuracy.runs.later.logbook import Form, measured
from bench.accuracy.runs.later.planning import batches, changed, scheduled, table, trained
from bench.accuracy.runs.optimisation import rated
from bench.accuracy.runs.plan import Fault, Plan
from examples.loop import State

Rng = np.random.Generator
Shape = Callable[[float], float]


def step_at(*cuts: float, factor: float = 0.1) -> Shape:
    """A tenth (or another factor) from each cut on."""
    return lambda p: factor ** sum(p >= cut for cut in cuts)


def cosine(p: float) -> float:
    """Half a cosine that ends at zero."""
    return 0.5 + 0.5 * math.cos(math.pi * p)


def restarts(cycles: int, longer: bool = False) -> Shape:
    """Cosines that begin again, at equal distances or each twice as long."""
    ends = np.cumsum([2.0**i if longer else 1.0 for i in range(cycles)])
    ends = ends / ends[-1]

    def shape(p: float) -> float:
        i = min(int(np.searchsorted(ends, p, "right")), cycles - 1)
        start = ends[i - 1] if i else 0.0
        return cosine(min(1.0, (p - start) / (ends[i] - start)))

    return shape


def one_cycle(top: float = 0.3) -> Shape:
    """Up to the top, then down to nothing, both as cosines."""
    return lambda p: 1.04 - cosine(p / top) if p < top else cosine((p - top) / (1 - top)) + 1e-3


def warmed_up(share: float) -> Shape:
    """Linearly up, then linearly down."""
    return lambda p: max(p, 1e-3) / share if p < share else (1 - p) / (1 - share)


def exponential(end: float) -> Shape:
    """From 1 to `end` by equal factors."""
    return lambda p: end**p


def on_plateau(base: str, rng: Rng) -> Setup:
    """The rate is divided by five when the validation loss has not fallen for two epochs."""
    task, net, recipe = changed(lr=8, epochs=1.6)(base, rng)
    best, waited, factor = math.inf, 0, 1.0

    def look(state: State) -> None:
        nonlocal best, waited, factor
        loss = measured(state.net, task.val, task, Form())["loss"]
        waited = 0 if loss < best - 1e-3 else waited + 1
        best = min(best, loss)
        if waited > 2:
            waited, factor = 0, factor / 5

    return task, net, replace(recipe, before_epoch=look, lr_at=lambda _: factor, log_lr=True)


HIGH, LONG = changed(lr=8, epochs=1.4), changed(lr=6, epochs=1.6)
EASY = changed(samples=2, lr=4, epochs=1.3)
NOISY = changed(lr=0.5, epochs=1.4, recipe={"optimizer": "sgd", "lr": 0.15, "options": {"momentum": 0.9}})
SCHEDULES: list[tuple[str, str, Fault, Shape]] = [
    ("none (step at 3/4, falls again)", "friedman", HIGH, step_at(0.75)),
    ("none (step at 3/4, falls again)", "text", changed(lr=5, epochs=1.3), step_at(0.75)),
    ("none (step at 3/4, falls again)", "digits", NOISY, step_at(0.75)),
    ("step at 3/4, val rises afterwards", "diabetes", wrong_labels, step_at(0.75)),
    ("overfitting, step at 3/4", "clusters", small_data, step_at(0.75)),
    ("none (steps at 1/2 and 3/4)", "cnn", HIGH, step_at(0.5, 0.75)),
    ("rate cut too early (step at 1/10)", "friedman", plain, step_at(0.1, factor=0.01)),
    ("rate cut too early (step at 1/6)", "text", plain, step_at(1 / 6, factor=0.01)),
    ("rate cut too early (exponential)", "majority", plain, exponential(1e-6)),
    ("none (cosine to zero)", "clusters", EASY, cosine),
    ("none (cosine to zero)", "textformer", changed(samples=1.5), cosine),
    ("cosine to zero, overfitting", "wine", changed(samples=0.4, width=5, epochs=3, lr=2), cosine),
    ("none (cosine warm restarts)", "friedman", LONG, restarts(4)),
    ("none (cosine warm restarts, each twice as long)", "text", changed(lr=4, epochs=1.5), restarts(4, longer=True)),
    ("none (cosine warm restarts)", "season", LONG, restarts(5)),
    ("warm restarts, overfitting", "clusters", small_data, restarts(4)),
    ("none (one-cycle)", "digits", changed(lr=8), one_cycle()),
    ("none (one-cycle)", "season", changed(lr=5), one_cycle()),
    ("one-cycle with a top far too high", "friedman", rated(60, 120), one_cycle()),
    ("one-cycle with a top far too high", "textformer", rated(25, 40), one_cycle()),
    ("none (linear warm-up and decay)", "textformer", changed(lr=1.5), warmed_up(0.1)),
    ("warm-up over most of the run", "digits", changed(lr=0.3), warmed_up(0.9)),
    ("warm-up missing, rate too high", "textformer", rated(12, 20), lambda _: 1.0),
    ("none (rate never lowered, sits at its noise)", "linear", NOISY, lambda _: 1.0),
]


def by_batches(setup: Setup, rng: Rng) -> Form:
    """Rows of batches with the rate."""
    return batches(setup, int(rng.choice([100, 250])), keep=("loss", "val_loss", "lr"))


def logged(row: tuple[str, str, Fault, Shape], log_lr: bool) -> tuple[str, str, Fault]:
    """A row of the table with its schedule."""
    text, base, fault, shape = row
    return text, base, scheduled(fault, shape, log_lr)


RATES: list[Plan] = [
    *table("schedules", Form(keep=("loss", "val_loss", "lr")), [logged(r, True) for r in SCHEDULES[::3]]),
    *table("schedules", Form(keep=("loss", "val_loss")), [logged(r, False) for r in SCHEDULES[1::3]]),
    *table("schedules", by_batches, [logged(r, i % 2 == 0) for i, r in enumerate(SCHEDULES[2::3])]),
    *table(
        "schedules",
        Form(),
        [
            ("none (rate reduced on plateau)", "friedman", on_plateau),
            ("none (rate reduced on plateau)", "clusters", on_plateau),
            ("rate reduced on plateau, overfitting", "moons", trained(on_plateau, batch_size=4)),
        ],
    ),
]
