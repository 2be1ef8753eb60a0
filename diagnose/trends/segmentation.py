"""Where a curve changes what it does: the best fit by straight lines, one a regime, with a price for each.

Penalised least squares over all ways to cut (Bai & Perron 2003, section 3; the penalty after Yao 1988), exact by
dynamic programming on at most `GRID` points, so that the cost does not grow with the length of the run.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats

GRID = 64
REGIMES = 6
SHORTEST = 3


class Regime(NamedTuple):
    """A straight regime from index `first` to `last`: its slope per index, and the sum of squared errors around it."""

    first: int
    last: int
    slope: float
    error: float


def cut(y: Floats, noise: float, price: float) -> list[Regime]:
    """The regimes of the best fit by straight lines, in order, without gaps.

    `y` are at most `GRID` evenly spaced values, at least two, with noise of standard deviation `noise`; another regime
    must lower the sum of squares by more than `price` · noise² · ln n.
    """
    count = len(y)
    # New memory costs more than the sums that go into it.
    spare = np.empty((4, count, count))
    costs, running = _costs(y, spare)
    starts = _starts(costs, price * noise * noise * math.log(count), spare[0]) if count >= 2 * SHORTEST else [0]
    ends = [*(start - 1 for start in starts[1:]), count - 1]
    return [_regime(first, last, costs, running) for first, last in zip(starts, ends, strict=True)]


def _regime(first: int, last: int, costs: Floats, running: Floats) -> Regime:
    length = last - first + 1
    sum_y, sum_xy = (float(running[row, last + 1] - running[row, first]) for row in (0, 1))
    slope = (sum_xy - 0.5 * (first + last) * sum_y) * 12.0 / max(length * (length * length - 1), 1)
    return Regime(first, last, slope, float(costs[last, first]) if length >= SHORTEST else 0.0)


def _starts(costs: Floats, fee: float, sums: Floats) -> list[int]:
    count = len(costs)
    rows = _rows(count)
    # before[i]: the best fit of the points before i by the regimes so far; there is none of no points.
    before = [np.empty(count)]
    before[0][0], before[0][1:] = math.inf, costs[:-1, 0]
    origins: list[NDArray[np.intp]] = []
    totals = [float(costs[-1, 0])]
    # However small the error that more regimes leave, their fees alone must be below the best so far.
    while len(totals) < min(REGIMES, count // SHORTEST) and len(totals) * fee < min(totals):
        if len(totals) > 1:
            # sums[j, i]: the best fit of the points before i, and one line from i to j.
            np.add(costs, before[-1], out=sums)
            origins.append(sums.argmin(axis=1))
            more = np.empty(count)
            more[0], more[1:] = math.inf, sums.take(origins[-1] + rows)[:-1]
            before.append(more)
        totals.append(float(np.minimum.reduce(costs[-1] + before[-1])) + len(totals) * fee)
    cuts = totals.index(min(totals))
    if not cuts:
        return [0]
    return [0, *reversed(_trace(origins[: cuts - 1], int((costs[-1] + before[cuts - 1]).argmin())))]


def _trace(origins: list[NDArray[np.intp]], start: int) -> list[int]:
    """Where the regimes start, the last first, given the start of the last."""
    starts = [start]
    for origin in reversed(origins):
        starts.append(int(origin[starts[-1] - 1]))
    return starts


@lru_cache(maxsize=2 * GRID)
def _rows(count: int) -> NDArray[np.intp]:
    """Where the rows of a square array begin."""
    return np.arange(0, count * count, count)


class Geometry(NamedTuple):
    """What the costs need of the positions alone, at [last, first] of a regime; infinite where it is too short."""

    places: Floats
    middle: Floats
    per_length: Floats
    per_width: Floats
    barrier: Floats


def _costs(y: Floats, spare: Floats) -> tuple[Floats, Floats]:
    """The squared error of a straight line through the points i to j, at [j, i]; infinite for regimes too short.

    With it the running sums of y, of x · y and of y², from which it was made. `spare` is memory for four such arrays.
    """
    count = len(y)
    geometry = _geometry(count)
    centred = y - np.add.reduce(y) / count
    running = np.zeros((3, count + 1))
    rows = running[:, 1:]
    rows[0] = centred
    np.multiply(centred, geometry.places, out=rows[1])
    np.multiply(centred, centred, out=rows[2])
    np.add.accumulate(rows, axis=1, out=rows)
    sum_y, sum_xy, sum_yy = np.subtract(rows[:, :, None], running[:, None, :-1], out=spare[:3])
    sum_xy -= np.multiply(geometry.middle, sum_y, out=spare[3])
    for sums, weight in ((sum_y, geometry.per_length), (sum_xy, geometry.per_width)):
        sums *= sums
        sums *= weight
        sum_yy -= sums
    return np.maximum(sum_yy, geometry.barrier, out=sum_yy), running


@lru_cache(maxsize=2 * GRID)
def _geometry(count: int) -> Geometry:
    last, first = np.arange(count, dtype=np.float64)[:, None], np.arange(count, dtype=np.float64)[None, :]
    length = np.maximum(last - first + 1.0, 1.0)
    width = np.maximum(length * (length * length - 1.0) / 12.0, 1.0)
    barrier = np.where(last - first + 1.0 < SHORTEST, np.inf, 0.0)
    return Geometry(first[0], (first + last) / 2.0, 1.0 / length, 1.0 / width, barrier)
