"""Whether a curve left the range in which training can go on, and when."""

from __future__ import annotations

import math

import numpy as np

from diagnose.model import Profile, Series
from diagnose.trends.limits import Limits
from diagnose.trends.robust import behind_last


def diverged_at(profile: Profile, series: Series, limits: Limits) -> tuple[float, float] | None:
    """The step at which the curve diverged, and the margin by which that was decided (a power of e), or None.

    It diverged if its last value is not finite, if at least half of its values are not, or if it ends far above both
    its start and its lowest level. What is no number is beyond all limits: its margin is infinite.
    """
    if not profile.total:
        return None
    if not profile.ends_finite or 2 * profile.lost >= profile.total > 1:
        return _first_of_the_last_bad(series), math.inf
    return _explosion(profile, limits)


def _first_of_the_last_bad(series: Series) -> float:
    """The step at which the last run of non-finite values begins."""
    bad = ~np.isfinite(series.values)
    last = int(np.flatnonzero(bad)[-1])
    return float(series.steps[behind_last(~bad[: last + 1])])


def _explosion(profile: Profile, limits: Limits) -> tuple[float, float] | None:
    if not profile.logarithmic or len(profile) < 3:
        return None
    end = sum(profile.smooth[-3:].tolist()) / 3.0
    if end - profile.start < limits.above_start:
        return None
    lowest = int(profile.smooth.argmin())
    margin = min(end - profile.start - limits.above_start, end - float(profile.smooth[lowest]) - limits.above_low)
    if margin < 0.0:
        return None
    above = np.flatnonzero(profile.smooth[lowest:] - profile.smooth[lowest] > limits.left_low)
    if not len(above):  # it ends at its lowest: what stood high was a spike
        return None
    return float(profile.x[lowest + int(above[0])]), margin
