"""Curves drawn in letters: Braille dots, eight to a letter, or plain ASCII where the place shows no others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from diagnose.model import Floats

Grid = NDArray[np.bool_]
# The bit of each dot in a Braille letter, rows from the top, columns from the left (Unicode, block U+2800).
BRAILLE = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
BLANK = 0x2800


def trace(x: Floats, y: Floats, width: int, height: int) -> Grid:
    """The dots of a line through points, `x` and `y` between 0 and 1; a point whose `y` is NaN breaks the line.

    Where several points share a column the dots reach from the lowest to the highest, so no spike is lost.
    """
    grid = np.zeros((height, width), dtype=bool)
    columns = np.rint(x * (width - 1)).astype(int)
    rows = np.rint((1 - y) * (height - 1))
    last: tuple[int, float] | None = None
    for column in np.unique(columns).tolist():
        here = rows[columns == column] if len(rows) <= width else rows[_span(columns, column)]
        fine = here[~np.isnan(here)]
        if not len(fine):
            last = None
            continue
        if last is not None:
            _join(grid, last, (column, float(fine[0])))
        grid[int(fine.min()) : int(fine.max()) + 1, column] = True
        last = (column, float(fine[-1]))
    return grid


def _span(columns: NDArray[np.int_], column: int) -> slice:
    return slice(int(np.searchsorted(columns, column)), int(np.searchsorted(columns, column, side="right")))


def _join(grid: Grid, start: tuple[int, float], end: tuple[int, float]) -> None:
    """Set the dots between two points, without a gap."""
    length = int(max(end[0] - start[0], abs(end[1] - start[1])))
    across = np.rint(np.linspace(start[0], end[0], length + 1)).astype(int)
    down = np.rint(np.linspace(start[1], end[1], length + 1)).astype(int)
    grid[down, across] = True


def braille(grid: Grid) -> list[list[str]]:
    """The dots as rows of Braille letters, a blank where there is no dot; sides are multiples of 4 and 2."""
    height, width = grid.shape
    cells = grid.reshape(height // 4, 4, width // 2, 2).transpose(0, 2, 1, 3)
    bits = (cells * BRAILLE).sum(axis=(2, 3))
    return [[chr(BLANK + bit) if bit else " " for bit in row] for row in bits.tolist()]
