"""Numbers as the documents write them: whole steps without a point, and words for what JSON has not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from diagnose.model import Floats, Value

if TYPE_CHECKING:  # it needs pydantic, which the command has no time to import
    from diagnose.documents.values import Number, Step

NAN: Final = "NaN"
INFINITY: Final = "Infinity"
MINUS_INFINITY: Final = "-Infinity"


def number(value: float) -> Number:
    """The number as JSON can carry it: whole numbers as they are, NaN and infinities as words."""
    if not isinstance(value, float):
        return value
    if math.isfinite(value):
        return float(value)
    return NAN if math.isnan(value) else INFINITY if value > 0 else MINUS_INFINITY


def carried(value: Value) -> Number | str | bool:
    """The value of a fact as JSON can carry it: words and flags as they are."""
    return value if isinstance(value, str | bool) else number(value)


def step(value: float) -> Step:
    """A step, as a whole number where it is one."""
    return int(value) if math.isfinite(value) and value == int(value) else number(float(value))


def span(ends: tuple[float, float] | None) -> list[Step] | None:
    """The first and the last step of a stretch."""
    return None if ends is None else [step(ends[0]), step(ends[1])]


def steps(values: Floats) -> list[Step]:
    """Steps, as whole numbers where all of them are."""
    whole = np.isfinite(values).all() and bool((values == np.floor(values)).all())
    return values.astype(np.int64).tolist() if whole and (np.abs(values) < 2**62).all() else numbers(values)


def numbers(values: Floats) -> list[Number]:
    """Values as JSON can carry them."""
    plain: list[Number] = values.tolist()
    if np.isfinite(values).all():
        return plain
    return [number(value) for value in values.tolist()]
