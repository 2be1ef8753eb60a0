"""Sentences of one shape, kept as columns of numbers; what they stand under (epoch headers) kept beside them.

May not: decide what a shape is (the axes do), name splits or metrics.
"""

from __future__ import annotations

import math
import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from diagnose.readers.core.ledger import Ledger
from diagnose.readers.core.signs import Signs
from diagnose.readers.text import vocabulary
from diagnose.vocabulary.axes import PLURALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnose.model import Split
    from diagnose.readers.text.counts import StepKind
    from diagnose.readers.text.grammar import Form, Sentence

ContextKind: TypeAlias = Literal["", "header", "during", "after"]
SHAPE_LIMIT = 400
ROW_LIMIT = 500_000
HEADING = 60
RESUMED = re.compile(r"\bresum(?:ed|ing)\b", re.IGNORECASE)
NAN = math.nan


@dataclass(frozen=True, slots=True)
class Column:
    """The name of a column, the split that its lines say, and whether it is the average beside another."""

    name: str
    split: Split | None
    is_average: bool


@dataclass(slots=True)
class Shape:
    """All sentences with the same marks and names: their order in the log, epochs, steps and values."""

    columns: tuple[Column, ...]
    style: str
    step_kind: StepKind
    own_epoch: bool
    hint: str
    example: str
    plain: bool = True
    split: Split | None = None
    aside: bool = False  # whether it names no curve: a rate, or of a split something that is no metric by its name
    context: ContextKind = ""
    epoch_total: float = NAN
    step_total: float = NAN
    order: array[int] = field(default_factory=lambda: array("q"))
    epochs: array[float] = field(default_factory=lambda: array("d"))
    steps: array[float] = field(default_factory=lambda: array("d"))
    values: list[array[float]] = field(default_factory=list)
    stride: int = 1
    seen: int = 0

    def add(self, order: int, epoch: float, step: float, values: Iterable[float]) -> None:
        """Keep a row; beyond half a million rows only every second, then every fourth, and so on."""
        self.seen += 1
        if (self.seen - 1) % self.stride:
            return
        self.order.append(order)
        self.epochs.append(epoch)
        self.steps.append(step)
        for column, value in zip(self.values, values, strict=True):
            column.append(value)
        if len(self.order) > ROW_LIMIT:
            self._thin()

    def _thin(self) -> None:
        self.stride *= 2
        self.order, self.epochs, self.steps = self.order[::2], self.epochs[::2], self.steps[::2]
        self.values = [column[::2] for column in self.values]

    def keep(self, rows: list[int]) -> None:
        """Keep these rows and no others."""
        self.order = array("q", (self.order[row] for row in rows))
        self.epochs = array("d", (self.epochs[row] for row in rows))
        self.steps = array("d", (self.steps[row] for row in rows))
        self.values = [array("d", (column[row] for row in rows)) for column in self.values]

    def drop(self, places: set[int]) -> None:
        """Drop the columns at these places."""
        self.values = [values for place, values in enumerate(self.values) if place not in places]
        self.columns = tuple(column for place, column in enumerate(self.columns) if place not in places)

    def __len__(self) -> int:
        return len(self.order)

    @property
    def marked(self) -> bool:
        """Whether its lines say an epoch or a step of their own."""
        return self.own_epoch or self.step_kind != ""

    @property
    def ends_only(self) -> bool:
        """Whether it is a bar that was seen at its end alone, under no count of epochs."""
        is_bar = self.step_kind == "bar" and not self.own_epoch and not self.context
        return is_bar and all(step == self.step_total for step in self.steps)

    @property
    def has_loss(self) -> bool:
        """Whether one of its names is that of a loss."""
        return any(vocabulary.is_loss(column.name) for column in self.columns)


class Listener:
    """Hears sentences in the order of the log and files them by shape."""

    def __init__(self) -> None:
        self.shapes: dict[tuple[Form, Split | None], Shape] = {}
        self.line = 0
        self.resumed = array("q")
        self.epoch, self.style = NAN, ""
        self.context: ContextKind = ""
        self.step = NAN
        self.under: Split | None = None
        self.first_bar = (NAN, NAN, False)  # the epoch and the total of its first bar, and whether it came to its end
        self.forgotten = 0
        self.notes: list[str] = []
        self.of_other_things: list[str] = []  # lines that count folds, samples, trials
        self.said_of_others: dict[str, int] = {}  # how often they say what
        self.signs = Signs()
        self.ledger = Ledger()

    def note(self, text: str) -> None:
        """Keep a sentence about what was assumed or left out, once."""
        if text and text not in self.notes:
            self.notes.append(text)

    def pass_by(self, text: str) -> None:
        """Count a piece of text; what speaks of a resume is remembered by its place."""
        self.line += 1
        if ("esum" in text or "ESUM" in text) and RESUMED.search(text) is not None and len(self.resumed) < ROW_LIMIT:
            self.resumed.append(self.line)

    def hear(self, sentence: Sentence, text: str) -> None:
        """File what the sentence says, or remember the epoch or the split that it puts over the next ones."""
        form = sentence.form
        if form.has_metric:
            if form.marked or not form.foreign:
                self._record(sentence, text)
                self._turn_to(form)
            else:
                self._pass_over(form, text)
            return
        if (form.has_rate or form.is_of_split) and not form.skeleton:
            self._file(sentence, text)
        elif form.names:
            self.ledger.leave(text)
        if form.has_epoch and not form.skeleton:
            is_setting = form.epoch_style in PLURALS and sentence.epoch_total is None  # epochs: 20
            is_setting = is_setting or (sentence.epoch is not None and sentence.epoch % 1 != 0)
            if not is_setting and not vocabulary.is_strong_remark(text):
                self._enter(sentence, "header")
                self._turn_to(form)
        elif form.step_kind == "step" and sentence.step_total is None and not form.skeleton:
            self._enter(sentence, "")  # Iteration 500, Testing net
        elif not form.names and len(text) < HEADING:
            self.under = vocabulary.heading_split(text) or self.under

    def _pass_over(self, form: Form, text: str) -> None:
        self.ledger.leave(text)
        if len(self.of_other_things) < 3:
            self.of_other_things.append(text.strip()[:100])
        for name, _, _ in form.names:
            if name in self.said_of_others or len(self.said_of_others) < SHAPE_LIMIT:
                self.said_of_others[name] = self.said_of_others.get(name, 0) + 1

    def _turn_to(self, form: Form) -> None:
        """Remember what the lines after this one are about, as far as they do not say it themselves."""
        if form.has_epoch or form.one_split is not None:
            self.under = form.one_split

    def _enter(self, sentence: Sentence, context: ContextKind) -> None:
        if sentence.epoch is not None:
            self.epoch, self.style, self.context = sentence.epoch, sentence.form.epoch_style, context
        if sentence.form.step_kind == "step" and sentence.step is not None:
            self.step = sentence.step

    def _record(self, sentence: Sentence, text: str) -> None:
        form = sentence.form
        if form.marked:
            self._enter(sentence, "during" if form.step_kind else "after")
        self._file(sentence, text)

    def _file(self, sentence: Sentence, text: str) -> None:
        form = sentence.form
        shape = self._shape(form, text, is_second=form.step_kind == "bar" and self._is_second_bar(sentence))
        epoch, step = sentence.epoch, sentence.step
        shape.add(
            self.line, self.epoch if epoch is None else epoch, self.step if step is None else step, sentence.values
        )
        if sentence.epoch_total is not None:
            shape.epoch_total = _larger(shape.epoch_total, sentence.epoch_total)
        if sentence.step_total is not None:
            shape.step_total = _larger(shape.step_total, sentence.step_total)
        if not form.has_epoch:
            shape.style, shape.context = self.style, self.context

    def _is_second_bar(self, sentence: Sentence) -> bool:
        """Whether a bar that says no split runs to another total than the first of its epoch, which was done.

        Then it is the bar of the validation.
        """
        form, step, total = sentence.form, sentence.step, sentence.step_total
        if form.split is not None or step is None or total is None or not self.context:
            return False
        epoch, first, is_done = self.first_bar
        if epoch != self.epoch:
            self.first_bar = (self.epoch, total, step >= total)
            return False
        if total != first:
            return is_done
        self.first_bar = (epoch, first, is_done or step >= total)
        return False

    def _shape(self, form: Form, text: str, *, is_second: bool) -> Shape:
        under = self.under if not form.marked and form.split is None and self.context else None
        under = "val" if is_second else under
        shape = self.shapes.get((form, under))
        if shape is None:
            if len(self.shapes) >= SHAPE_LIMIT:
                self._forget()
            columns = tuple(_column(*name, under) for name in form.names)
            shape = Shape(columns, form.epoch_style, form.step_kind, form.has_epoch, form.hint, text.strip()[:100])
            shape.plain, shape.aside, shape.split = not form.skeleton, not form.has_metric, form.split
            shape.values = [array("d") for _ in columns]
            self.shapes[form, under] = shape
        return shape

    def _forget(self) -> None:
        """Make room: shapes that came once are remarks far more often than curves."""
        seldom = [key for key, shape in self.shapes.items() if len(shape) <= 1][: SHAPE_LIMIT // 2]
        for key in seldom or [min(self.shapes, key=lambda key: len(self.shapes[key]))]:
            shape = self.shapes.pop(key)
            self.ledger.leave(shape.example, shape.seen)
            self.forgotten += 1


def _column(name: str, split: Split | None, is_average: bool, under: Split | None) -> Column:
    if under and split is None:
        return Column(f"{under} {name}" if vocabulary.is_metric(name) else name, under, is_average)
    return Column(name, split, is_average)


def _larger(known: float, stated: float) -> float:
    return stated if math.isnan(known) else max(known, stated)
