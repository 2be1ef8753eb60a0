"""The two curves that the verdict compares, and why these two.

May not: look at values, judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diagnose.errors import SettingsError
from diagnose.model import Pair, Run, Series
from diagnose.series.names import Meaning, better, meaning

FEWEST = 4
MOST_PAIRS = 8
"""How many further pairs are judged: a detector has three or four, a model of many tasks a dozen."""
SCORES = ("accuracy", "auc", "f1", "map", "iou", "dice")
WORD = re.compile(r"[a-z]+")
PARTS = frozenset(("chosen", "rejected", "margins", "margin", "accuracies", "std"))
"""Words of what stands beside a reward where preferences are learned."""


def choose_pair(run: Run, train: str | None = None, val: str | None = None) -> Pair:
    """The training and the validation curve of a prepared run.

    The loss is compared with the loss of the other split; a mean over the epoch goes before the value of a step, the
    whole before a part, validation before test. Without a validation loss a validation score takes its place; without
    any loss the same score of both splits is compared. In reinforcement learning it is the reward that counts.

    Raises:
        SettingsError: `train` or `val` names no series of the run.
    """
    # What a bar shows inside its epochs is judged where there is a single epoch.
    by_epoch = {one.name for one in run.series if one.step_unit == "epoch" and len(one) > 1}
    judged = [
        (one, meaning(one.name))
        for one in run.series
        if len(one) and not (one.step_unit == "batch" and one.name in by_epoch)
    ]
    if not train and not val and (rewards := _rewards(judged)):
        return rewards
    mine = _by_name(run, "--train", train) if train else _best(judged, _is_loss_of("train")) or _only_loss(judged)
    other = _by_name(run, "--val", val) if val else _validation(judged, mine)
    if mine is None and not train and (other is None or other.metric != "loss"):
        mine = _train_score(judged, other)
    if mine is None and other is None and (names := _adversarial(judged)):
        return Pair(None, None, f"{names} are adversarial losses: they pull against each other and allow no verdict")
    if not train and not val and (mine is None or other is None) and (parts := _same_part(judged)):
        part = parts[0].metric
        return Pair(
            *parts, f"{_names(parts)}: no whole loss is logged for both splits, {part} is the first part that is"
        )
    return Pair(mine, other, _why(mine, other, bool(train or val)))


def other_pairs(run: Run, chosen: Pair) -> list[Pair]:
    """The further losses that are logged for both splits (robust, auxiliary, one a head), in their order."""
    taken = {id(series) for series in (chosen.train, chosen.val)}
    judged = [(series, meaning(series.name)) for series in run.series if len(series) and id(series) not in taken]
    losses = [series for series, said in judged if _is_loss_like(series) and not said.adversarial]
    pairs = []
    for train in losses:
        val = next((series for series in losses if train.split == "train" and _is_counterpart(series, train)), None)
        if val is not None:
            pairs.append(Pair(train, val, f"{train.name} and {val.name}: another loss of both splits"))
    return pairs[:MOST_PAIRS]


def _is_loss_like(series: Series) -> bool:
    return series.metric is not None and series.metric.endswith("loss")


def _is_counterpart(val: Series, train: Series) -> bool:
    return val.split == "val" and val.metric == train.metric and val.step_unit == train.step_unit


def learning_rate(run: Run, pair: Pair) -> Series | None:
    """The learning rate as it was logged at the steps of the pair, or None."""
    judged = pair.train or pair.val
    unit = None if judged is None else judged.step_unit
    rates = (series for series in run.series if series.metric == "learning_rate" and series.step_unit == unit)
    return next(rates, None)


def _by_name(run: Run, option: str, name: str) -> Series:
    exact = [one for one in run.series if one.name == name]
    for one in exact or [one for one in run.series if one.name.lower() == name.lower()]:
        return one
    held = ", ".join(one.name for one in run.series[:20])
    raise SettingsError(option, f"no series of {run.name} is called {name!r}; it holds {held}")


Judged = Sequence[tuple[Series, Meaning]]


def _is_loss_of(split: str) -> Callable[[Series, Meaning], bool]:
    return lambda one, said: one.split == split and one.metric == "loss" and not said.adversarial


def _best(judged: Judged, fits: Callable[[Series, Meaning], bool]) -> Series | None:
    fitting = [(one, said) for one, said in judged if fits(one, said)]
    if len(fitting) < 2:
        return fitting[0][0] if fitting else None
    most = max(len(one) for one, _ in fitting)
    return min(fitting, key=lambda each: _rank(each[0], each[1], most))[0]


def _rank(series: Series, said: Meaning, most: int) -> tuple[bool, int, int, bool]:
    """Low for what is best compared: enough points first, then epochs, the whole, and a name that means the loss."""
    by_step = said.level == "step" or series.step_unit == "batch"
    by_epoch = said.level == "epoch" or (series.step_unit == "epoch" and not by_step)
    level = 0 if by_epoch else 1 + by_step
    return len(series) < min(FEWEST, most), level, said.extra, said.metric != series.metric


def _validation(judged: Judged, train: Series | None) -> Series | None:
    unit = train.step_unit if train else None
    for split in ("val", "test"):
        losses = [each for each in judged if _is_loss_of(split)(*each)]
        same = [each for each in losses if each[0].step_unit == unit]
        if losses:
            return _best(same or losses, _is_loss_of(split))
    for split in ("val", "test"):
        for metric in SCORES:
            found = _best(judged, lambda one, _: one.split == split and one.metric == metric)  # noqa: B023
            if found is not None:
                return found
        others = [(one, said) for one, said in judged if one.split == split and not said.aside]
        found = _best(others, lambda one, _: one.metric is not None and better(one.metric) is not None)
        if found is not None and not str(found.metric).endswith("loss"):
            return found
    return None


def _rewards(judged: Judged) -> Pair | None:
    """The reward as the training curve, and that of evaluations beside it; None where there is none or it is aside.

    A run that logs a validation loss is judged by its losses, whatever rewards stand beside them.
    """
    if any(one.split in ("val", "test") and one.metric == "loss" for one, _ in judged):
        return None
    rewards = [(one, said) for one, said in judged if one.metric == "reward" and PARTS.isdisjoint(WORD.findall(one.name))]
    mine = _best(rewards, lambda one, _: one.split in (None, "train"))
    other = _best(rewards, lambda one, _: one.split in ("val", "test"))
    if mine is None:
        mine, other = other, None
    if mine is None:
        return None
    why = f"{_names([mine, *([other] if other else [])])}: in reinforcement learning the reward counts, not the losses"
    return Pair(mine, other, f"{why}; higher is better")


def _only_loss(judged: Judged) -> Series | None:
    """The one series of training, or of no split, whose name has the word loss in it; None where several have."""
    losses = [
        one
        for one, said in judged
        if one.split in (None, "train") and not said.adversarial and not said.aside and _says_loss(one.metric)
    ]
    return losses[0] if len(losses) == 1 else None


def _says_loss(metric: str | None) -> bool:
    words = str(metric).split("_")
    return "loss" in words and "scale" not in words and "scaler" not in words


def _train_score(judged: Judged, val: Series | None) -> Series | None:
    """The score of the training set: the one that stands for the validation set, else the first that there is."""
    for metric in SCORES if val is None else (val.metric,):
        found = _best(judged, lambda one, _: one.split == "train" and one.metric == metric)  # noqa: B023
        if found is not None:
            return found
    return None


def _same_part(judged: Judged) -> tuple[Series, Series] | None:
    """The first part of a loss that is logged for training and validation alike."""
    parts = [one for one, said in judged if str(one.metric).endswith("loss") and not said.adversarial]
    for one in parts:
        for other in parts:
            if one.split == "train" and other.split == "val" and one.metric == other.metric:
                return one, other
    return None


def _adversarial(judged: Judged) -> str:
    return _names([one for one, said in judged if said.adversarial])


def _what(train: Series | None) -> str:
    is_score = train is not None and train.metric is not None and better(train.metric) == "higher"
    return str(train.metric).replace("_", " ") if train is not None and is_score else "loss"


def _names(series: Sequence[Series]) -> str:
    return " and ".join(one.name for one in series)


def _why(train: Series | None, val: Series | None, asked: bool) -> str:
    if asked:
        return f"{_names([one for one in (train, val) if one])}: the pair that was asked for"
    if train is None and val is None:
        return "no series is known to be a loss of training or validation"
    if val is None:
        return f"{train.name if train else ''} is the training {_what(train)}; no validation curve is logged"
    if train is None:
        return f"{val.name} is the validation curve; no training loss is logged"
    if train.metric == val.metric != "loss":
        return f"{train.name} and {val.name}: no loss is logged, so {val.metric} of both splits takes its place"
    if val.metric != "loss":
        way = "higher is better" if better(str(val.metric)) == "higher" else "lower is better"
        return f"{train.name} and {val.name}: no validation loss is logged, so {val.metric} takes its place, {way}"
    test = ", the test loss in place of a validation loss" if val.split == "test" else ""
    return f"{train.name} and {val.name}: the losses of the two splits{test}"
