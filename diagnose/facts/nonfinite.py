"""Facts about NaN and infinity in the training curve, and what went before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import train_profile


class Break(NamedTuple):
    """Where a curve stopped being finite: the index and step, how many such values, the last step of the curve."""

    at: int
    step: float
    total: int
    after: int
    end: float


def _break(m: Measurements) -> Break | None:
    series, curve = m.train_series, train_profile(m)
    if series is None or (curve is not None and not curve.lost):
        return None
    missing = ~np.isfinite(series.values)
    count = int(np.count_nonzero(missing))
    if not count:
        return None
    at = int(missing.argmax())
    return Break(at, float(series.steps[at]), count, len(series) - at, float(series.steps[-1]))


@number("nonfinite.count", "values")
def count(m: Measurements) -> Measured:
    """How many values of the training loss are NaN or infinite."""
    if m.train_series is None:
        return None
    broken = m.once(_break)
    return Seen(float(broken.total), broken.step, broken.end) if broken else 0.0


@number("nonfinite.step", "step")
def step(m: Measurements) -> Measured:
    """The first step at which the training loss is NaN or infinite."""
    broken = m.once(_break)
    return broken.step if broken else None


@number("nonfinite.before", "points")
def before(m: Measurements) -> Measured:
    """How many finite values of the training loss came before the first NaN or infinity."""
    broken = m.once(_break)
    return float(broken.at) if broken else None


@number("nonfinite.share_after", "ratio")
def share_after(m: Measurements) -> Measured:
    """Which share of the training losses is not finite from the first such one on; 1 where it never came back."""
    broken = m.once(_break)
    return broken.total / broken.after if broken else None


@number("nonfinite.growth", "ratio")
def growth(m: Measurements) -> Measured:
    """How far the training loss had risen above its lowest value when it became NaN or infinite, relative to it.

    The highest of the last three finite values before against the lowest of all before.
    """
    broken = m.once(_break)
    if not broken or broken.at < 2 or m.train_series is None:
        return None
    earlier = m.train_series.values[: broken.at]
    lowest = float(earlier.min())
    if lowest <= 0.0:
        return None
    return Seen(float(earlier[-3:].max()) / lowest - 1.0, float(m.train_series.steps[0]), broken.step)


FACTS = (count, step, before, share_after, growth)
