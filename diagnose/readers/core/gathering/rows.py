"""Rows to runs: what a log says line by line becomes series, and an epoch that starts over becomes another run.

May not: parse text, name splits or metrics by itself, sort or repair values (the series stage does).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from diagnose.model import NOTHING, Floats, Run, Series, Split, StepUnit
from diagnose.readers.core.gathering.counting import resume_note, starts_over
from diagnose.readers.core.gathering.section import Base, Section, is_reversed, turned_round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
from diagnose.readers.core.ledger import Ledger, note_of

__all__ = ["Base", "Rows"]


class Rows:
    """Collects rows (column → number) of one log, in the order of the log, in 16 bytes a value.

    `base` is what the log calls its first epoch: 0 and every epoch is shifted by one, 1 and none is, `auto` and it is
    shifted where epoch 0 occurs. Steps and batches keep the log's own numbers. A column is one series a unit; rows need
    not be complete, so each column has steps of its own.
    """

    def __init__(self, name: str, log_format: str, *, base: Base = "auto") -> None:
        self.name, self.format, self.base = name, log_format, base
        self.params: Mapping[str, Any] = NOTHING
        self.is_elapsed = False  # whether epochs are told as the part that is done: 0.0, 0.01, 0.01
        self.ledger, self.is_heard = Ledger(), False  # whether lines without a row are told
        self._notes: list[str] = []
        self._lost: dict[StepUnit, int] = {}
        self._unplaced = Section()
        self._traits: dict[str, dict[str, Any]] = {}
        self._sections: list[Section] = [Section()]

    def add(
        self,
        row: Mapping[str, float],
        step: float | None = None,
        unit: StepUnit = "epoch",
        epoch: float | None = None,
    ) -> None:
        """Add what one row says at `step`; without a step each column counts its own values from 1.

        A step back to where the run began, or an epoch back to its first, starts another run; a step back to some
        later place is a resume, and what was logged from there on is replaced by what follows. Batches must be numbered
        through the whole run. Where the log tells the `epoch` beside the step, a run that logs each column once an
        epoch is put on epochs.
        """
        if step is not None and not isfinite(step):
            self._lose(row, unit)
            return
        self.ledger.use()
        section = self._section_at(row, step, unit, epoch)
        section.add(row, step, unit)
        if epoch is not None and step is not None:
            section.mark(step, epoch)

    def skip(self, names: Iterable[str]) -> None:
        """Leave the next place of these columns empty: a row without a step says that they have no value there."""
        self._sections[-1].skip(names, "epoch")

    def extend(
        self,
        columns: Mapping[str, Floats],
        steps: Floats | None = None,
        unit: StepUnit = "epoch",
        epochs: Floats | None = None,
    ) -> None:
        """Add many rows at once, given as columns of one length; NaN is an absent value, and all steps are finite."""
        length = len(next(iter(columns.values()), ())) if steps is None else len(steps)
        if not length:
            return
        starts = [0] if steps is None else [0, *(np.flatnonzero(steps[1:] < steps[:-1]) + 1).tolist()]
        for start, end in pairwise([*starts, length]):
            row = {name: float(values[start]) for name, values in columns.items()}
            first = {name: value for name, value in row.items() if value == value}
            epoch = None if epochs is None else float(epochs[start])
            section = self._section_at(first, None if steps is None else float(steps[start]), unit, epoch)
            span = {name: values[start:end] for name, values in columns.items()}
            section.extend(span, None if steps is None else steps[start:end], unit)
            if epochs is not None and steps is not None:
                section.mark_all(steps[start:end], epochs[start:end])

    def _section_at(self, row: Mapping[str, float], step: float | None, unit: StepUnit, epoch: float | None) -> Section:
        """Where a row belongs: to the run so far, to another one that it begins, or to one that it resumes."""
        section = self._sections[-1]
        is_rounded = self.is_elapsed and unit == "epoch"
        if step is not None and section.goes_back(row, step, unit, is_rounded=is_rounded):
            if starts_over(step, section.first(unit)) or section.is_behind(epoch):
                return self.restart()
            self._resume(section, step, unit)
        return section

    def restart(self) -> Section:
        """Begin another run, because the log says so; returns where its rows go."""
        if self._sections[-1].columns:
            self._sections.append(Section())
        return self._sections[-1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added."""
        return not any(section.columns for section in self._sections)

    def hear(self, text: str) -> None:
        """Take a line of the log that holds no row, for what it may tell of the run."""
        self._sections[-1].hear(text)
        self.ledger.leave(text)
        self.is_heard = True

    def note(self, text: str) -> None:
        """Keep a sentence about what was assumed or left out, once."""
        if text not in self._notes:
            self._notes.append(text)

    def note_wordy(self, columns: Sequence[str]) -> None:
        """Say which columns hold no numbers, the first eight by name."""
        if columns:
            more = f" and {len(columns) - 8} more" if len(columns) > 8 else ""
            self.note(f"left out, since they hold no numbers: {', '.join(columns[:8])}{more}")

    def describe(
        self, column: str, split: Split | None = None, metric: str | None = None, averaged: bool | None = None
    ) -> None:
        """Say of a column what the format knows: its split, its metric, whether its values are running means."""
        known = {"split": split, "metric": metric, "averaged": averaged}
        self._traits.setdefault(column, {}).update({key: value for key, value in known.items() if value is not None})

    def runs(self) -> list[Run]:
        """The runs, each with its series in the order in which the columns appeared; empty where nothing was added."""
        sections = [section for section in self._sections if section.columns] or self._by_order()
        if len(sections) > 2 and is_reversed(sections):
            sections = [turned_round(sections)]
            self.note("the log has its last row first: read from the end")
        lost = [f"rows whose {unit} is no finite number were left out: {count}" for unit, count in self._lost.items()]
        several = len(sections) > 1
        account = self.ledger.account() if self.is_heard else None
        left = [note_of(account)] if account is not None and note_of(account) else []
        runs = []
        for number, section in enumerate(sections, 1):
            notes = [*self._notes, *lost, *left]
            if several:
                notes.append(
                    f"the log holds {len(sections)} runs, since its count starts over; this is number {number}"
                )
            name = f"{self.name}#{number}" if several else self.name
            dressed = tuple(self._dressed(series) for series in section.series(self.base))
            if section.is_crowded:
                notes.append("many records stand at one epoch: they are counted in their order, as steps")
            oddities = {"resumed": section.resumed} if section.resumed else NOTHING
            runs.append(Run(name, self.format, dressed, self.params, tuple(notes), oddities, section.signs, account))
        return runs

    def _lose(self, row: Mapping[str, float], unit: StepUnit) -> None:
        """Count a row that stands at no finite step; as long as none does, its place in the order is kept."""
        self._lost[unit] = self._lost.get(unit, 0) + 1
        if self.is_empty:
            self._unplaced.add(row, None, unit)

    def _by_order(self) -> list[Section]:
        """The rows in their order, where no row at all stands at a finite step."""
        if not self._unplaced.columns:
            return []
        self.note(f"no row has a finite {' or '.join(self._lost)}: the rows are counted in their order")
        self._lost = {}
        return [self._unplaced]

    def _dressed(self, series: Series) -> Series:
        traits = self._traits.get(series.name)
        return replace(series, **traits) if traits else series

    def _resume(self, section: Section, step: float, unit: StepUnit) -> None:
        section.resumed += 1
        last, dropped = section.cut(step, unit)
        self.note(resume_note(unit, last, step, dropped))
