"""The regimes of a curve: stretches between change points, each with its line, and the one it is in now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from diagnose.model import Floats
from diagnose.trends.curve import Curve, thinned
from diagnose.trends.robust import median, robust_slope, spread
from diagnose.trends.segmentation import GRID, cut
from diagnose.trends.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight stretch of a curve.

    `slope` is per step, `change` what the slope makes of the recent share of the run
    (or of the stretch's own length), `scatter` the standard deviation
    of the points around the line; all in units of the working scale. `certainty` is the slope in its standard errors;
    `long` tells whether the stretch is at least the recent share of the run.
    """

    slope: float
    change: float
    scatter: float
    certainty: float
    long: bool


@dataclass(frozen=True, slots=True, eq=False)
class Regimes:
    """A curve on a grid of evenly wide stretches, cut where it changes what it does.

    `x` and `z` are at most `GRID` points of its smooth curve, `noise` what averaging has left of its noise, `starts`
    the indices at which a regime begins, the first of them 0.
    """

    curve: Curve
    x: Floats
    z: Floats
    noise: float
    starts: list[int]


def regimes(curve: Curve, limits: Thresholds) -> Regimes:
    """The curve cut where it changes what it does."""
    x, z = thinned(curve.x, curve.smooth, GRID)
    noise = curve.noise * float((len(z) / len(curve)) ** 0.5)
    return Regimes(curve, x, z, noise, cut(z, max(noise, limits.blur * curve.extent, 0.002), limits.price))


def recent(found: Regimes, limits: Thresholds) -> Stretch:
    """The line through what the curve does now: its recent share, or less of it where a new regime began within."""
    count = len(found.z)
    usual = recent_size(count, limits)
    regime = count - found.starts[-1]
    size = regime if max(4, limits.shortest * count) <= regime < usual else usual
    return _robust_line(found, size, size >= usual, limits)


def usual(found: Regimes, limits: Thresholds) -> Stretch:
    """The line through the recent share of the run, whatever began within."""
    return _robust_line(found, recent_size(len(found.z), limits), True, limits)


def pieces(found: Regimes) -> list[Stretch]:
    """The least-squares line through each regime; its change is that over its own length."""
    bounds = [*found.starts, len(found.z)]
    return [_plain_line(found, first, last) for first, last in pairwise(bounds)]


def recent_size(count: int, limits: Thresholds) -> int:
    """How many of `count` points are the recent share of the run."""
    return min(count, max(limits.fewest, round(limits.recent * count)))


def _robust_line(found: Regimes, size: int, long: bool, limits: Thresholds) -> Stretch:
    x, z = found.x[-size:], found.z[-size:]
    slope = robust_slope(x, z)
    residuals = z - slope * x
    residuals -= median(residuals)
    reach = limits.recent * float(found.x[-1] - found.x[0])
    return _stretch(found, x, slope, residuals, spread(residuals), long, reach)


def _plain_line(found: Regimes, first: int, last: int) -> Stretch:
    x, z = found.x[first:last], found.z[first:last]
    count = last - first
    off, residuals = x - x.sum() / count, z - z.sum() / count
    slope = float(off @ residuals) / max(float(off @ off), 1e-300)
    residuals -= slope * off
    scatter = (float(residuals @ residuals) / max(count - 2, 1)) ** 0.5
    return _stretch(found, x, slope, residuals, scatter, False, float(x[-1] - x[0]))


def _stretch(
    found: Regimes, x: Floats, slope: float, residuals: Floats, scatter: float, long: bool, reach: float
) -> Stretch:
    error = _slope_error(residuals, max(scatter, found.noise), float(x[-1] - x[0]))
    return Stretch(slope, slope * reach, scatter, abs(slope) / error if error > 0.0 else np.inf, long)


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
