"""The regimes of a curve: stretches between change points, each with its line, and the one it is in now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from diagnose.model import Floats
from diagnose.trends.curve import Curve, thinned
from diagnose.trends.robust import median, robust_slope, spread
from diagnose.trends.segmentation import GRID, cut
from diagnose.trends.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight stretch of a curve from index `first` on.

    `slope` is per step, `change` what the slope makes of the recent share of the run, `scatter` the standard deviation
    of the points around the line; all in units of the working scale. `certainty` is the slope in its standard errors;
    `long` tells whether the stretch is at least the recent share of the run.
    """

    first: int
    slope: float
    change: float
    scatter: float
    certainty: float
    long: bool


def change_points(curve: Curve, limits: Thresholds) -> list[int]:
    """The indices of the curve at which a regime begins, the first of them 0."""
    x, z = thinned(curve.x, curve.smooth, GRID)
    noise = max(curve.noise, limits.blur * curve.extent, 0.002)
    starts = cut(z, noise, limits.price)
    if len(z) == len(curve):
        return starts
    return [0, *(int(np.searchsorted(curve.x, (x[start - 1] + x[start]) / 2.0)) for start in starts[1:])]


def fit(curve: Curve, first: int, last: int, limits: Thresholds) -> Stretch:
    """The robust line through the points from `first` up to before `last`, at least two of them."""
    x, z = curve.x[first:last], curve.smooth[first:last]
    slope = robust_slope(x, z)
    residuals = z - slope * x
    residuals -= median(residuals)
    scatter = spread(residuals)
    error = _slope_error(residuals, max(scatter, curve.noise), float(x[-1] - x[0]))
    change = slope * limits.recent * float(curve.x[-1] - curve.x[0])
    certainty = abs(slope) / error if error > 0.0 else np.inf
    return Stretch(first, slope, change, scatter, certainty, last - first >= recent_size(len(curve), limits))


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
    return scatter * (12.0 / worth) ** 0.5 / max(width, 1e-12)


def recent(curve: Curve, starts: list[int], limits: Thresholds) -> Stretch:
    """The line through what the curve does now: its recent share, or less of it where a new regime began within."""
    count = len(curve)
    usual = recent_size(count, limits)
    regime = count - starts[-1]
    size = regime if max(4, limits.shortest * count) <= regime < usual else usual
    return fit(curve, count - size, count, limits)


def recent_size(count: int, limits: Thresholds) -> int:
    """How many of `count` points are the recent share of the run."""
    return min(count, max(limits.fewest, round(limits.recent * count)))


def scatter_of(curve: Curve, size: int) -> tuple[float, float]:
    """The change over the last `size` points and their scatter, spikes included."""
    x, z = curve.x[-size:], curve.z[-size:]
    slope = robust_slope(x, z)
    residuals: Floats = z - slope * x
    return slope * float(x[-1] - x[0]), spread(residuals - median(residuals))
