"""What a fact's definition is, and how one writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from diagnose.model import Value


class Seen(NamedTuple):
    """A value together with the first and last step where it was seen."""

    value: Value
    start: float
    end: float


Measured: TypeAlias = Value | Seen | None
Measure: TypeAlias = Callable[[Any], Measured]
"""What it takes are `Measurements`, which know definitions and so cannot be named here."""


class Definition(NamedTuple):
    """A fact by name: its unit, what it says in one line, and the function that measures it.

    The function returns None where the run has not what the fact needs.
    """

    name: str
    unit: str
    about: str
    measure: Measure


def fact(name: str, unit: str = "") -> Callable[[Measure], Definition]:
    """A decorator that turns a measuring function into the definition of the fact `name`.

    The first line of the function's docstring becomes what the fact says.
    """

    def define(measure: Measure) -> Definition:
        about = (measure.__doc__ or "").strip().splitlines()
        return Definition(name, unit, about[0] if about else "", measure)

    return define
