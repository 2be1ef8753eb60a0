"""Where a curve changes what it does: the best fit by straight pieces, with a price for each piece.

Penalised least squares over all ways to cut (Bai & Perron 2003, section 3; the penalty after Yao 1988), exact by
dynamic programming on at most `GRID` points, so that the cost does not grow with the length of the run.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats

GRID = 64
PIECES = 6
SHORTEST = 3


def cut(y: Floats, noise: float, price: float) -> list[int]:
    """The indices at which the pieces of the best fit begin, the first of them 0.

    `y` are at most `GRID` evenly spaced values with noise of standard deviation `noise`; another piece must lower the
    sum of squares by more than `price` · noise² · ln n.
    """
    count = len(y)
    if count < 2 * SHORTEST:
        return [0]
    costs = _costs(y)
    fee = price * noise * noise * float(np.log(count))
    best = costs[0]
    origins: list[NDArray[np.intp]] = []
    totals = [float(best[-1])]
    columns = np.arange(count)
    for pieces in range(1, min(PIECES, count // SHORTEST)):
        # best[i] + costs[i + 1, j]: the last piece runs from i + 1 to j.
        sums = best[:-1, None] + costs[1:]
        origin = sums.argmin(axis=0)
        best = sums[origin, columns]
        origins.append(origin)
        totals.append(float(best[-1]) + pieces * fee)
        if float(best[-1]) < fee:
            break
    return _trace(origins, int(np.argmin(totals)), count)


def _trace(origins: list[NDArray[np.intp]], cuts: int, count: int) -> list[int]:
    starts, last = [], count - 1
    for origin in reversed(origins[:cuts]):
        last = int(origin[last])
        starts.append(last + 1)
    return [0, *reversed(starts)]


def _costs(y: Floats) -> Floats:
    """The squared error of a straight line through the points i to j, at [i, j]; infinite for pieces too short."""
    count = len(y)
    lengths, widths, sums_x, too_short = _geometry(count)
    centred = y - y.mean()
    running = np.zeros((3, count + 1))
    np.cumsum(centred, out=running[0, 1:])
    np.cumsum(centred * np.arange(count), out=running[1, 1:])
    np.cumsum(centred * centred, out=running[2, 1:])
    sum_y, sum_xy, sum_yy = running[:, None, 1:] - running[:, :-1, None]
    mean_y = sum_y / lengths
    across = sum_xy - sums_x * mean_y
    errors: Floats = sum_yy - sum_y * mean_y - across * across / widths
    np.maximum(errors, 0.0, out=errors)
    errors[too_short] = np.inf
    return errors


@lru_cache(maxsize=2 * GRID)
def _geometry(count: int) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """What the costs need of the positions alone: lengths, squared widths, sums of positions, and what is too short."""
    first, last = np.arange(count)[:, None], np.arange(count)[None, :]
    length = (last - first + 1).astype(float)
    too_short = length < SHORTEST
    length = np.maximum(length, 1.0)
    sums_x = length * (first + last) / 2.0
    widths = np.maximum(length * (length * length - 1.0) / 12.0, 1.0)
    return length, widths, sums_x, too_short
