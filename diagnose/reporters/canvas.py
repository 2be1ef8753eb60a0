"""Curves drawn in letters: Braille dots, eight to a letter, or plain ASCII where the place shows no others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats

Grid = NDArray[np.bool_]
# The bit of each dot in a Braille letter, rows from the top, columns from the left (Unicode, block U+2800).
BRAILLE = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
BLANK = 0x2800


DASH = 4
"""The dots of a dashed line and of each gap in it."""


def trace(x: Floats, y: Floats, width: int, height: int, dashed: bool = False) -> Grid:
    """The dots of a line through points, `x` in order, both between 0 and 1; a point whose `y` is NaN breaks the line.

    Where several points share a column the dots reach from the lowest to the highest, so no spike is lost. The dashes
    of a dashed line are of one length however steep it is.
    """
    columns = np.rint(x * (width - 1)).astype(int)
    rows = np.rint((1 - y) * (height - 1))
    top, bottom = _extents(columns, rows, width)
    _fill_between(columns, rows, top, bottom)
    _touch(top, bottom)
    down = np.arange(height)[:, None]
    dots = np.asarray((down >= top) & (down <= bottom))
    return dots & _dashes(dots) if dashed else dots


def _dashes(dots: Grid) -> Grid:
    """Where a line is inked that is walked column by column, each from top to bottom."""
    walked = np.cumsum(dots.T.ravel()).reshape(dots.shape[::-1]).T
    return np.asarray((walked - 1) // DASH % 2 == 0)


def _extents(columns: NDArray[np.int_], rows: Floats, width: int) -> tuple[Floats, Floats]:
    """The first and the last row that points reach in each column; infinite where there is no point."""
    fine = ~np.isnan(rows)
    top, bottom = np.full(width, np.inf), np.full(width, -np.inf)
    np.minimum.at(top, columns[fine], rows[fine])
    np.maximum.at(bottom, columns[fine], rows[fine])
    return top, bottom


def _fill_between(columns: NDArray[np.int_], rows: Floats, top: Floats, bottom: Floats) -> None:
    """Lead the line through the columns between two points, unless a NaN lies between them."""
    fine = np.flatnonzero(~np.isnan(rows))
    if len(fine) < 2:
        return
    between = np.zeros(len(top) + 1, dtype=int)
    whole = np.diff(fine) == 1
    np.add.at(between, columns[fine[:-1]][whole], 1)
    np.add.at(between, columns[fine[1:]][whole], -1)
    led = (np.cumsum(between)[:-1] > 0) & np.isinf(top)
    at = np.flatnonzero(led)
    top[at] = bottom[at] = np.rint(np.interp(at, columns[fine], rows[fine]))


def _touch(top: Floats, bottom: Floats) -> None:
    """Stretch the dots of neighbouring columns until they meet half way, so that steep lines have no holes."""
    for upper, lower in ((bottom[:-1], top[1:]), (bottom[1:], top[:-1])):
        apart = np.isfinite(upper) & np.isfinite(lower) & (lower > upper + 1)
        middle = np.floor((upper[apart] + lower[apart]) / 2)
        upper[apart] = middle
        lower[apart] = middle + 1


def braille(grid: Grid) -> list[list[str]]:
    """The dots as rows of Braille letters, a blank where there is no dot; sides are multiples of 4 and 2."""
    height, width = grid.shape
    cells = grid.reshape(height // 4, 4, width // 2, 2).transpose(0, 2, 1, 3)
    bits = (cells * BRAILLE).sum(axis=(2, 3))
    return [[chr(BLANK + bit) if bit else " " for bit in row] for row in bits.tolist()]
