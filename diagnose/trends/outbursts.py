"""Sudden high values in a long, noisy series of which each value is known within bounds.

May not: know what the series is of.

A value stands out where, on the scale of the logarithm, the lowest that it can be lies further above the usual level of
the values before it than `certain` times the noise there. The level is the median of `BEFORE` values before it, each as
high as it can be, so that rounding alone never makes an outburst. The noise is a standard deviation taken from median
absolute deviations in blocks of `BLOCK`, the noisiest of three neighbours: of the values around the levels before and
after them, or of the steps from value to value, whichever is wider. Batch losses have wide tails: where the largest
steps are longer than normal noise has them, that counts as noise as well. Of means over `weights` batches, noise falls
with the square root.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats
from diagnose.trends.robust import SD_OF_MAD, median

Places: TypeAlias = NDArray[np.intp]

FEWEST = 24
BEFORE, LEAST_BEFORE = 16, 8
BLOCK = 64
AT_ONCE = 65_536
TAIL, NORMAL_TAIL = 0.95, 1.96
"""A quantile of absolute deviations, and where normal noise has it in standard deviations."""


class Outbursts(NamedTuple):
    """Outbursts of a series: where each is highest, the level before it, and whether the series came down again."""

    places: Places
    levels: Floats
    recovered: NDArray[np.bool_]


def find_outbursts(
    values: Floats, bounds: Floats, weights: Floats, least: float, certain: float, left: float
) -> Outbursts | None:
    """The outbursts of positive values known within ± `bounds`, each at least `least` above the level before it.

    `least` is relative to the level, `certain` in standard deviations of the noise; an outburst is made good where at
    most the share `left` of it is left. None where there are fewer than 24 values or where some are negative beyond
    their bound. Linear in the number of values; all values must be finite.
    """
    if len(values) < FEWEST or bool((values + bounds <= 0.0).any()):
        return None
    tiny = float(np.abs(values).max()) * 1e-12
    middle = np.log(np.maximum(values, np.maximum(bounds, tiny)))
    usual = level_before(middle)
    low, level = middle, usual
    if bounds.any():
        low = np.log(np.maximum(values - bounds, tiny))
        level = level_before(np.log(np.maximum(values + bounds, tiny)))
    scale = np.sqrt(weights / np.median(weights))
    around = middle - 0.5 * (usual + level_before(middle[::-1])[::-1])
    noise = np.maximum(_noise(around * scale, tailed=False), _noise(_steps(middle, scale), tailed=True))
    excess = low - level
    limit = np.maximum(certain * noise / scale, np.log1p(least))
    high = np.flatnonzero(excess > limit)
    if not len(high):
        return Outbursts(high, values[high], np.zeros(0, dtype=bool))
    return _grouped(high, excess, level, middle, left)


def _grouped(high: Places, excess: Floats, level: Floats, middle: Floats, left: float) -> Outbursts:
    """High values that follow each other closely are one outburst, at the highest of them."""
    begins = np.flatnonzero(np.append(True, np.diff(high) > BEFORE))
    groups = np.split(high, begins[1:])
    places = np.array([group[excess[group].argmax()] for group in groups], dtype=np.intp)
    ends = np.array([group[-1] for group in groups], dtype=np.intp)
    levels = level[high[begins]]
    after = level_before(middle[::-1], least=1)[::-1]
    lowest = np.fmin.accumulate(after[::-1])[::-1]
    recovered = lowest[ends] <= levels + left * (middle[places] - levels)
    return Outbursts(places, np.exp(levels), recovered)


def level_before(values: Floats, least: int = LEAST_BEFORE) -> Floats:
    """The median of up to 16 values before each; NaN where there are fewer than `least`."""
    levels = np.full(len(values), np.nan)
    for at in range(least, min(BEFORE, len(values))):
        levels[at] = median(values[:at])
    windows = np.lib.stride_tricks.sliding_window_view(values, BEFORE)[:-1] if len(values) > BEFORE else ()
    for start in range(0, len(windows), AT_ONCE):
        parted = np.partition(windows[start : start + AT_ONCE], (BEFORE // 2 - 1, BEFORE // 2), axis=1)
        first = BEFORE + start
        levels[first : first + len(parted)] = 0.5 * (parted[:, BEFORE // 2 - 1] + parted[:, BEFORE // 2])
    return levels


def _steps(values: Floats, scale: Floats) -> Floats:
    """The step to each value from the one before, so scaled that it has the noise of one value."""
    both = np.sqrt(1.0 / scale[1:] ** 2 + 1.0 / scale[:-1] ** 2)
    return np.append(0.0, (values[1:] - values[:-1]) / both)


def _noise(deviations: Floats, *, tailed: bool) -> Floats:
    """The standard deviation of the noise at each place, the largest of its block and of the two beside it."""
    known = np.where(np.isnan(deviations), 0.0, deviations)
    whole = len(known) // BLOCK
    noise = _spreads(known[: whole * BLOCK].reshape(-1, BLOCK), tailed) if whole else np.empty(0)
    if len(known) % BLOCK:
        noise = np.append(noise, _spreads(known[np.newaxis, -BLOCK:], tailed))
    padded = np.concatenate((noise[:1], noise, noise[-1:]))
    widest = np.maximum(np.maximum(padded[:-2], padded[1:-1]), padded[2:])
    return np.asarray(np.repeat(widest, BLOCK)[: len(known)], dtype=np.float64)


def _spreads(rows: Floats, tailed: bool) -> Floats:
    """The standard deviation of each row around its median, from the median deviation or from a far quantile."""
    half = rows.shape[1] // 2
    around = np.abs(rows - np.partition(rows, half, axis=1)[:, half, np.newaxis])
    around.sort(axis=1)
    typical = SD_OF_MAD * around[:, half]
    return np.maximum(typical, around[:, int(TAIL * rows.shape[1])] / NORMAL_TAIL) if tailed else typical
