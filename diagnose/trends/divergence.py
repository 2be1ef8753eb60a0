"""Whether a curve left the range in which training can go on, and when."""

from __future__ import annotations

import math

import numpy as np

from diagnose.model import Series
from diagnose.trends.curve import Curve

ABOVE_START = 1.5
"""How far above its start a curve ends that has exploded, as a power of e (4.5 times)."""
ABOVE_LOW = 2.3
"""How far above its lowest level such a curve ends, as a power of e (ten times)."""


def diverged_at(curve: Curve, series: Series) -> tuple[float, float] | None:
    """The step at which the curve diverged, and the margin by which that was decided (a power of e), or None.

    It diverged if its last value is not finite, if at least half of its values are not, or if it ends far above both
    its start and its lowest level. What is no number is beyond all limits: its margin is infinite.
    """
    if not curve.total:
        return None
    if not curve.ends_finite or 2 * curve.lost >= curve.total > 1:
        return _first_of_the_last_bad(series), math.inf
    return _explosion(curve)


def _first_of_the_last_bad(series: Series) -> float:
    """The step at which the last run of non-finite values begins."""
    bad = ~np.isfinite(series.values)
    last = int(np.flatnonzero(bad)[-1])
    fine = np.flatnonzero(~bad[: last + 1])
    return float(series.steps[int(fine[-1]) + 1 if len(fine) else 0])


def _explosion(curve: Curve) -> tuple[float, float] | None:
    if not curve.logarithmic or len(curve) < 3:
        return None
    end = sum(curve.smooth[-3:].tolist()) / 3.0
    if end - curve.start < ABOVE_START:
        return None
    lowest = int(curve.smooth.argmin())
    margin = min(end - curve.start - ABOVE_START, end - float(curve.smooth[lowest]) - ABOVE_LOW)
    if margin < 0.0:
        return None
    above = np.flatnonzero(curve.smooth[lowest:] - curve.smooth[lowest] > ABOVE_LOW / 4)
    return float(curve.x[lowest + int(above[0])]), margin
