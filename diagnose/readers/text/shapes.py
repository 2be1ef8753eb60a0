"""Sentences of one shape, kept as columns of numbers; what they stand under (epoch headers) kept beside them.

May not: decide what a shape is (the axes do), name splits or metrics.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from diagnose.readers.text import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnose.model import Split
    from diagnose.readers.text.sentence import Sentence, StepKind

ContextKind: TypeAlias = Literal["", "header", "during", "after"]
Key: TypeAlias = tuple[object, ...]

SHAPE_LIMIT = 400
ROW_LIMIT = 500_000
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

    def __len__(self) -> int:
        return len(self.order)

    @property
    def marked(self) -> bool:
        """Whether its lines say an epoch or a step of their own."""
        return self.own_epoch or self.step_kind != ""

    @property
    def has_loss(self) -> bool:
        """Whether one of its names is that of a loss."""
        return any(vocabulary.is_loss(column.name) for column in self.columns)


class Listener:
    """Hears sentences in the order of the log and files them by shape."""

    def __init__(self) -> None:
        self.shapes: dict[Key, Shape] = {}
        self.line = 0
        self.epoch, self.style, self.context = NAN, "", ""
        self.step = NAN
        self.under: Split | None = None
        self.forgotten = 0

    def hear(self, sentence: Sentence, text: str) -> None:
        """File what the sentence says, or remember the epoch or the split that it puts over the next ones."""
        self.line += 1
        if any(vocabulary.is_metric(pair.name) for pair in sentence.pairs):
            self._record(sentence, text)
        elif sentence.epoch is not None:
            self._head(sentence, text)
        elif sentence.step is None and not sentence.pairs and vocabulary.split_alone(text.strip(" :=-*#\t[]")):
            self.under = vocabulary.split_alone(text.strip(" :=-*#\t[]"))

    def _head(self, sentence: Sentence, text: str) -> None:
        if vocabulary.is_strong_remark(text):
            return
        self._enter(sentence, "header")
        self.under = sentence.split

    def _enter(self, sentence: Sentence, context: ContextKind) -> None:
        if sentence.epoch is not None:
            self.epoch, self.style, self.context = sentence.epoch, sentence.epoch_style, context
        if sentence.step is not None and sentence.step_kind == "step":
            self.step = sentence.step

    def _record(self, sentence: Sentence, text: str) -> None:
        if sentence.foreign and not sentence.marked:
            return
        if sentence.marked:
            self._enter(sentence, "during" if sentence.step is not None else "after")
        shape = self._shape(sentence, text)
        shape.add(
            self.line,
            sentence.epoch if sentence.epoch is not None else self.epoch,
            sentence.step if sentence.step is not None else self.step,
            (pair.value for pair in sentence.pairs),
        )
        shape.epoch_total = _total(shape.epoch_total, sentence.epoch_total)
        shape.step_total = _total(shape.step_total, sentence.step_total)
        if not shape.own_epoch:
            shape.style, shape.context = self.style, self.context  # type: ignore[assignment]

    def _shape(self, sentence: Sentence, text: str) -> Shape:
        under = self.under if not sentence.marked and sentence.split is None else None
        own = sentence.epoch is not None
        key = (
            sentence.epoch_style,
            sentence.step_kind,
            own,
            sentence.hint,
            under,
            tuple((pair.name, pair.split, pair.is_average) for pair in sentence.pairs),
        )
        shape = self.shapes.get(key)
        if shape is None:
            if len(self.shapes) >= SHAPE_LIMIT:
                self._forget()
            columns = tuple(_column(pair.name, pair.split, pair.is_average, under) for pair in sentence.pairs)
            shape = Shape(columns, sentence.epoch_style, sentence.step_kind, own, sentence.hint, text.strip()[:100])
            shape.values = [array("d") for _ in columns]
            self.shapes[key] = shape
        return shape

    def _forget(self) -> None:
        """Make room: shapes that came once are remarks far more often than curves."""
        for key in [key for key, shape in self.shapes.items() if len(shape) <= 1][: SHAPE_LIMIT // 2]:
            del self.shapes[key]
            self.forgotten += 1
        if len(self.shapes) >= SHAPE_LIMIT:
            smallest = min(self.shapes, key=lambda key: len(self.shapes[key]))
            del self.shapes[smallest]
            self.forgotten += 1


def _column(name: str, split: Split | None, is_average: bool, under: Split | None) -> Column:
    if under and split is None:
        return Column(f"{under} {name}" if vocabulary.is_metric(name) else name, under, is_average)
    return Column(name, split, is_average)


def _total(known: float, said: float | None) -> float:
    if said is None:
        return known
    return said if math.isnan(known) else max(known, said)
