"""The regimes of a curve: stretches between change points, each with its line, and the one it is in now."""

from __future__ import annotations

import math
from typing import NamedTuple

from diagnose.model import Floats, Profile
from diagnose.trends.limits import Limits
from diagnose.trends.profile import thinned
from diagnose.trends.robust import median, robust_slope, spread
from diagnose.trends.segmentation import GRID, Regime, cut


class Line(NamedTuple):
    """A straight line through a part of a curve.

    `slope` is per step, `change` what the slope makes of the recent share of the run (or of the part's own length),
    `scatter` the standard deviation of the points around the line; all in units of the working scale. `certainty` is
    the slope in its standard errors; `long` tells whether the part is at least the recent share of the run.
    """

    slope: float
    change: float
    scatter: float
    certainty: float
    long: bool


class Course(NamedTuple):
    """A curve on a grid of evenly wide stretches, cut where it changes what it does.

    `x` and `z` are at most `GRID` points of its smooth curve, `noise` what averaging has left of its noise.
    """

    profile: Profile
    x: Floats
    z: Floats
    noise: float
    regimes: list[Regime]


def course_of(profile: Profile, limits: Limits) -> Course:
    """The curve cut where it changes what it does."""
    x, z = thinned(profile.x, profile.smooth, GRID)
    noise = profile.noise * float((len(z) / len(profile)) ** 0.5)
    return Course(profile, x, z, noise, cut(z, max(noise, limits.blur * profile.extent, limits.fine), limits.price))


def recent(course: Course, limits: Limits) -> Line:
    """The line through what the curve does now: its recent share, or less of it where a new regime began within."""
    count = len(course.z)
    usual = recent_size(count, limits)
    regime = count - course.regimes[-1].first
    size = regime if max(limits.known, limits.shortest * count) <= regime < usual else usual
    return _robust_line(course, size, size >= usual, limits)


def usual(course: Course, limits: Limits) -> Line:
    """The line through the recent share of the run, whatever began within."""
    return _robust_line(course, recent_size(len(course.z), limits), True, limits)


def earlier(course: Course) -> list[Line]:
    """The least-squares line through each regime but the last; its change is that over its own length."""
    return [_plain_line(course, regime) for regime in course.regimes[:-1]]


def recent_size(count: int, limits: Limits) -> int:
    """How many of `count` points are the recent share of the run."""
    return min(count, max(limits.fewest, round(limits.recent * count)))


def _robust_line(course: Course, size: int, long: bool, limits: Limits) -> Line:
    x, z = course.x[-size:], course.z[-size:]
    slope = robust_slope(x, z)
    residuals = z - slope * x
    residuals -= median(residuals)
    reach = limits.recent * float(course.x[-1] - course.x[0])
    scatter = spread(residuals)
    error = _slope_error(residuals, max(scatter, course.noise), float(x[-1] - x[0]))
    return Line(slope, slope * reach, scatter, abs(slope) / error if error > 0.0 else math.inf, long)


def _plain_line(course: Course, regime: Regime) -> Line:
    count = regime.last - regime.first + 1
    scatter = math.sqrt(regime.error / max(count - 2, 1))
    change = regime.slope * (count - 1)
    error = max(scatter, course.noise) * math.sqrt(12.0 / count)
    width = float(course.x[regime.last] - course.x[regime.first])
    return Line(change / max(width, 1e-12), change, scatter, abs(change) / error if error > 0.0 else math.inf, False)


def _slope_error(residuals: Floats, scatter: float, width: float) -> float:
    """The standard error of a slope over evenly spaced points, larger where neighbours deviate alike.

    Least squares gives scatter · sqrt(12 / n) / width; with lag-one autocorrelation r the n points are worth
    n (1 − r) / (1 + r) independent ones (Bayley & Hammersley 1946; Santer et al. 2000, equation 6).
    """
    count = len(residuals)
    total = float(residuals @ residuals)
    alike = float(residuals[1:] @ residuals[:-1]) / total if count > 4 and total > 0.0 else 0.0
    alike = min(max(alike, 0.0), 0.8)
    worth = count * (1.0 - alike) / (1.0 + alike)
    return scatter * float((12.0 / worth) ** 0.5) / max(width, 1e-12)
