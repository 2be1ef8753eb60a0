"""One run as facts see it: its curves, its trends, and a memory of what was measured already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from diagnose.facts.fact import Definition, Seen
from diagnose.model import NOTHING, Fact, Floats, Kind, Pair, Run, Series, Trend
from diagnose.trends import NUMBERS, Curve

T = TypeVar("T")


class Measurements:
    """Facts of one run by name, each measured once, when it is first asked for.

    `trends` maps the names of series to trends, `curves` to the curves as they were drawn for these; `numbers`
    are those that were fitted, or a user's own. A score that takes
    the place of the validation loss is seen upside down (`val`, `val_kind`), so that falling is good for both curves.
    """

    def __init__(
        self,
        run: Run,
        pair: Pair,
        trends: Mapping[str, Trend],
        definitions: Mapping[str, Definition],
        curves: Mapping[str, Curve] = NOTHING,
        numbers: Mapping[str, float] = NUMBERS,
    ) -> None:
        self.run, self.pair, self.trends, self.curves, self.numbers = run, pair, trends, curves, numbers
        self._definitions = definitions
        self._facts: dict[str, Fact | None] = {}
        self._made: dict[Callable[[Measurements], Any], Any] = {}

    def get(self, name: str) -> Fact | None:
        """The fact of that name, or None where the run has not what it needs."""
        try:
            return self._facts[name]
        except KeyError:
            found = self._facts[name] = self._measure(name)
            return found

    def _measure(self, name: str) -> Fact | None:
        definition = self._definitions[name]
        value = definition.measure(self)
        if value is None:
            return None
        if isinstance(value, Seen):
            return Fact(name, value.value, definition.unit, (value.start, value.end))
        return Fact(name, value, definition.unit)

    def number(self, name: str) -> float | None:
        """The fact's value as a number, or None."""
        fact = self.get(name)
        return None if fact is None else float(fact.value)

    def word(self, name: str) -> str | None:
        """The fact's value as a word, or None."""
        fact = self.get(name)
        return None if fact is None else str(fact.value)

    def once(self, make: Callable[[Measurements], T]) -> T:
        """What `make` makes of this run; made once, however many facts build on it."""
        try:
            known: T = self._made[make]
        except KeyError:
            known = self._made[make] = make(self)
        return known

    def series(self, metric: str, split: str) -> Series | None:
        """The first series of that metric and split, or None."""
        for one in self.run.series:
            if one.metric == metric and one.split == split:
                return one
        return None

    @cached_property
    def train_trend(self) -> Trend | None:
        """The trend of the training curve."""
        return None if self.pair.train is None else self.trends.get(self.pair.train.name)

    @cached_property
    def val_trend(self) -> Trend | None:
        """The trend of the validation curve, as logged."""
        return None if self.pair.val is None else self.trends.get(self.pair.val.name)

    @cached_property
    def train_kind(self) -> Kind | None:
        """What the training curve does."""
        return None if self.train_trend is None else self.train_trend.kind

    @cached_property
    def val_kind(self) -> Kind | None:
        """What the validation curve does, with falling meaning better."""
        if self.val_trend is None:
            return None
        kind = self.val_trend.kind
        return FLIPPED.get(kind, kind) if self.pair.val_rises_when_better else kind

    @cached_property
    def train(self) -> Floats:
        """The finite training values; empty where there are none."""
        return _finite(self.pair.train)[1]

    @cached_property
    def train_steps(self) -> Floats:
        """The steps of the finite training values."""
        return _finite(self.pair.train)[0]

    @cached_property
    def val(self) -> Floats:
        """The finite validation values, a score negated, so that smaller is better."""
        values = _finite(self.pair.val)[1]
        return -values if self.pair.val_rises_when_better else values

    @cached_property
    def val_steps(self) -> Floats:
        """The steps of the finite validation values."""
        return _finite(self.pair.val)[0]


FLIPPED = {Kind.FALLING: Kind.RISING, Kind.RISING: Kind.FALLING}
NONE = np.empty(0)


def _finite(series: Series | None) -> tuple[Floats, Floats]:
    if series is None:
        return NONE, NONE
    fine = np.isfinite(series.values)
    if fine.all():
        return series.steps, series.values
    return series.steps[fine], series.values[fine]
