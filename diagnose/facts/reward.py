"""Facts about the reward of reinforcement learning, where that is the training curve."""

from __future__ import annotations

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements


@number("reward.first", "score")
def first(m: Measurements) -> Measured:
    """The first reward."""
    return next(iter(_rewards(m)), None)


@number("reward.last", "score")
def last(m: Measurements) -> Measured:
    """The last reward."""
    return next(reversed(_rewards(m)), None)


def _rewards(m: Measurements) -> list[float]:
    is_reward = m.train_series is not None and m.train_series.metric == "reward"
    return [-value for value in m.train.tolist()] if is_reward else []


FACTS = (first, last)
