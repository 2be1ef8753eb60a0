"""What the name of a column tells a reader: an axis, something beside the curves, or a curve.

May not: tell train from validation, name metrics (the series stage does), hold words (the vocabulary does).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from diagnose.model import StepUnit
from diagnose.vocabulary import asides
from diagnose.vocabulary.axes import ROWS, bare, unit_over_column
from diagnose.vocabulary.languages import english
from diagnose.vocabulary.names import words_of
from diagnose.vocabulary.recognition import makes_a_curve, metric_named
from diagnose.vocabulary.splits import EVERYDAY, split_of_word

OBJECTIVES = ("loss", "cost")


@lru_cache(maxsize=4096)
def axis_unit(name: str) -> StepUnit | None:
    """`epoch` or `step` where the column counts them, else None; batches in a table are steps."""
    unit = unit_over_column(name)
    return "step" if unit == "batch" else unit


def is_index(name: str) -> bool:
    """Whether a column may be the row numbers that pandas writes."""
    return bare(name) in ROWS


@lru_cache(maxsize=4096)
def is_aside(name: str) -> bool:
    """Whether a column stands beside the curves: a learning rate, a time, a memory size."""
    words = words_of(name)
    known = metric_named("_".join(words)) or metric_named(words[0] if words else "")
    return (known is not None and known.family == "rate") or "learning_rate" in "_".join(words) or asides.is_aside(name)


def tells_of_training(names: Iterable[str]) -> bool:
    """Whether column names are those of a training log: an axis and a measure, or measures with a loss or a split."""
    names = list(names)
    telling = [name for name in names if has_curve((name,))]
    if not telling:
        return False
    has_axis = any(axis_unit(name) is not None for name in names)
    return has_axis or any(_is_of_training(name) for name in telling)


def has_curve(names: Iterable[str]) -> bool:
    """Whether at least one column is a loss or a score of a model, not only rewards, counts or what stands beside."""
    return any(_is_telling(name) and axis_unit(name) is None and not is_aside(name) for name in names)


@lru_cache(maxsize=4096)
def _is_telling(name: str) -> bool:
    return makes_a_curve(name) or any(map(_split_that_tells, words_of(name)))


def _is_of_training(name: str) -> bool:
    """Whether no other table has such a column: a loss, or a measure of the training or the validation split."""
    lowered = english(name).lower()
    return any(word in lowered for word in OBJECTIVES) or any(
        _split_that_tells(word) in ("train", "val") for word in words_of(name)
    )


def _split_that_tells(word: str) -> str | None:
    return None if word in EVERYDAY else split_of_word(word)
