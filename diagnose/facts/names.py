"""Facts that name the two curves as a text speaks of them: training loss, validation accuracy, reward."""

from __future__ import annotations

from diagnose.facts.fact import Measured, flag, label
from diagnose.facts.measurements import Measurements
from diagnose.model import Series

SPLITS = {"train": "training", "val": "validation", "test": "test"}


@label("train.name")
def train_name(m: Measurements) -> Measured:
    """What the training curve is, in words: training loss, training accuracy, reward."""
    return None if m.train_series is None else _name(m.train_series, "training")


@label("val.name")
def val_name(m: Measurements) -> Measured:
    """What the validation curve is, in words: validation loss, validation accuracy, test loss."""
    return None if m.val_series is None else _name(m.val_series, "validation")


@flag("train.is_score")
def is_score(m: Measurements) -> Measured:
    """Whether the training curve is a score, of which more is better, and no loss."""
    return m.curves.train is not None and m.curves.train.turned


@flag("train.is_reward")
def is_reward(m: Measurements) -> Measured:
    """Whether the training curve is the reward that reinforcement learning is after."""
    return m.train_series is not None and m.train_series.metric == "reward"


def _name(series: Series, place: str) -> str:
    metric = (series.metric or series.name).replace("_", " ")
    if series.metric == "reward" and place == "training":
        return metric
    return f"{SPLITS.get(series.split or '', place)} {metric}"


FACTS = (train_name, val_name, is_score, is_reward)
