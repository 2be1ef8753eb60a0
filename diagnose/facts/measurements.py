"""One run as facts see it: its curves, its trends, and a memory of what was measured already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np

from diagnose.facts.fact import Definition, Seen
from diagnose.model import NOTHING, Fact, Floats, Kind, Pair, Run, Series, Trend
from diagnose.trends import NUMBERS, Curve

T = TypeVar("T")


class Measurements(dict[str, Fact | None]):
    """Facts of one run by name, each measured when it is first asked for: `m["val.best"]`, None where it cannot be.

    `trends` maps the names of series to trends, `curves` to the curves as they were drawn for these; `numbers`
    are those that were fitted, or a user's own. A score that takes the place of the validation loss is seen upside down
    (`val`, `val_kind`), so that falling is good for both curves.

    `train_trend` and `val_trend` are the trends of the two curves as logged, `train_kind` and `val_kind` what these do,
    with falling meaning better, each None where there is no such curve. `train`, `train_steps`, `val` and `val_steps`
    are the finite values and their steps, a score negated; empty where there are none.
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
        upside_down = pair.val_rises_when_better
        self.train_trend = None if pair.train is None else trends.get(pair.train.name)
        self.val_trend = None if pair.val is None else trends.get(pair.val.name)
        self.train_kind = None if self.train_trend is None else self.train_trend.kind
        self.val_kind = None if self.val_trend is None else _upwards(self.val_trend.kind, upside_down)
        self.train_steps, self.train = finite(pair.train)
        self.val_steps, val = finite(pair.val)
        self.val = -val if upside_down else val
        self._definitions = definitions
        self._made: dict[Callable[[Measurements], Any], Any] = {}

    def __missing__(self, name: str) -> Fact | None:
        """The fact of that name, measured and kept."""
        definition = self._definitions[name]
        value = definition.measure(self)
        if value is None:
            fact = None
        elif isinstance(value, Seen):
            fact = Fact(name, value.value, definition.unit, (value.start, value.end))
        else:
            fact = Fact(name, value, definition.unit)
        self[name] = fact
        return fact

    def get(self, name: str, default: Fact | None = None) -> Fact | None:  # type: ignore[override]
        """The fact of that name, or `default` where it cannot be measured."""
        fact = self[name]
        return default if fact is None else fact

    def number(self, name: str) -> float | None:
        """The fact's value as a number, or None."""
        fact = self[name]
        return None if fact is None else float(fact.value)

    def word(self, name: str) -> str | None:
        """The fact's value as a word, or None."""
        fact = self[name]
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


FLIPPED = {Kind.FALLING: Kind.RISING, Kind.RISING: Kind.FALLING}
NONE = np.empty(0)


def _upwards(kind: Kind, upside_down: bool) -> Kind:
    return FLIPPED.get(kind, kind) if upside_down else kind


def late(values: Floats) -> float:
    """Where values end: the mean of the last three, or of all where there are fewer; at least one."""
    last = values[-3:].tolist()
    return float(sum(last) / len(last))


def finite(series: Series | None) -> tuple[Floats, Floats]:
    """The steps and values of a series where these are finite; empty where there is no series."""
    if series is None:
        return NONE, NONE
    fine = np.isfinite(series.values)
    if np.logical_and.reduce(fine):
        return series.steps, series.values
    return series.steps[fine], series.values[fine]
