"""Facts about how many samples the validation set holds, and what its values are worth."""

from __future__ import annotations

import math

import numpy as np

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements, late
from diagnose.facts.params import val_samples
from diagnose.facts.profiles import train_profile, val_profile
from diagnose.facts.score import val_score
from diagnose.model import Floats

LAST = 1000
"""How many values of the accuracy are looked at, from the end."""

MOST = 500
"""The largest number of samples that is looked for; above it the steps of an accuracy are too fine to be told."""
COUNTS = np.arange(2.0, MOST + 1.0)
FIRST = 3
"""How many values are tried on all of these counts; the others only on what is left."""


@number("val.samples", "samples")
def samples(m: Measurements) -> Measured:
    """How many samples the validation set holds: from the parameters, else from the steps of the accuracy."""
    return m.once(_samples)


@number("val.accuracy_margin", "score")
def accuracy_margin(m: Measurements) -> Measured:
    """The half-width of the 95 % interval of the last validation accuracy, 1.96 · √(p (1 − p) / N)."""
    score, count = val_score(m), m.once(_samples)
    if score is None or score.name != "accuracy" or count is None:
        return None
    share = late(score.values)
    return 1.96 * math.sqrt(max(share * (1.0 - share), 0.0) / count)


@number("val.jitter", "ratio")
def jitter(m: Measurements) -> Measured:
    """The noise of the validation loss from step to step, relative to its height."""
    curve = val_profile(m)
    return None if curve is None or not curve.logarithmic or len(curve) < 6 else curve.noise


@number("val.jitter_over_train", "ratio")
def jitter_over_train(m: Measurements) -> Measured:
    """The relative noise of the validation loss as a multiple of that of the training loss."""
    train, val = train_profile(m), val_profile(m)
    if train is None or val is None or not (train.logarithmic and val.logarithmic):
        return None
    return min(val.noise / max(train.noise, 1e-9), 1e3)


def _samples(m: Measurements) -> float | None:
    known = val_samples(m)
    if known is not None:
        return known
    score = val_score(m)
    return None if score is None or score.name != "accuracy" else granularity(score.values)


def granularity(values: Floats) -> float | None:
    """The smallest N of which all values are multiples of 1 / N, or None where none up to `MOST` is beyond chance.

    Of random values one in 2 t is within t of a multiple; the chance that so many are, for any N up to the one found,
    must be below one in a thousand.
    """
    some = values[-LAST:]
    known = np.array(sorted(set(some[(some > 0.0) & (some < 1.0)].tolist()))[:16])
    if len(known) < 3:
        return None
    error = 0.6 * 10.0 ** -_decimals(known.tolist())
    counts = COUNTS
    for some in (known[:FIRST], known[FIRST:]):
        if len(some):
            multiples = some[:, None] * counts
            away = np.maximum.reduce(np.abs(multiples - np.rint(multiples)), axis=0)
            counts = counts[away <= np.maximum(error * counts, 2e-5)]
    if not len(counts):
        return None
    count = float(counts[0])
    chance = count * min(2.0 * max(error * count, 2e-5), 1.0) ** len(known)
    return count if chance < 1e-3 else None


def _decimals(values: list[float]) -> int:
    """With how many decimals the values were written, at most 7 (a float32 holds no more)."""
    return next(
        (places for places in range(2, 7) if all(abs(value - round(value, places)) < 1e-9 for value in values)), 7
    )


FACTS = (samples, accuracy_margin, jitter, jitter_over_train)
