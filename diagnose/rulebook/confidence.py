"""How sure a finding is: the calibrated probability that an expert would accept its verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping

from diagnose.facts.measurements import Measurements
from diagnose.rulebook.rule import Rule

LEAST, MOST = 0.01, 0.99
"""Confidences are kept within these: no fit on a few hundred runs knows more."""


def confidence(rule: Rule, m: Measurements) -> float:
    """The confidence in a finding, from 0.01 to 0.99.

    With a verdict it is a logistic function of the less sure trend, of the number of points and of the verdict itself,
    fitted to labelled runs (docs/decisions/0007). Without one, the finding is as sure as the trends that it reads.
    """
    trends = [one.confidence for one in (m.train_trend, m.val_trend) if one is not None]
    if rule.verdict is None:
        return _of_trends(rule, m)
    points = max((len(one) for one in (m.pair.train, m.pair.val) if one is not None), default=1)
    return verdict_confidence(rule.verdict, min(trends, default=0.5), points, m.numbers)


def verdict_confidence(verdict: str, trend: float, points: int, numbers: Mapping[str, float]) -> float:
    """The probability that a verdict is acceptable, given the confidence in the less sure trend and the points."""
    sure = min(max(trend, LEAST), MOST)
    odds = numbers[f"verdict.{verdict}"] + numbers["verdict.trend"] * math.log(sure / (1.0 - sure))
    odds += numbers["verdict.points"] * math.log(max(points, 1))
    return min(max(1.0 / (1.0 + math.exp(-odds)), LEAST), MOST)


def _of_trends(rule: Rule, m: Measurements) -> float:
    read = {condition.fact for block in rule.when for condition in block}
    sure = [
        trend.confidence
        for name, trend in (("train", m.train_trend), ("val", m.val_trend))
        if name in read and trend is not None
    ]
    return min(sure, default=0.9)
