"""Statistics that a few wild points do not move, on small arrays and without NumPy's slower conveniences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats

SD_OF_MAD = 1.4826
"""Median absolute deviation to standard deviation, for normal noise."""


TINY = 8
"""Fewer values than these are sorted faster as a list."""

SQRT_6: float = 6.0**0.5


def median(values: Floats) -> float:
    """The median of a flat array with at least one value; about ten times faster than `np.median` on small arrays."""
    if len(values) < TINY:
        return float(middle(sorted(values.tolist())))
    ordered = values.copy()
    ordered.sort()
    return float(middle(ordered))


def middle(ordered: Floats | Sequence[float]) -> float:
    """The median of values in order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else 0.5 * (ordered[half - 1] + ordered[half])


def behind_last(holds: NDArray[np.bool_]) -> int:
    """The index behind the last place where a condition holds; 0 where it holds nowhere."""
    if not holds.any():
        return 0
    return len(holds) - int(holds[::-1].argmax())


def spread(residuals: Floats) -> float:
    """The standard deviation of residuals around zero, from their median absolute value."""
    if not len(residuals):
        return 0.0
    sizes = np.abs(residuals)
    sizes.sort()
    return float(SD_OF_MAD * middle(sizes))


def point_noise(values: Floats) -> float:
    """The standard deviation of the noise in a curve, from its second differences, which a smooth trend hardly moves.

    Three neighbours a, b, c with independent noise of variance s² give Var(a − 2b + c) = 6 s² (Gasser, Sroka &
    Jennen-Steinmetz 1986, equation 2, for even steps). 0.0 for fewer than four values.
    """
    if len(values) < 4:
        return 0.0
    return spread(values[2:] - 2.0 * values[1:-1] + values[:-2]) / SQRT_6


def without_spikes(values: Floats, limit: float = 6.0) -> Floats:
    """The curve with each lone outlier replaced by the median of itself and its two neighbours.

    A value is an outlier if it lies further from that median than `limit` times the usual step between neighbours
    (Hampel's identifier with a window of three). The ends stay.
    """
    if len(values) < 5:
        return values
    sizes = np.abs(values[1:] - values[:-1])
    sizes.sort()
    usual = float(SD_OF_MAD * middle(sizes))
    # No value is further from that median than from either neighbour, so most curves are done here.
    if not sizes[-1] > limit * usual:
        return values
    before, here, after = values[:-2], values[1:-1], values[2:]
    medians = np.maximum(np.minimum(before, here), np.minimum(np.maximum(before, here), after))
    wild = np.abs(here - medians) > limit * usual + 1e-300
    cleaned = values.copy()
    cleaned[1:-1][wild] = medians[wild]
    return cleaned


def robust_slope(x: Floats, y: Floats) -> float:
    """The median of the slopes between all pairs of points (Theil 1950, Sen 1968), in units of y per unit of x.

    `x` must increase strictly; 0 for fewer than two points. Quadratic in the number of points: thin before.
    """
    if len(x) < 2:
        return 0.0
    later, earlier = _pairs(len(x))
    return median((y[later] - y[earlier]) / (x[later] - x[earlier]))


@lru_cache(maxsize=512)
def _pairs(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    earlier, later = np.triu_indices(count, 1)
    return later, earlier


def residuals(x: Floats, z: Floats) -> Floats:
    """What is left of values once their least-squares line is taken off."""
    centred = x - np.add.reduce(x) / len(x)
    width = float(centred @ centred)
    slope = float(centred @ z) / width if width > 0.0 else 0.0
    return np.asarray(z - np.add.reduce(z) / len(z) - slope * centred)


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's correlation of two series of equal length, at least two (Spearman 1904); 0 where one stands still."""
    first, second = (np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (a, b))
    centre = 0.5 * (len(a) - 1)
    size = float(((first - centre) ** 2).sum())
    return float(((first - centre) * (second - centre)).sum()) / size if size > 0.0 else 0.0
