"""One run as facts see it: its curves, its trends, and a memory of what was measured already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

import numpy as np

from diagnose.facts.fact import Definition, Seen
from diagnose.facts.limits import Numbers
from diagnose.model import Curve, Curves, Fact, Floats, Run, Series

T = TypeVar("T")


class Measurements(dict[str, Fact | None]):
    """Facts of one run by name, each measured when it is first asked for: `m["val.best"]`, None where it cannot be.

    `curves` are the two that are judged, `numbers` those that were fitted, or a user's own, `limits` and `trend_limits`
    those of facts and of trends among them. `train_series` and `val_series` are the series of the two curves as logged.
    `train`, `train_steps`, `val` and `val_steps` are the finite values and their steps, a score negated (`val_turned`),
    so that falling is good for both; empty where there are none.
    """

    def __init__(
        self,
        run: Run,
        curves: Curves,
        definitions: Mapping[str, Definition],
        numbers: Numbers,
    ) -> None:
        self.run, self.curves, self.numbers = run, curves, numbers.by_name
        self.limits, self.trend_limits = numbers.facts, numbers.trends
        self.train_series = None if curves.train is None else curves.train.series
        self.val_series = None if curves.val is None else curves.val.series
        self.val_turned = curves.val is not None and curves.val.turned
        self.train_steps, self.train = _turned(curves.train)
        self.val_steps, self.val = _turned(curves.val)
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

    def as_logged(self, split: Literal["train", "val"], value: float) -> float:
        """A value of one of the two curves as it was logged: a score with its own sign."""
        curve = self.curves.train if split == "train" else self.curves.val
        return float(-value if curve is not None and curve.turned else value)

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
        return next((series for series in self.run.series if (series.metric, series.split) == (metric, split)), None)


NONE = np.empty(0)


def _turned(curve: Curve | None) -> tuple[Floats, Floats]:
    """The steps and values of a curve where these are finite, a score negated."""
    if curve is None:
        return NONE, NONE
    steps, values = finite(curve.series)
    return (steps, -values) if curve.turned else (steps, values)


def late(values: Floats) -> float:
    """Where values end: the mean of the last three, or of all where there are fewer; at least one."""
    last = values[-3:].tolist()
    return float(sum(last) / len(last))


def finite(series: Series) -> tuple[Floats, Floats]:
    """The steps and values of a series where these are finite."""
    is_finite = np.isfinite(series.values)
    if np.logical_and.reduce(is_finite):
        return series.steps, series.values
    return series.steps[is_finite], series.values[is_finite]
