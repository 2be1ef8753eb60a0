"""Rows to runs: what a log says line by line becomes series, and an epoch that starts over becomes another run.

May not: parse text, name splits or metrics by itself, sort or repair values (the series stage does).
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from diagnose.model import NOTHING, Floats, Run, Series, Split, StepUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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

    def add(self, row: Mapping[str, float], step: float | None = None, unit: StepUnit = "epoch") -> None:
        """Add what one row says at `step`; without a step each column counts its own values from 1.

        A step back to where the run began starts another run; a step back to some later place is a resume, and what
        was logged from there on is replaced by what follows. Batches must be numbered through the whole run.
        """
        stretch = self._stretches[-1]
        if step is not None and stretch.goes_back(row, step, unit):
            if step <= stretch.first(unit):
                stretch = self.restart()
            else:
                self._resume(stretch, step, unit)
        stretch.add(row, step, unit)

    def restart(self) -> _Stretch:
        """Begin another run, because the log says so; returns where its rows go."""
        if self._stretches[-1].columns:
            self._stretches.append(_Stretch())
        return self._stretches[-1]

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
        if len(stretches) > 2 and all(stretch.is_one_row for stretch in stretches):
            stretches = [_reversed(stretches)]
            self.note("the log has its last row first: read from the end")
        shift = self._shift(stretches)
        several = len(stretches) > 1
        found = []
        for number, stretch in enumerate(stretches, 1):
            notes = list(self._notes)
            if several:
                notes.append(
                    f"the log holds {len(stretches)} runs, since its count starts over; this is number {number}"
                )
            name = f"{self.name}#{number}" if several else self.name
            series = tuple(self._dressed(one) for one in stretch.series(shift))
            found.append(Run(name, self.format, series, self.params, tuple(notes)))
        return found

    def _shift(self, stretches: Iterable[_Stretch]) -> float:
        if self.base == "auto":
            return 1.0 if any(stretch.first("epoch") == 0 for stretch in stretches) else 0.0
        return 1.0 - self.base

    def _dressed(self, series: Series) -> Series:
        traits = self._traits.get(series.name)
        return replace(series, **traits) if traits else series

    def _resume(self, stretch: _Stretch, step: float, unit: StepUnit) -> None:
        last, dropped = stretch.cut(step, unit)
        shift = self._shift(self._stretches) if unit == "epoch" else 0.0
        self.note(
            f"the log goes back from {unit} {last + shift:g} to {step + shift:g}: read as a resume, "
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

    @property
    def is_one_row(self) -> bool:
        return all(len(column.steps) == 1 for column in self.columns.values())

    def add(self, row: Mapping[str, float], step: float | None, unit: StepUnit) -> None:
        for name, value in row.items():
            column = self.columns.get((name, unit))
            if column is None:
                column = self.columns[name, unit] = _Column()
            column.steps.append(len(column.steps) + 1 if step is None else step)
            column.values.append(value)

    def goes_back(self, row: Mapping[str, float], step: float, unit: StepUnit) -> bool:
        columns = self.columns
        for name in row:
            column = columns.get((name, unit))
            if column is not None and column.steps[-1] > step:
                return True
        return False

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

    def series(self, shift: float) -> list[Series]:
        return [
            Series(name, _numbers(column.steps) + (shift if unit == "epoch" else 0.0), _numbers(column.values), unit)
            for (name, unit), column in self.columns.items()
        ]


def _numbers(column: array[float]) -> Floats:
    return np.array(column, dtype=np.float64)


def _reversed(stretches: list[_Stretch]) -> _Stretch:
    whole = _Stretch()
    for stretch in reversed(stretches):
        for (name, unit), column in stretch.columns.items():
            whole.add({name: column.values[0]}, column.steps[0], unit)
    return whole
