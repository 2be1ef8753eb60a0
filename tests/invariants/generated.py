"""Runs out of chance, of every kind that a log can be: few and many points, odd levels, pairs, scores, schedules.

May not: know the program's answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from diagnose.model import Floats, Run, Series, StepUnit
from tests.invariants.shapes import Chance, holed, jumping, noisy, rate, shape

PAIRS = ("both", "train", "val", "scores", "score", "several", "accuracies")
LIKELY = (0.38, 0.12, 0.05, 0.07, 0.1, 0.08, 0.2)
RARELY = 0.002
"""The share of runs that have up to a hundred thousand points."""


def generated(count: int, seed: int = 1) -> Iterator[Run]:
    """So many runs; each is made of the seed and its number alone, which stand in its name."""
    for number in range(count):
        yield run_of(seed, number)


def run_of(seed: int, number: int) -> Run:
    """The run of that number."""
    chance = np.random.default_rng([seed, number])
    kind = str(chance.choice(PAIRS, p=LIKELY))
    points = _points(chance)
    steps, unit = _steps(points, chance)
    words, columns = _columns(kind, points, chance)
    series = tuple(_series(name, steps, values, unit, chance) for name, values in columns.items())
    return Run(f"generated {seed}/{number} {kind} {' '.join(words)}", "keras-history", series, _params(points, chance))


def _points(chance: Chance) -> int:
    if chance.random() < RARELY:
        return int(10 ** chance.uniform(4.0, 5.0))
    return int(
        np.exp(
            chance.choice(
                [chance.uniform(0.0, 2.0), chance.uniform(1.6, 5.0), chance.uniform(4.0, 7.0)], p=[0.2, 0.65, 0.15]
            )
        )
    )


def _steps(points: int, chance: Chance) -> tuple[Floats, StepUnit]:
    """Where values are logged: epochs from 1, every so many steps, with gaps, from late on, or at fractions."""
    steps = np.arange(1.0, points + 1.0)
    drawn = chance.random()
    if drawn < 0.7:
        return steps, "epoch"
    if drawn < 0.85:
        return steps * float(chance.choice([1, 10, 50, 500, 10_000])) - chance.choice([0.0, 1.0]), "step"
    if drawn < 0.9:
        return np.cumsum(chance.choice([1.0, 1.0, 1.0, 7.0], points)), "epoch"
    if drawn < 0.95:
        return steps + float(chance.integers(1, 200)), "epoch"
    return np.round(steps * 0.25, 2), "epoch"


def _columns(kind: str, points: int, chance: Chance) -> tuple[list[str], dict[str, Floats]]:
    """The words that name what was drawn, and the columns of the log."""
    t = np.linspace(0.0, 1.0, points) if points > 1 else np.zeros(1)
    level = _level(chance)
    name, train = shape(t, chance)
    schedule, rates = rate(t, chance)
    if schedule == "steps" and chance.random() < 0.7:
        train = train * 0.6 ** np.floor(3.0 * t)
    other, val = _validation(t, name, train, chance)
    loss, val_loss = _level_at(_marred(train, chance), level), _level_at(_marred(val, chance), level)
    with np.errstate(invalid="ignore"):
        columns = _named(kind, loss, val_loss, np.clip(train, 0, 50), np.clip(val, 0, 50), chance)
    if chance.random() < 0.25:
        columns["lr"] = rates
        return [name, other, f"lr {schedule}"], columns
    return [name, other], columns


def _named(kind: str, loss: Floats, val: Floats, ease: Floats, val_ease: Floats, chance: Chance) -> dict[str, Floats]:
    right, val_right = _score(ease, chance), _score(val_ease, chance)
    named = {
        "both": {"loss": loss, "val_loss": val},
        "train": {"loss": loss},
        "val": {"val_loss": val},
        "scores": {"accuracy": right, "val_accuracy": val_right},
        "score": {"loss": loss, str(chance.choice(["val_accuracy", "val_auc", "val_mae", "val_f1"])): val_right},
        "several": {
            "loss": loss + 0.3 * val,
            "val_loss": val + 0.3 * loss,
            "head_a_loss": loss,
            "val_head_a_loss": val,
            "head_b_loss": val[::-1],
            "val_head_b_loss": loss[::-1],
        },
        "accuracies": {"loss": loss, "accuracy": right, "val_loss": val, "val_accuracy": val_right},
    }
    return named[kind]


def _level(chance: Chance) -> tuple[float, float]:
    """What a curve is multiplied by, and what is added to it then, so that it may be huge, tiny or below zero."""
    drawn = chance.random()
    if drawn < 0.75:
        return float(np.exp(chance.uniform(-2.0, 2.5))), 0.0
    if drawn < 0.87:
        return 10.0 ** chance.uniform(-9.0, 9.0), 0.0
    if drawn < 0.9:
        return 10.0 ** chance.uniform(-200.0, 200.0), 0.0
    scale = float(np.exp(chance.uniform(-2.0, 4.0)))
    return scale, -scale * chance.uniform(0.1, 20.0)


def _level_at(values: Floats, level: tuple[float, float]) -> Floats:
    return values * level[0] + level[1]


def _validation(t: Floats, name: str, train: Floats, chance: Chance) -> tuple[str, Floats]:
    """A curve of its own shape, or the training curve's with a gap, a lag, or none."""
    drawn = chance.random()
    if drawn < 0.45:
        return shape(t, chance)
    if drawn < 0.5:
        return "same", train.copy()
    gap = 1.0 + chance.choice([0.0, 0.02, 0.1, 0.5, -0.3, 5.0])
    return f"{name} times {gap:g}", train * gap


def _marred(values: Floats, chance: Chance) -> Floats:
    values = noisy(values, chance)
    if chance.random() < 0.15:
        values = jumping(values, chance)
    if chance.random() < 0.06:
        values = holed(values, chance)
    if chance.random() < 0.2:
        values = np.round(values, int(chance.integers(1, 5)))
    return values


def _score(ease: Floats, chance: Chance) -> Floats:
    """An accuracy that goes with the loss, or one that stands, or one of its own."""
    drawn = chance.random()
    if drawn < 0.15:
        return np.full(len(ease), round(float(chance.uniform(0.0, 1.0)), 3))
    if drawn < 0.3:
        ease = np.clip(shape(np.linspace(0.0, 1.0, len(ease)), chance)[1], 0.0, 50.0)
    right = np.clip(np.exp(-ease * chance.uniform(0.1, 2.0)) + chance.normal(0.0, 0.01, len(ease)), 0.0, 1.0)
    return np.round(right, 4)


def _series(name: str, steps: Floats, values: Floats, unit: StepUnit, chance: Chance) -> Series:
    if name.startswith("val_") and len(steps) > 8 and chance.random() < 0.1:
        every = int(chance.integers(2, 6))
        steps, values = steps[every - 1 :: every], values[every - 1 :: every]
    return Series(name, steps, values, unit)


def _params(points: int, chance: Chance) -> dict[str, Any]:
    if chance.random() < 0.6:
        return {}
    batch, samples = int(chance.choice([1, 8, 32, 128, 4096])), int(np.exp(chance.uniform(3.0, 13.0)))
    return {"batch_size": batch, "samples": samples, "epochs": int(points * chance.choice([1.0, 1.0, 1.0, 2.0]))}
