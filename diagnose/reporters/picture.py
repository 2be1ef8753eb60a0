"""The small picture of both curves that the text report shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from diagnose.model import Best, Curve, Curves
from diagnose.reporters.canvas import Grid, braille, trace
from diagnose.reporters.numbers import step
from diagnose.reporters.paint import CURVE_COLOURS, FAINT, painted
from diagnose.reporters.plain_text import fitted
from diagnose.reporters.plot import Plot, drawn, last_finite, plot_of
from diagnose.reporters.scale import Scale
from diagnose.reporters.screen import Screen
from diagnose.reporters.wrapping import packed
from diagnose.writing import short

ROWS = 10
WIDEST, NARROWEST = 72, 16
NAME_WIDTH = 18
INDENT = 2
"""Columns that the report leaves before the picture."""
MARK = "mark"
COLOURS = {**CURVE_COLOURS, MARK: FAINT}
"""The colour of each owner of a letter: a curve by its split, or a mark."""


class Letters(NamedTuple):
    """The letters that the frame of a picture is made of."""

    tick: str
    side: str
    corner: str
    floor: str
    best: str
    onset: str
    broken: str
    samples: Mapping[str, str]


FINE = Letters("┤", "│", "└", "─", "▲", "┊", "×", {"train": "╌", "val": "─"})
PLAIN = Letters("+", "|", "+", "-", "^", ":", "x", {"train": ".", "val": "o"})


class Frame(NamedTuple):
    """Where things are in the picture: what it shows, the width in letters, and the letters."""

    plot: Plot
    width: int
    letters: Letters

    def column(self, at: float) -> int:
        """The column of letters in which a step lies."""
        return round(float(self.plot.across(np.array([at]))[0]) * (self.width - 1))

    def row(self, value: float) -> int:
        """The row of letters in which a value lies, 0 at the top."""
        return round((1 - float(self.plot.scale.place(np.array([value]))[0])) * (ROWS - 1))


def picture(curves: Curves, best: Best | None, onset: float | None, screen: Screen) -> list[str]:
    """The lines of the picture; none where there are not two points to draw.

    The validation curve is drawn over the training curve; `onset` is the step to mark.
    """
    plot = plot_of(curves)
    if plot is None:
        return []
    labels = _scale_labels(plot.scale)
    left = max(map(len, labels.values())) + 2
    room = screen.width - INDENT - left
    letters = FINE if screen.unicode else PLAIN
    names = {split: _name(split, curve, plot, letters) for split, curve in plot.curves}
    beside = room - 1 - max(map(len, names.values()))
    named_beside = beside >= NARROWEST
    frame = Frame(plot, min(WIDEST, beside if named_beside else room), letters)
    cells, owners = _cells(frame, screen)
    _mark_onset(cells, owners, frame, onset)
    _mark_broken(cells, owners, frame)
    ends = _end_labels(frame) if named_beside else {}
    lines = []
    for row in range(ROWS):
        side = frame.letters.tick if row in labels else frame.letters.side
        line = f"{labels.get(row, ''):>{left - 2}} {side}{_row(cells[row], owners[row], screen)}"
        split = ends.get(row)
        lines.append(f"{line} {painted(names[split], COLOURS[split], screen)}" if split else line)
    remarks = [*_remarks(frame, best, onset), *([] if named_beside else names.values())]
    below = [
        *_floor(frame, best),
        *(" " + line for line in packed([fitted(remark, room) for remark in remarks], room, " " * 3)),
    ]
    return [line.rstrip() for line in lines + [" " * (left - 1) + line for line in below]]


def _name(split: str, curve: Curve, plot: Plot, letters: Letters) -> str:
    """The name of a curve, behind a sample of its line where there are two to tell apart."""
    name = fitted(curve.name, NAME_WIDTH)
    return f"{letters.samples[split]} {name}" if len(plot.curves) > 1 else name


def _scale_labels(scale: Scale) -> dict[int, str]:
    rows = (0, ROWS // 2, ROWS - 1)
    return {row: short(scale.value(1 - row / (ROWS - 1)), 3) for row in rows}


def _cells(frame: Frame, screen: Screen) -> tuple[list[list[str]], list[list[str]]]:
    """The letters of the curves, and which curve each letter belongs to."""
    across, down = (2, 4) if screen.unicode else (1, 1)
    total: Grid = np.zeros((ROWS * down, frame.width * across), dtype=bool)
    owners = [[""] * frame.width for _ in range(ROWS)]
    letters = [[" "] * frame.width for _ in range(ROWS)]
    for split, curve in frame.plot.curves:
        steps, values = drawn(curve)
        x, y = frame.plot.across(steps), frame.plot.scale.place(values)
        dashed = split == "train" and len(frame.plot.curves) > 1 and screen.unicode
        grid = trace(x, y, frame.width * across, ROWS * down, dashed)
        total |= grid
        filled = grid.reshape(ROWS, down, frame.width, across).any(axis=(1, 3))
        for row, column in zip(*(places.tolist() for places in np.nonzero(filled)), strict=True):
            owners[row][column] = split
            letters[row][column] = "o" if split == "val" else "."
    return (braille(total) if screen.unicode else letters), owners


def _mark_onset(cells: list[list[str]], owners: list[list[str]], frame: Frame, onset: float | None) -> None:
    if onset is None or not frame.plot.first < onset <= frame.plot.last:
        return
    column = frame.column(onset)
    for row in range(ROWS):
        if cells[row][column] == " ":
            cells[row][column], owners[row][column] = frame.letters.onset, MARK


def _mark_broken(cells: list[list[str]], owners: list[list[str]], frame: Frame) -> None:
    """Mark in the top row where a value is NaN or infinite."""
    for split, curve in frame.plot.curves:
        broken = curve.series.steps[~np.isfinite(curve.series.values)]
        for column in set(np.rint(frame.plot.across(broken) * (frame.width - 1)).astype(int).tolist()):
            cells[0][column], owners[0][column] = frame.letters.broken, split


def _end_labels(frame: Frame) -> dict[int, str]:
    """The split of each curve by the row in which its curve ends, or the next one free."""
    labels: dict[int, str] = {}
    ends = ((last_finite(curve), split) for split, curve in frame.plot.curves)
    for row, split in sorted((frame.row(end), split) for end, split in ends if end is not None):
        place = row
        while place in labels:
            place = place + 1 if place + 1 < ROWS else min(labels) - 1
        labels[place] = split
    return labels


def _floor(frame: Frame, best: Best | None) -> list[str]:
    """The x axis, and the steps at its ends, the last one alone where there is no room for both."""
    first, last = f"{step(frame.plot.first)}", f"{frame.plot.step_unit} {step(frame.plot.last)}"
    floor = frame.letters.corner + frame.letters.floor * frame.width
    if best is not None and frame.plot.first <= best.step <= frame.plot.last:
        column = frame.column(best.step) + 1
        floor = floor[:column] + frame.letters.best + floor[column + 1 :]
    if len(first) + 1 + len(last) > frame.width:
        first, last = "", fitted(last, frame.width)
    return [floor, " " + first + last.rjust(frame.width - len(first))]


def _remarks(frame: Frame, best: Best | None, onset: float | None) -> list[str]:
    """What the marks mean, and on which scale."""
    remarks = []
    if best is not None:
        remarks.append(f"{frame.letters.best} best: {short(best.value)} at {step(best.step)}")
    if onset is not None and frame.plot.first < onset <= frame.plot.last:
        remarks.append(f"{frame.letters.onset} since {step(onset)}")
    if frame.plot.scale.log:
        remarks.append("log scale")
    if any(not np.isfinite(curve.series.values).all() for _, curve in frame.plot.curves):
        remarks.append(f"{frame.letters.broken} NaN or infinite")
    return remarks


def _row(cells: Sequence[str], owners: Sequence[str], screen: Screen) -> str:
    """A row of letters, neighbours of one curve painted together."""
    parts: list[str] = []
    start = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or owners[at] != owners[start]:
            stretch = "".join(cells[start:at])
            parts.append(painted(stretch, COLOURS[owners[start]], screen) if owners[start] else stretch)
            start = at
    return "".join(parts)
