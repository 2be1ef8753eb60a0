"""Whether the lines of one shape are a log: what they count grows, what they say changes, and how they are worded.

May not: build series, look at single lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diagnose.readers.text.wording import is_known_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnose.readers.text.shapes import Shape

REPEATS = 3
SEEN = 2_000


def believed(shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes that are lines of a log: those that prove it by themselves, and those that say the same in passing."""
    shapes = list(shapes)
    proven = [shape for shape in shapes if _proves_itself(shape)]
    known = {name for shape in proven for name in _names(shape)}
    proven_ids = {id(shape) for shape in proven}
    return [
        shape
        for shape in shapes
        if id(shape) in proven_ids or (shape.marked and (known & _names(shape) or (known and _is_worded_alike(shape))))
    ]


def _is_worded_alike(shape: Shape) -> bool:
    """Whether it names nothing but measures of training and validation, at a step of its own: one evaluation."""
    splits = {column.split for column in shape.columns}
    named = all(is_known_name(column.name) for column in shape.columns)
    return shape.plain and shape.step_kind == "step" and named and {"train", "val"} <= splits


def _names(shape: Shape) -> set[str]:
    return {column.name.lower() for column in shape.columns}


def _proves_itself(shape: Shape) -> bool:
    """Whether its own rows show a curve.

    Three rows with a count that grows are enough however they are worded, two where they are worded as in logs. One
    will do where it says its epoch and names nothing but measures. Without a count, names and values decide.
    """
    rows = len(shape)
    if shape.ends_only and rows > 1 and _varies(shape):
        return True
    if rows >= (2 if shape.plain else REPEATS) and _grows(shape):
        return _varies(shape) or (shape.plain and (rows >= REPEATS or shape.own_epoch or _is_of_one_split(shape)))
    if not shape.plain:
        return False
    named = any(is_known_name(column.name) for column in shape.columns)
    if rows >= REPEATS and not shape.marked:
        return named and _varies(shape) and _has_fractions(shape)
    has_count = np.isfinite(shape.epochs[0]) if rows else False
    return bool(has_count) and (named or shape.epoch_total > 0)


def _is_of_one_split(shape: Shape) -> bool:
    """Whether each of its names is a known measure with its split: `Validation accuracy`."""
    return all(column.split is not None and is_known_name(column.name) for column in shape.columns)


def _grows(shape: Shape) -> bool:
    """Whether the epochs or the steps of its lines go up, more often than they go back."""
    for count in (shape.epochs, shape.steps):
        jumps = np.diff(np.frombuffer(count)[:SEEN])
        if (jumps > 0).sum() > (jumps < 0).sum():
            return True
    return False


def _varies(shape: Shape) -> bool:
    return any(len(set(values[:SEEN])) > 1 for values in shape.values)


def _has_fractions(shape: Shape) -> bool:
    """Whether any of its values is not a whole number: counts of things are."""
    return any(value % 1 != 0 for values in shape.values for value in values[:SEEN])
