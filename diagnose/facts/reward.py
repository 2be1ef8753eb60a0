"""Facts about the reward of reinforcement learning, where that is the training curve."""

from __future__ import annotations

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.names import is_reward


@number("reward.first", "score")
def first(m: Measurements) -> Measured:
    """The first reward."""
    return m.number("train.first") if _is_reward(m) else None


@number("reward.last", "score")
def last(m: Measurements) -> Measured:
    """The last reward."""
    return m.number("train.end") if _is_reward(m) else None


def _is_reward(m: Measurements) -> bool:
    return bool(is_reward.measure(m))


FACTS = (first, last)
