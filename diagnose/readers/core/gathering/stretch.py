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

from diagnose.model import Floats, Series, StepUnit
from diagnose.readers.core.gathering.column import Column

Base: TypeAlias = Literal[0, 1, "auto"]


class Stretch:
    """The columns of one run so far, by name and unit."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, StepUnit], Column] = {}
        self.epochs, self.beginnings = array("d"), array("d")
        self.resumed = 0

    @property
    def only_step(self) -> float | None:
        """The step of a run of one row, else None."""
        steps = {step for column in self.columns.values() for step in (column.first, column.last)}
        return steps.pop() if len(steps) == 1 and all(len(column) == 1 for column in self.columns.values()) else None

    def add(self, row: Mapping[str, float], step: float | None, unit: StepUnit) -> None:
        """Add one row."""
        for name, value in row.items():
            column = self.columns.get((name, unit))
            if column is None:
                column = self.columns[name, unit] = Column()
            column.append(step, value)

    def skip(self, names: Iterable[str], unit: StepUnit) -> None:
        """Leave the next place of some columns empty."""
        for name in names:
            self.columns.setdefault((name, unit), Column()).skip()

    def extend(self, columns: Mapping[str, Floats], steps: Floats | None, unit: StepUnit) -> None:
        """Add many rows, given as columns; NaN is an absent value."""
        for name, values in columns.items():
            own = steps
            if np.isnan(np.add.reduce(values)):
                logged = ~np.isnan(values)
                values, own = values[logged], None if steps is None else steps[logged]
            if len(values):
                self.columns.setdefault((name, unit), Column()).extend(own, values)

    def goes_back(self, row: Mapping[str, float], step: float, unit: StepUnit) -> bool:
        """Whether a row at `step` stands before, or is, what was logged last in its columns."""
        columns = self.columns
        again = 0
        for name in row:
            column = columns.get((name, unit))
            if column is None:
                continue
            if column.last > step:
                return True
            again += step == column.last == column.first
        # A whole first row that comes twice was written by two runs; a single value may be logged twice by one.
        return again > 1 and again == len(row)

    def mark(self, step: float, epoch: float) -> None:
        """Remember that `epoch` began at `step` or before."""
        if not self.epochs or self.epochs[-1] != epoch:
            self.epochs.append(epoch)
            self.beginnings.append(step)

    def mark_all(self, steps: Floats, epochs: Floats) -> None:
        """Remember where each of many epochs began; NaN tells of none."""
        told = ~np.isnan(epochs)
        steps, epochs = steps[told], epochs[told]
        changed = np.flatnonzero(np.diff(epochs, prepend=np.nan) != 0)
        for at in changed.tolist():
            self.mark(float(steps[at]), float(epochs[at]))

    def first(self, unit: StepUnit) -> float:
        """The lowest first step of all columns in that unit, infinity where there are none."""
        own = (column for (_, unit_of), column in self.columns.items() if unit_of == unit and len(column))
        return min((column.first for column in own), default=np.inf)

    def cut(self, step: float, unit: StepUnit) -> tuple[float, int]:
        """Drop what was logged at `step` or later; returns the last step dropped and how many values went."""
        last, dropped = step, 0
        for key in [key for key in self.columns if key[1] == unit]:
            column = self.columns[key]
            if column.last < step:
                continue
            gone = column.cut(step)
            last, dropped = max(last, float(gone.max())), dropped + len(gone)
            if not len(column):
                del self.columns[key]
        while self.beginnings and self.beginnings[-1] >= step:
            self.beginnings.pop()
            self.epochs.pop()
        return last, dropped

    def series(self, base: Base) -> list[Series]:
        """The series, in the order in which their columns appeared, epochs counted from 1 as far as `base` tells."""
        joined: dict[tuple[int, ...], Floats] = {}
        filled = {key: column for key, column in self.columns.items() if len(column)}
        found = [Series(name, *column.numbers(joined), unit) for (name, unit), column in filled.items()]
        found = self._by_epoch(found) or found
        shift = _shift(base, found)
        if not shift:
            return found
        shifted = {id(one.steps): one.steps + shift for one in found}
        return [replace(one, steps=shifted[id(one.steps)]) if one.step_unit == "epoch" else one for one in found]

    def _by_epoch(self, found: list[Series]) -> list[Series] | None:
        """The series placed on epochs, where the log told them and each series has at most one value in each."""
        if len(self.epochs) < 2 or any(one.step_unit != "step" for one in found):
            return None
        epochs, beginnings = np.array(self.epochs), np.array(self.beginnings)
        if bool((np.diff(epochs) <= 0).any() or (np.diff(beginnings) <= 0).any() or (epochs % 1).any()):
            return None
        placed = []
        for one in found:
            steps = epochs[np.maximum(np.searchsorted(beginnings, one.steps, side="right") - 1, 0)]
            if bool((np.diff(steps) <= 0).any()):
                return None
            placed.append(replace(one, steps=steps, step_unit="epoch"))
        return placed


def _shift(base: Base, series: Iterable[Series]) -> float:
    """What makes the first epoch number 1. Parts of epochs (0.5, 1.0) are elapsed time and are never shifted."""
    if base != "auto":
        return 1.0 - base
    counted = [one.steps for one in series if one.step_unit == "epoch"]
    starts = any(steps[0] == 0 for steps in counted)
    return 1.0 if starts and not any(bool((steps % 1).any()) for steps in counted) else 0.0


def is_reversed(stretches: list[Stretch]) -> bool:
    """Whether these are single rows, each before the one that the log had first."""
    steps = [stretch.only_step for stretch in stretches]
    return all(b is not None and a is not None and b < a for a, b in pairwise(steps))


def turned_round(stretches: list[Stretch]) -> Stretch:
    """One run of single rows, the last first."""
    whole = Stretch()
    for stretch in reversed(stretches):
        for (name, unit), column in stretch.columns.items():
            steps, values = column.numbers({})
            whole.add({name: float(values[0])}, float(steps[0]), unit)
    return whole
