"""The columns of one run while it is read: where it goes back, where epochs begin, and what series it makes.

May not: name runs, keep notes (the rows do).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np

from diagnose.model import Floats, Series, Sign, StepUnit
from diagnose.readers.core.gathering.points import Points
from diagnose.readers.core.signs import Signs

Base: TypeAlias = Literal[0, 1, "auto"]
CROWDED = 0.5
"""Beyond this share of records that stand at the epoch of the one before, epochs are too coarse to place them."""


class Section:
    """The rows of a log until its count starts over: the points of one run so far, by column and unit."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, StepUnit], Points] = {}
        self.epochs, self.beginnings = array("d"), array("d")
        self.resumed = self.added = 0
        self.is_crowded = False  # whether it had to be placed on its records, many of which have one epoch
        self._signs = Signs()

    def hear(self, text: str) -> None:
        """Take a line without values for what it may tell of the run."""
        self._signs.hear(text, self._held)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What the lines told of the run."""
        held, columns = self._held, max(len(self.columns), 1)
        return self._signs.told(lambda place: (held - place) / columns)

    @property
    def _held(self) -> int:
        """How many values there are so far."""
        return sum(map(len, self.columns.values()))

    @property
    def only_step(self) -> float | None:
        """The step of a run of one row, else None."""
        steps = {step for points in self.columns.values() for step in (points.first, points.last)}
        return steps.pop() if len(steps) == 1 and all(len(points) == 1 for points in self.columns.values()) else None

    def add(self, row: Mapping[str, float], step: float | None, unit: StepUnit) -> None:
        """Add one row."""
        self.added += 1
        for name, value in row.items():
            points = self.columns.get((name, unit))
            if points is None:
                points = self.columns[name, unit] = Points()
            points.append(step, value, self.added)

    def skip(self, names: Iterable[str], unit: StepUnit) -> None:
        """Leave the next place of some columns empty."""
        for name in names:
            self.columns.setdefault((name, unit), Points()).skip()

    def extend(self, columns: Mapping[str, Floats], steps: Floats | None, unit: StepUnit) -> None:
        """Add many rows, given as columns; NaN is an absent value."""
        if steps is not None and steps.base is not None:
            steps = steps.copy()  # a view would keep alive whatever else was parsed with it
        for name, values in columns.items():
            places = steps
            if np.isnan(np.add.reduce(values)):
                logged = ~np.isnan(values)
                values, places = values[logged], None if steps is None else steps[logged]
            if len(values):
                self.columns.setdefault((name, unit), Points()).extend(places, values)

    def goes_back(self, row: Mapping[str, float], step: float, unit: StepUnit, *, is_rounded: bool = False) -> bool:
        """Whether a row at `step` stands before, or is, what was logged last in its columns.

        A step that is rounded may be that of many rows.
        """
        columns = self.columns
        again = 0
        for name in row:
            points = columns.get((name, unit))
            if points is None:
                continue
            if points.last > step:
                return True
            again += step == points.last == points.first
        # A whole first row that comes twice was written by two runs; a single value may be logged twice by one.
        return again > 1 and again == len(row) and not is_rounded

    def mark(self, step: float, epoch: float) -> None:
        """Remember that `epoch` began at `step` or before."""
        if not self.epochs or self.epochs[-1] != epoch:
            self.epochs.append(epoch)
            self.beginnings.append(step)

    def mark_all(self, steps: Floats, epochs: Floats) -> None:
        """Remember where each of many epochs began; NaN tells of none."""
        known = ~np.isnan(epochs)
        steps, epochs = steps[known], epochs[known]
        changed = np.flatnonzero(np.diff(epochs, prepend=np.nan) != 0)
        for at in changed.tolist():
            self.mark(float(steps[at]), float(epochs[at]))

    def is_behind(self, epoch: float | None) -> bool:
        """Whether an epoch lies before the last that was told, at the first one or before it."""
        if epoch is None or not self.epochs:
            return False
        return epoch < self.epochs[-1] and epoch <= self.epochs[0]

    def first(self, unit: StepUnit) -> float:
        """The lowest first step of all columns in that unit, infinity where there are none."""
        in_unit = (points for (_, points_unit), points in self.columns.items() if points_unit == unit and len(points))
        return min((points.first for points in in_unit), default=np.inf)

    def cut(self, step: float, unit: StepUnit) -> tuple[float, int]:
        """Drop what was logged at `step` or later; returns the last step dropped and how many values went."""
        last, dropped = step, 0
        for key in [key for key in self.columns if key[1] == unit]:
            points = self.columns[key]
            if points.last < step:
                continue
            gone = points.cut(step)
            last, dropped = max(last, float(gone.max())), dropped + len(gone)
            if not len(points):
                del self.columns[key]
        while self.beginnings and self.beginnings[-1] >= step:
            self.beginnings.pop()
            self.epochs.pop()
        return last, dropped

    def series(self, base: Base) -> list[Series]:
        """The series, in the order in which their columns appeared, epochs counted from 1 as far as `base` tells."""
        joined: dict[tuple[bytes | int, ...], Floats] = {}
        filled = {key: points for key, points in self.columns.items() if len(points)}
        gathered = [Series(name, *points.numbers(joined), unit) for (name, unit), points in filled.items()]
        gathered = self._by_epoch(gathered) or self._by_rows(gathered, list(filled.values())) or gathered
        shift = _shift(base, gathered)
        if not shift:
            return gathered
        shifted = {id(series.steps): series.steps + shift for series in gathered}
        return [
            replace(series, steps=shifted[id(series.steps)]) if series.step_unit == "epoch" else series
            for series in gathered
        ]

    def _by_epoch(self, gathered: list[Series]) -> list[Series] | None:
        """The series placed on epochs, where the log told them and each series has at most one value in each."""
        if len(self.epochs) < 2 or any(series.step_unit != "step" for series in gathered):
            return None
        epochs, beginnings = np.array(self.epochs), np.array(self.beginnings)
        if bool((np.diff(epochs) <= 0).any() or (np.diff(beginnings) <= 0).any() or (epochs % 1).any()):
            return None
        placed = []
        for series in gathered:
            steps = epochs[np.maximum(np.searchsorted(beginnings, series.steps, side="right") - 1, 0)]
            if bool((np.diff(steps) <= 0).any()):
                return None
            placed.append(replace(series, steps=steps, step_unit="epoch"))
        return placed

    def _by_rows(self, gathered: list[Series], points: list[Points]) -> list[Series] | None:
        """The series placed on the records of the densest of them, where epochs are those of many records."""
        ticks = [column.in_order() for column in points]
        if any(order is None for order in ticks) or any(series.step_unit != "epoch" for series in gathered):
            return None
        if not any(map(_is_crowded, gathered)):
            return None
        orders = [order for order in ticks if order is not None]
        clock = max(orders, key=len)
        placed = [np.searchsorted(clock, order, side="right").astype(np.float64) for order in orders]
        if any(bool((np.diff(steps) == 0).any()) for steps in placed):
            placed = orders
        self.is_crowded = True
        return [replace(series, steps=steps, step_unit="step") for series, steps in zip(gathered, placed, strict=True)]


def _is_crowded(series: Series) -> bool:
    """Whether many records stand at one epoch, since it is rounded, or since each of them is of a part of it."""
    same = np.diff(series.steps) == 0
    same &= series.values[1:] != series.values[:-1]
    if not same.any():
        return False
    is_rounded = bool((series.steps % 1 != 0).any()) or not series.steps.any()
    return is_rounded or int(np.count_nonzero(same)) > CROWDED * len(series)


def _shift(base: Base, gathered: Iterable[Series]) -> float:
    """What makes the first epoch number 1. Parts of epochs (0.5, 1.0) are elapsed time and are never shifted."""
    if base != "auto":
        return 1.0 - base
    counted = [series.steps for series in gathered if series.step_unit == "epoch"]
    starts = any(steps[0] == 0 for steps in counted)
    return 1.0 if starts and not any(bool((steps % 1).any()) for steps in counted) else 0.0


def is_reversed(sections: list[Section]) -> bool:
    """Whether these are single rows, each before the one that the log had first."""
    steps = [section.only_step for section in sections]
    return all(after is not None and before is not None and after < before for before, after in pairwise(steps))


def turned_round(sections: list[Section]) -> Section:
    """One run of single rows, the last first."""
    turned = Section()
    for section in reversed(sections):
        for (name, unit), points in section.columns.items():
            steps, values = points.numbers({})
            turned.add({name: float(values[0])}, float(steps[0]), unit)
    return turned
