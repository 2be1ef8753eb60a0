"""Values that are named by their split alone (`Loss: 1.9, Train: 0.41, Val: 0.38`): what they measure, by their course.

May not: touch a value that has a name of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from diagnose.readers.text import vocabulary

if TYPE_CHECKING:
    from diagnose.model import Series

FEWEST = 2


def measured(series: tuple[Series, ...]) -> tuple[tuple[Series, ...], str]:
    """The series with the metric of those that only say their split, and what was assumed, or nothing.

    Beside a loss they are shares of right answers, by custom, if they lie between 0 and 1 and do not fall. Alone, they
    are the loss where all of them fall at first, and such shares where they rise.
    """
    own = [one for one in series if is_unnamed(one.name) and one.metric is None]
    if len({one.split for one in own}) < 2 or any(len(one) < FEWEST for one in own):
        return series, ""
    has_loss = any(vocabulary.is_loss(one.name) for one in series)
    metric = _metric(own, has_loss)
    if metric is None:
        return series, ""
    found = {id(one) for one in own}
    names = ", ".join(one.name for one in own)
    beside = "beside a loss they " if has_loss else "they "
    course = "fall" if metric == "loss" else "lie between 0 and 1 and do not fall"
    note = f"{names} are taken for the {metric}, since nothing else is said of them and {beside}{course}"
    return tuple(replace(one, metric=metric) if id(one) in found else one for one in series), note


def is_unnamed(name: str) -> bool:
    """Whether a name says a split and nothing else."""
    return vocabulary.split_alone(name) is not None


def _metric(own: list[Series], has_loss: bool) -> str | None:
    shares = all(bool(((one.values >= 0) & (one.values <= 1)).all()) for one in own)
    rises = sum(_course(one) for one in own)
    if shares and rises >= 0 and (has_loss or rises > 0):
        return "accuracy"
    return "loss" if not has_loss and all(_course(one) < 0 for one in own) else None


def _course(one: Series) -> int:
    """1 where the later values lie above the first, -1 where they lie below."""
    later = float(np.median(one.values[1 + len(one) // 4 :])) if len(one) > 2 else float(one.values[-1])
    return int(np.sign(later - float(one.values[0])))
