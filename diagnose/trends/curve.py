"""A series made ready to be judged: finite, thinned to a bounded number of points, on a scale that suits it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from diagnose.model import Floats, Series
from diagnose.trends.robust import median, step_noise, without_spikes

POINTS = 128
"""How many points of a curve are looked at; a longer one is thinned to medians of equal stretches."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A series as the trend analysis sees it.

    `x` are steps and `y` values, at most `POINTS` of each, finite and in order. `z` is the working scale: the natural
    logarithm where all values are positive, so that a change of 0.03 is 3 % at any height of the curve; else the value
    relative to the range of the curve. `lost` counts values that were not finite, `ends_finite` tells whether the last
    logged value is.
    """

    x: Floats
    y: Floats
    z: Floats
    logarithmic: bool
    lost: int
    total: int
    ends_finite: bool

    def __len__(self) -> int:
        """The number of points looked at."""
        return len(self.y)

    @cached_property
    def smooth(self) -> Floats:
        """`z` without lone outliers."""
        return without_spikes(self.z)

    @cached_property
    def noise(self) -> float:
        """The noise from point to point, in units of `z`."""
        return step_noise(self.smooth)

    @cached_property
    def start(self) -> float:
        """The height at which the curve starts, in units of `z`: its first value."""
        return float(self.smooth[0])

    @cached_property
    def low(self) -> float:
        """The lowest level that the curve reached and held, in units of `z`: the median of its lowest points."""
        count = max(1, min(3, len(self) // 8))
        return median(np.partition(self.smooth, count - 1)[:count])

    @cached_property
    def progress(self) -> float:
        """How far the curve came down from its start, in units of `z`; never negative."""
        return max(self.start - self.low, 0.0)

    @cached_property
    def extent(self) -> float:
        """The distance from the lowest to the highest point, in units of `z`."""
        return float(self.smooth.max() - self.smooth.min())


def draw(series: Series) -> Curve:
    """The curve of a series. Linear in the number of values."""
    steps, values = series.steps, series.values
    total = len(values)
    fine = np.isfinite(values)
    finite = int(np.count_nonzero(fine))
    ends_finite = bool(fine[-1]) if total else True
    if finite < total:
        steps, values = steps[fine], values[fine]
    x, y = thinned(steps, values, POINTS)
    logarithmic = finite > 0 and float(values.min()) > 0.0
    return Curve(x, y, _working_scale(y, logarithmic), logarithmic, total - finite, total, ends_finite)


def thinned(x: Floats, y: Floats, limit: int) -> tuple[Floats, Floats]:
    """At most `limit` points: mean steps and median values of stretches of equal length, the first one the rest."""
    count = len(y)
    if count <= limit:
        return x, y
    width = -(-count // limit)
    rest = count % width
    means = x[rest:].reshape(-1, width).mean(axis=1)
    stretches = y[rest:].reshape(-1, width)
    medians = stretches.mean(axis=1) if width == 2 else np.median(stretches, axis=1)
    if not rest:
        return means, medians
    return np.append(x[:rest].mean(), means), np.append(median(y[:rest]), medians)


def _working_scale(y: Floats, logarithmic: bool) -> Floats:
    if not len(y):
        return y
    if logarithmic:
        return np.log(y)
    extent = float(y.max() - y.min())
    return y / extent if extent > 0.0 else y * 0.0
