"""Rows to runs: what a log says line by line becomes series, and an epoch that starts over becomes another run.

May not: parse text, name splits or metrics by itself, sort or repair values (the series stage does).
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from diagnose.model import NOTHING, Floats, Run, Series, Split, StepUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Base: TypeAlias = Literal[0, 1, "auto"]


class Rows:
    """Collects rows (column → number) of one log, in the order of the log, in 16 bytes a value.

    `base` is what the log calls its first epoch: 0 and every epoch is shifted by one, 1 and none is, `auto` and it is
    shifted where epoch 0 occurs. Steps and batches keep the log's own numbers. A column is one series a unit; rows need
    not be complete, so each column has steps of its own.
    """

    def __init__(self, name: str, log_format: str, *, base: Base = "auto") -> None:
        self.name, self.format, self.base = name, log_format, base
        self.params: Mapping[str, Any] = NOTHING
        self._notes: list[str] = []
        self._traits: dict[str, dict[str, Any]] = {}
        self._stretches: list[_Stretch] = [_Stretch()]

    def add(
        self,
        row: Mapping[str, float],
        step: float | None = None,
        unit: StepUnit = "epoch",
        epoch: float | None = None,
    ) -> None:
        """Add what one row says at `step`; without a step each column counts its own values from 1.

        A step back to where the run began starts another run; a step back to some later place is a resume, and what
        was logged from there on is replaced by what follows. Batches must be numbered through the whole run. Where the
        log tells the `epoch` beside the step, a run that logs each column once an epoch is put on epochs.
        """
        stretch = self._stretches[-1]
        if step is not None and stretch.goes_back(row, step, unit):
            if step <= stretch.first(unit):
                stretch = self.restart()
            else:
                self._resume(stretch, step, unit)
        stretch.add(row, step, unit)
        if epoch is not None and step is not None:
            stretch.mark(step, epoch)

    def extend(
        self, names: Sequence[str], values: Floats, steps: Floats | None = None, unit: StepUnit = "epoch"
    ) -> None:
        """Add many rows at once: `values` has a row for each of `steps` and a column a name; NaN is an absent value."""
        starts = [0] if steps is None else [0, *(np.flatnonzero(np.diff(steps) < 0) + 1).tolist()]
        for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
            first = {name: float(value) for name, value in zip(names, values[start], strict=True) if value == value}
            self.add(first, None if steps is None else float(steps[start]), unit)
            rest = slice(start + 1, end)
            self._stretches[-1].extend(names, values[rest], None if steps is None else steps[rest], unit)

    def restart(self) -> _Stretch:
        """Begin another run, because the log says so; returns where its rows go."""
        if self._stretches[-1].columns:
            self._stretches.append(_Stretch())
        return self._stretches[-1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added."""
        return not any(stretch.columns for stretch in self._stretches)

    def note(self, text: str) -> None:
        """Keep a sentence about what was assumed or left out, once."""
        if text not in self._notes:
            self._notes.append(text)

    def describe(
        self, column: str, split: Split | None = None, metric: str | None = None, averaged: bool | None = None
    ) -> None:
        """Say of a column what the format knows: its split, its metric, whether its values are running means."""
        known = {"split": split, "metric": metric, "averaged": averaged}
        self._traits.setdefault(column, {}).update({key: value for key, value in known.items() if value is not None})

    def runs(self) -> list[Run]:
        """The runs, each with its series in the order in which the columns appeared; empty where nothing was added."""
        stretches = [stretch for stretch in self._stretches if stretch.columns]
        if len(stretches) > 2 and _is_reversed(stretches):
            stretches = [_reversed(stretches)]
            self.note("the log has its last row first: read from the end")
        several = len(stretches) > 1
        found = []
        for number, stretch in enumerate(stretches, 1):
            notes = list(self._notes)
            if several:
                notes.append(
                    f"the log holds {len(stretches)} runs, since its count starts over; this is number {number}"
                )
            name = f"{self.name}#{number}" if several else self.name
            series = tuple(self._dressed(one) for one in stretch.series(self.base))
            oddities = {"resumed": stretch.resumed} if stretch.resumed else NOTHING
            found.append(Run(name, self.format, series, self.params, tuple(notes), oddities))
        return found

    def _dressed(self, series: Series) -> Series:
        traits = self._traits.get(series.name)
        return replace(series, **traits) if traits else series

    def _resume(self, stretch: _Stretch, step: float, unit: StepUnit) -> None:
        stretch.resumed += 1
        last, dropped = stretch.cut(step, unit)
        self.note(
            f"the log goes back from {unit} {last:g} to {step:g}, as it numbers them: read as a resume, "
            f"{dropped} values logged before it were replaced by the later ones"
        )


class _Column:
    """The steps and values of one series so far."""

    __slots__ = ("steps", "values")

    def __init__(self) -> None:
        self.steps, self.values = array("d"), array("d")


class _Stretch:
    """The columns of one run so far, by name and unit."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, StepUnit], _Column] = {}
        self.epochs, self.beginnings = array("d"), array("d")
        self.resumed = 0

    @property
    def only_step(self) -> float | None:
        """The step of a run of one row, else None."""
        steps = {step for column in self.columns.values() for step in column.steps[:2]}
        return steps.pop() if len(steps) == 1 else None

    def add(self, row: Mapping[str, float], step: float | None, unit: StepUnit) -> None:
        for name, value in row.items():
            column = self.columns.get((name, unit))
            if column is None:
                column = self.columns[name, unit] = _Column()
            column.steps.append(len(column.steps) + 1 if step is None else step)
            column.values.append(value)

    def goes_back(self, row: Mapping[str, float], step: float, unit: StepUnit) -> bool:
        columns = self.columns
        again = 0
        for name in row:
            column = columns.get((name, unit))
            if column is None:
                continue
            if column.steps[-1] > step:
                return True
            again += step == column.steps[-1] == column.steps[0]
        # A whole first row that comes twice was written by two runs; a single value may be logged twice by one.
        return again > 1 and again == len(row)

    def extend(self, names: Sequence[str], values: Floats, steps: Floats | None, unit: StepUnit) -> None:
        for name, cells in zip(names, values.T, strict=True):
            logged = cells == cells
            if not (count := int(logged.sum())):
                continue
            column = self.columns.setdefault((name, unit), _Column())
            before = len(column.steps)
            own = np.arange(before + 1.0, before + count + 1) if steps is None else steps[logged]
            column.steps.frombytes(own.tobytes())
            column.values.frombytes(cells[logged].tobytes())

    def mark(self, step: float, epoch: float) -> None:
        """Remember that `epoch` began at `step` or before."""
        if not self.epochs or self.epochs[-1] != epoch:
            self.epochs.append(epoch)
            self.beginnings.append(step)

    def first(self, unit: StepUnit) -> float:
        return min((column.steps[0] for (_, own), column in self.columns.items() if own == unit), default=np.inf)

    def cut(self, step: float, unit: StepUnit) -> tuple[float, int]:
        """Drop what was logged at `step` or later; returns the last step dropped and how many values went."""
        last, dropped = step, 0
        for key in [key for key in self.columns if key[1] == unit]:
            column = self.columns[key]
            while column.steps and column.steps[-1] >= step:
                last, dropped = max(last, column.steps.pop()), dropped + 1
                column.values.pop()
            if not column.steps:
                del self.columns[key]
        return last, dropped

    def series(self, base: Base) -> list[Series]:
        found = [
            Series(name, _numbers(column.steps), _numbers(column.values), unit)
            for (name, unit), column in self.columns.items()
        ]
        by_epoch = self._by_epoch(found)
        shift = _shift(base, by_epoch or found)
        return [
            replace(one, steps=one.steps + shift) if one.step_unit == "epoch" and shift else one
            for one in by_epoch or found
        ]

    def _by_epoch(self, found: list[Series]) -> list[Series] | None:
        """The series placed on epochs, where the log told them and each series has at most one value in each."""
        if len(self.epochs) < 2 or any(one.step_unit != "step" for one in found):
            return None
        epochs, beginnings = _numbers(self.epochs), _numbers(self.beginnings)
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


def _numbers(column: array[float]) -> Floats:
    return np.array(column, dtype=np.float64)


def _is_reversed(stretches: list[_Stretch]) -> bool:
    steps = [stretch.only_step for stretch in stretches]
    return all(b is not None and a is not None and b < a for a, b in pairwise(steps))


def _reversed(stretches: list[_Stretch]) -> _Stretch:
    whole = _Stretch()
    for stretch in reversed(stretches):
        for (name, unit), column in stretch.columns.items():
            whole.add({name: column.values[0]}, column.steps[0], unit)
    return whole
