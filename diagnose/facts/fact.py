"""What a fact's definition is, and how one writes it: a number with its unit, a word of a set, a flag, or a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from diagnose.model import Value
from diagnose.writing import BEYOND, percent, short, whole


class Unit(StrEnum):
    """The units of facts; `RATIO` is a share or a relative change and prints as per cent, `TIMES` is a multiple."""

    RATIO = "ratio"
    TIMES = "times"
    LOSS = "loss"
    SCORE = "score"
    RATE = "rate"
    CORRELATION = "correlation"
    STANDARD_ERRORS = "standard errors"
    STEP = "step"
    STEPS = "steps"
    POINTS = "points"
    VALUES = "values"
    EPOCHS = "epochs"
    BATCHES = "batches"
    UPDATES = "updates"
    SAMPLES = "samples"
    CLASSES = "classes"
    SPIKES = "spikes"
    JUMPS = "jumps"
    RESTARTS = "restarts"
    RESUMES = "resumes"
    STRIPS = "strips"


MEASURED = frozenset({Unit.TIMES, Unit.LOSS, Unit.RATE, Unit.STANDARD_ERRORS})
ROUNDED = frozenset({Unit.SCORE, Unit.CORRELATION})
"""Units whose numbers are measured, not counted, and those that lie between -1 and 1."""


PAUSE = re.compile(r"[;:,.](?:\s|$)| \(")
"""Where the first clause of a line ends."""


class Sort(StrEnum):
    """What kind of value a fact has; a condition or a text that does not fit it is refused when a rule is loaded."""

    NUMBER = "number"
    WORD = "word"
    FLAG = "flag"
    NAME = "name"


class Seen(NamedTuple):
    """A value together with the first and last step where it was seen."""

    value: Value
    start: float
    end: float


Measured: TypeAlias = Value | Seen | None
Measure: TypeAlias = Callable[[Any], Measured]
"""What it takes are `Measurements`, which know definitions and so cannot be named here."""


class Definition(NamedTuple):
    """A fact by name: what sort of value it has, what it says in one line, and the function that measures it.

    `unit` is that of a number, `words` are those that a word may be. The function returns None where the run has not
    what the fact needs.
    """

    name: str
    sort: Sort
    about: str
    measure: Measure
    unit: str = ""
    words: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it says in a few words: its line up to the first pause."""
        return PAUSE.split(self.about, maxsplit=1)[0]

    @property
    def is_step(self) -> bool:
        """Whether the fact is a place on the x axis."""
        return self.unit == Unit.STEP


def number(name: str, unit: str) -> Callable[[Measure], Definition]:
    """A decorator that turns a measuring function into the definition of the number `name`.

    The first line of the function's docstring becomes what the fact says, here and for the other sorts.
    """
    return lambda measure: Definition(name, Sort.NUMBER, _about(measure), measure, unit=Unit(unit))


def word(name: str, *words: str) -> Callable[[Measure], Definition]:
    """A decorator for a fact that is one of these words."""
    return lambda measure: Definition(name, Sort.WORD, _about(measure), measure, words=words)


def flag(name: str) -> Callable[[Measure], Definition]:
    """A decorator for a fact that holds or does not."""
    return lambda measure: Definition(name, Sort.FLAG, _about(measure), measure)


def label(name: str) -> Callable[[Measure], Definition]:
    """A decorator for a name or a place out of the log: it can be told, and no condition can turn on it."""
    return lambda measure: Definition(name, Sort.NAME, _about(measure), measure)


def _about(measure: Measure) -> str:
    return next(iter((measure.__doc__ or "").strip().splitlines()), "")


def written(value: Value, unit: str) -> str:
    """The value of a fact as every text writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if unit == Unit.RATIO:
        return percent(value)
    if unit == Unit.TIMES and value >= BEYOND:
        return "more than a million"
    if unit in MEASURED:
        return short(value)
    if unit in ROUNDED:
        return short(round(value, 3), 3)
    return whole(value)
