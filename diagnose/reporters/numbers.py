"""Numbers as the documents write them: whole steps without a point, and words for what JSON has not."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from diagnose.model import Floats, Value

NAN, INFINITY, MINUS_INFINITY = "NaN", "Infinity", "-Infinity"


def number(value: Value | None) -> Value | None:
    """The value as JSON can carry it: whole numbers as they are, NaN and infinities as strings."""
    if not isinstance(value, float):
        return value
    if math.isfinite(value):
        return float(value)
    return NAN if math.isnan(value) else INFINITY if value > 0 else MINUS_INFINITY


def step(value: float) -> Value | None:
    """A step, as a whole number where it is one."""
    return int(value) if math.isfinite(value) and value == int(value) else number(float(value))


def steps(values: Floats) -> list[Any]:
    """Steps, as whole numbers where all of them are."""
    whole = np.isfinite(values).all() and bool((values == np.floor(values)).all())
    return values.astype(np.int64).tolist() if whole and (np.abs(values) < 2**62).all() else numbers(values)


def numbers(values: Floats) -> list[Any]:
    """Values as JSON can carry them."""
    plain: list[Any] = values.tolist()
    if np.isfinite(values).all():
        return plain
    return [number(value) for value in plain]
