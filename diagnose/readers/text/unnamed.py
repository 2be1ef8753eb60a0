"""Values whose name does not say what they measure (`Loss: 1.9, Val: 0.38`, `Score`): told by their course.

May not: touch a value whose name says its metric.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from diagnose.model import Caution
from diagnose.readers.text import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnose.model import Series

FEWEST = 2
NEAR = 3.0
"""How many times as high as the loss, or as low, a first value may be that is one as well."""
SCORES = frozenset(("score", "model score"))


def measured(logged: tuple[Series, ...]) -> tuple[tuple[Series, ...], list[str]]:
    """The series with the metric of those whose names do not say it, and what was assumed."""
    notes: list[str] = []
    for assume in (_splits_alone, _validation_alone, _shares, _score, _same_of_both):
        bare, metric, why = assume(logged)
        if metric:
            notes.append(Caution(f"{', '.join(series.name for series in bare)} {why}"))
            known = {id(series) for series in bare}
            logged = tuple(replace(series, metric=metric) if id(series) in known else series for series in logged)
    return logged, notes


Assumed = tuple[list["Series"], str, str]
NOTHING: Assumed = ([], "", "")


def _splits_alone(logged: tuple[Series, ...]) -> Assumed:
    """Two splits or more with nothing else to their names.

    Beside a loss they are shares of right answers, by custom, if they lie between 0 and 1 and do not fall. Alone, they
    are the loss where all of them fall at first, and such shares where they rise.
    """
    bare = _bare(logged)
    if len({series.split for series in bare}) < 2 or any(len(series) < FEWEST for series in bare):
        return NOTHING
    has_loss = any(vocabulary.is_loss(series.name) for series in logged)
    rises = sum(_course(series) for series in bare)
    beside = "beside a loss they " if has_loss else "they "
    because = f"since nothing else is said of them and {beside}"
    if _are_shares(bare) and rises >= 0 and (has_loss or rises > 0):
        return bare, "accuracy", f"are taken for the accuracy, {because}lie between 0 and 1 and do not fall"
    if not has_loss and all(_course(series) < 0 for series in bare):
        return bare, "loss", f"are taken for the loss, {because}fall"
    return NOTHING


def _validation_alone(logged: tuple[Series, ...]) -> Assumed:
    """One value named by the validation alone, beside one loss of the training: `loss: 0.5, val: 0.6`."""
    bare = _bare(logged)
    losses = [series for series in logged if vocabulary.is_loss(series.name)]
    if len(bare) != 1 or len(bare[0]) < FEWEST or bare[0].split not in ("val", "test"):
        return NOTHING
    if len(losses) != 1 or losses[0].split not in (None, "train") or not len(losses[0]):
        return NOTHING
    [value], [loss] = bare, losses
    ratio = abs(float(value.values[0])) / max(abs(float(loss.values[0])), 1e-12)
    if _are_shares(bare) and _course(value) > 0 and _course(loss) < 0:
        return (
            bare,
            "accuracy",
            "is taken for the accuracy, since it lies between 0 and 1 and rises where the loss falls",
        )
    if 1 / NEAR <= ratio <= NEAR:
        return bare, "loss", "is taken for the loss, since it begins near the loss beside it"
    return NOTHING


def _shares(logged: tuple[Series, ...]) -> Assumed:
    """What names a split and what is right or wrong in it: `char train`."""
    bare = [series for series in logged if series.metric is None and vocabulary.is_share_of(series.name)]
    if not bare or any(len(series) < FEWEST for series in bare):
        return NOTHING
    if sum(map(_course, bare)) < 0:
        return bare, "error", "tell how much is wrong, since they fall"
    return (bare, "accuracy", "tell how much is right, since they rise") if _are_shares(bare) else NOTHING


def _score(logged: tuple[Series, ...]) -> Assumed:
    """A score beside no loss, which falls or was never a number: of what is minimised, as DL4J has it."""
    bare = [series for series in logged if series.metric is None and series.name.lower() in SCORES]
    if len(bare) != 1 or len(bare[0]) < FEWEST or any(vocabulary.makes_a_curve(series.name) for series in logged):
        return NOTHING
    falls = _course(bare[0]) < 0 or not np.isfinite(bare[0].values).any()
    return (bare, "loss", "is taken for the loss: no loss stands beside it, and it does not rise") if falls else NOTHING


def _same_of_both(logged: tuple[Series, ...]) -> Assumed:
    """The same unknown name told of training and validation, beside nothing known: the loss, if both fall."""
    if any(vocabulary.is_metric(series.name) or series.metric for series in logged):
        return NOTHING
    names = [series.name.removeprefix(f"{series.split} ") for series in logged]
    bare = [series for series, name in zip(logged, names, strict=True) if names.count(name) > 1]
    first = [series for series in bare if series.name.endswith(f" {names[logged.index(bare[0])]}")] if bare else []
    if len({series.split for series in first}) < 2 or any(
        len(series) < FEWEST or _course(series) >= 0 for series in first
    ):
        return NOTHING
    return (
        first,
        "loss",
        "are taken for the loss, since they are told of both splits and fall, and nothing else is known",
    )


def _bare(logged: Iterable[Series]) -> list[Series]:
    return [series for series in logged if series.metric is None and vocabulary.split_alone(series.name) is not None]


def _are_shares(bare: Iterable[Series]) -> bool:
    return all(bool(((series.values >= 0) & (series.values <= 1)).all()) for series in bare)


def _course(series: Series) -> int:
    """1 where the later values lie above the first, -1 where they lie below."""
    later = float(np.median(series.values[1 + len(series) // 4 :])) if len(series) > 2 else float(series.values[-1])
    difference = later - float(series.values[0])
    return int(np.sign(difference)) if np.isfinite(difference) else 0
