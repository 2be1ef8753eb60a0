"""The two curves that the verdict compares, and why these two.

May not: judge, look at more of values than whether they are all zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from diagnose.errors import SettingsError
from diagnose.model import Caution, Pair, Run, Series, StepUnit
from diagnose.series.names import Meaning, meaning_of
from diagnose.vocabulary.names import words_of
from diagnose.vocabulary.recognition import better, is_loss_or_part, is_score

FEWEST = 4
FEWEST_RATES = 4
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
    by_epoch = {series.name for series in run.series if series.step_unit == "epoch" and len(series) > 1}
    candidates = [
        (series, meaning_of(series.name))
        for series in run.series
        if len(series) and not (series.step_unit == "batch" and series.name in by_epoch)
    ]
    if not train and not val and (rewards := _rewards(candidates)):
        return rewards
    mine = (
        _by_name(run, "--train", train) if train else _best(candidates, _is_loss_of("train")) or _only_loss(candidates)
    )
    other = _by_name(run, "--val", val) if val else _validation(candidates, mine)
    if mine is None and not train and (other is None or other.metric != "loss"):
        mine = _train_score(candidates, other)
    if mine is None and other is None and (names := _adversarial(candidates)):
        why = f"{names} are adversarial losses: they pull against each other and allow no verdict"
        return Pair(None, None, Caution(why))
    if not train and not val and (mine is None or other is None) and (parts := _same_part(candidates)):
        part = parts[0].metric
        why = f"{_names(parts)}: no whole loss is logged for both splits, {part} is the first part that is"
        return Pair(*parts, Caution(why))
    return Pair(mine, other, _why(mine, other, bool(train or val)))


def other_pairs(run: Run, chosen: Pair) -> list[Pair]:
    """The further losses that are logged for both splits (robust, auxiliary, one a head), in their order."""
    if len(run.series) < 4:
        return []
    further = [series for series in run.series if len(series) and series not in (chosen.train, chosen.val)]
    losses = [
        series for series in further if is_loss_or_part(series.metric) and not meaning_of(series.name).adversarial
    ]
    of_validation: dict[tuple[str | None, StepUnit], Series] = {}
    for series in losses:
        if series.split == "val":
            of_validation.setdefault((series.metric, series.step_unit), series)
    pairs = []
    for train in losses:
        val = of_validation.get((train.metric, train.step_unit))
        if train.split == "train" and val is not None:
            pairs.append(Pair(train, val, f"{train.name} and {val.name}: another loss of both splits"))
    return pairs[:MOST_PAIRS]


def learning_rate(run: Run, pair: Pair) -> Series | None:
    """The learning rate as it was logged at the steps of the training curve, on which it acts; of validation's else.

    None where it was logged fewer than four times.
    """
    judged = pair.train or pair.val
    unit = None if judged is None else judged.step_unit
    rates = (series for series in run.series if series.metric == "learning_rate" and series.step_unit == unit)
    return next((series for series in rates if len(series) >= FEWEST_RATES), None)


def _by_name(run: Run, option: str, name: str) -> Series:
    exact = [series for series in run.series if series.name == name]
    for series in exact or [series for series in run.series if series.name.lower() == name.lower()]:
        return series
    held = ", ".join(series.name for series in run.series[:20])
    raise SettingsError(option, f"no series of {run.name} is called {name!r}; it holds {held}")


Candidates = Sequence[tuple[Series, Meaning]]
Fits = Callable[[Series, Meaning], bool]


def _is_loss_of(split: str) -> Fits:
    return lambda series, named: series.split == split and series.metric == "loss" and not named.adversarial


def _is_score_of(split: str, metric: str) -> Fits:
    return lambda series, _: series.split == split and series.metric == metric


def _improves(series: Series, _: Meaning) -> bool:
    return series.metric is not None and better(series.metric) is not None


def _best(candidates: Candidates, fits: Fits) -> Series | None:
    fitting = [(series, named) for series, named in candidates if fits(series, named)]
    if len(fitting) < 2:
        return fitting[0][0] if fitting else None
    most = max(len(series) for series, _ in fitting)
    return min(fitting, key=lambda candidate: _rank(candidate[0], candidate[1], most))[0]


def _rank(series: Series, named: Meaning, most: int) -> tuple[bool, bool, int, int, bool, int]:
    """Low for what is best compared: what is not zero all along and has enough points, then epochs, the whole, a name
    that means the loss, and the plainest name.
    """
    by_step = named.level == "step" or series.step_unit == "batch"
    by_epoch = named.level == "epoch" or (series.step_unit == "epoch" and not by_step)
    level = 0 if by_epoch else 1 + by_step
    is_nothing = not series.values.any()
    means_another = named.metric != series.metric
    return is_nothing, len(series) < min(FEWEST, most), level, named.extra, means_another, len(words_of(series.name))


def _validation(candidates: Candidates, train: Series | None) -> Series | None:
    unit = train.step_unit if train else None
    for split in ("val", "test"):
        losses = [candidate for candidate in candidates if _is_loss_of(split)(*candidate)]
        same = [candidate for candidate in losses if candidate[0].step_unit == unit]
        if losses:
            return _best(same or losses, _is_loss_of(split))
    for split in ("val", "test"):
        if (score := _score(candidates, split)) is not None:
            return score
    return None


def _rewards(candidates: Candidates) -> Pair | None:
    """The reward as the training curve, and that of evaluations beside it; None where there is none or it is aside.

    A run that logs a validation loss is judged by its losses, whatever rewards stand beside them.
    """
    if any(series.split in ("val", "test") and series.metric == "loss" for series, _ in candidates):
        return None
    rewards = [(series, named) for series, named in candidates if series.metric == "reward" and not _is_part(series)]
    mine = _best(rewards, lambda series, _: series.split in (None, "train"))
    other = _best(rewards, lambda series, _: series.split in ("val", "test"))
    if mine is None:
        mine, other = other, None
    if mine is None:
        return None
    why = f"{_names([mine, *([other] if other else [])])}: in reinforcement learning the reward counts, not the losses"
    return Pair(mine, other, f"{why}; higher is better")


def _is_part(reward: Series) -> bool:
    return not PARTS.isdisjoint(WORD.findall(reward.name.lower()))


def _only_loss(candidates: Candidates) -> Series | None:
    """The one series of training, or of no split, whose name has the word loss in it; None where several have."""
    losses = [
        series
        for series, named in candidates
        if series.split in (None, "train") and not named.adversarial and not named.aside and _says_loss(series.metric)
    ]
    return losses[0] if len(losses) == 1 else None


def _says_loss(metric: str | None) -> bool:
    words = str(metric).split("_")
    return "loss" in words and "scale" not in words and "scaler" not in words


def _train_score(candidates: Candidates, val: Series | None) -> Series | None:
    """The score of the training set: the one that stands for the validation set, else the first that there is."""
    for metric in SCORES if val is None else (val.metric,):
        score = None if metric is None else _best(candidates, _is_score_of("train", metric))
        if score is not None:
            return score
    return None


def _score(candidates: Candidates, split: str) -> Series | None:
    """What takes the place of a loss: one of the scores in their order, else whatever else improves one way."""
    for metric in SCORES:
        score = _best(candidates, _is_score_of(split, metric))
        if score is not None:
            return score
    others = [(series, named) for series, named in candidates if series.split == split and not named.aside]
    other = _best(others, _improves)
    return None if other is None or is_loss_or_part(other.metric) else other


def _same_part(candidates: Candidates) -> tuple[Series, Series] | None:
    """The first part of a loss that is logged for training and validation alike."""
    parts = [series for series, named in candidates if is_loss_or_part(series.metric) and not named.adversarial]
    of_validation: dict[str | None, Series] = {}
    for part in parts:
        if part.split == "val":
            of_validation.setdefault(part.metric, part)
    pairs = ((part, of_validation.get(part.metric)) for part in parts if part.split == "train")
    return next(((part, other) for part, other in pairs if other is not None), None)


def _adversarial(candidates: Candidates) -> str:
    return _names([series for series, named in candidates if named.adversarial])


def _what(train: Series | None) -> str:
    return str(train.metric).replace("_", " ") if train is not None and is_score(train.metric) else "loss"


def _names(series: Sequence[Series]) -> str:
    return " and ".join(curve.name for curve in series)


def _why(train: Series | None, val: Series | None, asked: bool) -> str:
    if asked:
        return f"{_names([curve for curve in (train, val) if curve])}: the pair that was asked for"
    if train is None and val is None:
        return "no series is known to be a loss of training or validation"
    if val is None:
        return f"{train.name if train else ''} is the training {_what(train)}; no validation curve is logged"
    if train is None:
        return f"{val.name} is the validation curve; no training loss is logged"
    if train.metric == val.metric != "loss":
        return Caution(
            f"{train.name} and {val.name}: no loss is logged, so {val.metric} of both splits takes its place"
        )
    if val.metric != "loss":
        way = "higher is better" if is_score(val.metric) else "lower is better"
        why = f"{train.name} and {val.name}: no validation loss is logged, so {val.metric} takes its place, {way}"
        return Caution(why)
    why = f"{train.name} and {val.name}: the losses of the two splits"
    return Caution(f"{why}, the test loss in place of a validation loss") if val.split == "test" else why
