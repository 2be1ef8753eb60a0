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


def measured(logged: tuple[Series, ...]) -> tuple[tuple[Series, ...], str]:
    """The series with the metric of those that only say their split, and what was assumed, or nothing.

    Beside a loss they are shares of right answers, by custom, if they lie between 0 and 1 and do not fall. Alone, they
    are the loss where all of them fall at first, and such shares where they rise.
    """
    bare = [series for series in logged if is_unnamed(series.name) and series.metric is None]
    if len({series.split for series in bare}) < 2 or any(len(series) < FEWEST for series in bare):
        return logged, ""
    has_loss = any(vocabulary.is_loss(series.name) for series in logged)
    metric = _metric(bare, has_loss)
    if metric is None:
        return logged, ""
    bare_ids = {id(series) for series in bare}
    names = ", ".join(series.name for series in bare)
    beside = "beside a loss they " if has_loss else "they "
    course = "fall" if metric == "loss" else "lie between 0 and 1 and do not fall"
    note = f"{names} are taken for the {metric}, since nothing else is said of them and {beside}{course}"
    return tuple(replace(series, metric=metric) if id(series) in bare_ids else series for series in logged), note


def is_unnamed(name: str) -> bool:
    """Whether a name says a split and nothing else."""
    return vocabulary.split_alone(name) is not None


def _metric(own: list[Series], has_loss: bool) -> str | None:
    shares = all(bool(((one.values >= 0) & (one.values <= 1)).all()) for one in own)
    rises = sum(_course(one) for one in own)
    if shares and rises >= 0 and (has_loss or rises > 0):
        return "accuracy"
    return "loss" if not has_loss and all(_course(one) < 0 for one in own) else None


def _course(series: Series) -> int:
    """1 where the later values lie above the first, -1 where they lie below."""
    later = float(np.median(series.values[1 + len(series) // 4 :])) if len(series) > 2 else float(series.values[-1])
    return int(np.sign(later - float(series.values[0])))
