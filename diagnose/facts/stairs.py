"""Facts about training that falls in steps where epochs begin, and about the few evaluations of such runs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats

FEWEST_EPOCHS = 3
FEWEST_POINTS = 6
"""Epochs, and points within each, below which no staircase can be told from a fall."""
MOST_EVALUATIONS = 6


class Stairs(NamedTuple):
    """The drops at the borders of epochs: the first border, the smallest one relative to its height and in standard
    errors, and their share of the whole fall.
    """

    first: float
    least: float
    certainty: float
    share: float


def _stairs(m: Measurements) -> Stairs | None:
    series = m.train_series
    if series is None or series.step_unit != "epoch" or len(m.train) < FEWEST_EPOCHS * FEWEST_POINTS:
        return None
    # An epoch with fewer values has no stairs: most logs are done here, without taking them apart.
    if len(m.train) < FEWEST_POINTS * (m.train_steps[-1] - m.train_steps[0]):
        return None
    epochs = _epochs(m.train_steps, m.train)
    if len(epochs) < FEWEST_EPOCHS or min(map(len, epochs)) < FEWEST_POINTS or float(m.train.min()) <= 0.0:
        return None
    heads = np.array([float(np.median(part[: len(part) // 2])) for part in epochs])
    tails = np.array([float(np.median(part[len(part) // 2 :])) for part in epochs])
    errors = np.array([float(np.std(part)) / np.sqrt(len(part) / 2.0) for part in epochs])
    drops = tails[:-1] - heads[1:]
    fall = heads[0] - tails[-1]
    certainties = drops / np.maximum(np.hypot(errors[:-1], errors[1:]), 1e-12)
    border = float(np.floor(m.train_steps[len(epochs[0])]))
    return Stairs(
        border,
        float((drops / tails[:-1]).min()),
        min(float(certainties.min()), 1e3),
        float(drops.sum() / fall) if fall > 0.0 else 0.0,
    )


def _epochs(steps: Floats, values: Floats) -> list[Floats]:
    """The values by epoch, as far as they are done: 0.05 to 1.0 is the first; a last one hardly begun is left out."""
    number = np.ceil(steps - 1e-9)
    borders = (number[1:] != number[:-1]).nonzero()[0] + 1
    parts = np.split(values, borders)
    return parts[:-1] if len(parts) > 1 and 2 * len(parts[-1]) < len(parts[-2]) else parts


@number("stairs.drop", "ratio")
def drop(m: Measurements) -> Measured:
    """How far the training loss drops at least where an epoch begins, relative to its height before."""
    stairs = m.once(_stairs)
    return None if stairs is None else Seen(stairs.least, stairs.first, float(m.train_steps[-1]))


@number("stairs.certainty", "standard errors")
def certainty(m: Measurements) -> Measured:
    """The least certain of the drops where epochs begin, in standard errors."""
    stairs = m.once(_stairs)
    return None if stairs is None else stairs.certainty


@number("stairs.share", "ratio")
def share(m: Measurements) -> Measured:
    """Which share of the fall of the training loss happens where epochs begin, and not within them."""
    stairs = m.once(_stairs)
    return None if stairs is None else stairs.share


@number("val.least_rise", "ratio")
def least_rise(m: Measurements) -> Measured:
    """How far a validation curve of few values gets worse at the least from one to the next; negative where better."""
    if not FEWEST_EPOCHS <= len(m.val) < MOST_EVALUATIONS:
        return None
    rises = (m.val[1:] - m.val[:-1]) / np.maximum(np.abs(m.val[:-1]), 1e-300)
    return Seen(float(rises.min()), float(m.val_steps[0]), float(m.val_steps[-1]))


@number("train.fell_meanwhile", "ratio")
def fell_meanwhile(m: Measurements) -> Measured:
    """How far the training curve came down from around the first validation to around the last, relative to it."""
    if len(m.val) < 2 or len(m.train) < FEWEST_EPOCHS:
        return None
    first, last = float(m.val_steps[0]), float(m.val_steps[-1])
    reach = (last - first) / (len(m.val) - 1)
    before, after = _around(m, first, reach), _around(m, last, reach)
    return None if before is None or after is None or not before else (before - after) / abs(before)


def _around(m: Measurements, step: float, reach: float) -> float | None:
    """The mean of the training curve up to a step, over the time between two validations."""
    near = m.train[(m.train_steps > step - reach) & (m.train_steps <= step)]
    return float(near.mean()) if len(near) else None


@number("val.last_over_first", "ratio")
def last_over_first(m: Measurements) -> Measured:
    """How far the last value of a validation curve of few values lies above its first one, relative to it."""
    if not FEWEST_EPOCHS <= len(m.val) < MOST_EVALUATIONS:
        return None
    return float((m.val[-1] - m.val[0]) / max(abs(float(m.val[0])), 1e-300))


FACTS = (drop, certainty, share, least_rise, fell_meanwhile, last_over_first)
