"""How sure a finding is: the calibrated probability that an expert would accept its verdict."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping

from diagnose.facts.measurements import Measurements
from diagnose.model import Curves, Kind, Verdict
from diagnose.odds import MOST, confidence_of, log_odds_of

UNSEEN = 0.9
"""How sure a finding is that rests on no trend, such as a sentence of the log."""


def confidence(verdict: Verdict | None, reads: Container[str], m: Measurements) -> float:
    """The confidence in a finding, from 0.01 to 0.99.

    With a verdict it is a logistic function of the less sure trend, of the number of points and of the verdict itself,
    fitted to labelled runs (docs/decisions/0007). Without one, the finding is as sure as the trends that its rule
    reads, `train`, `val` or both. That the points are too few for a trend can be counted, so it is as sure as anything.
    """
    if verdict is None:
        read = [curve.trend.confidence for split, curve in m.curves.by_split.items() if split in reads]
        return min(read, default=UNSEEN)
    if verdict is Verdict.INCONCLUSIVE and any(curve.trend.kind is Kind.UNKNOWN for curve in m.curves):
        return MOST
    points = max([len(curve.series) for curve in m.curves], default=1)
    return verdict_confidence(verdict, sureness(m.curves, reads), points, m.numbers)


def sureness(curves: Curves, reads: Container[str]) -> float:
    """The confidence of the less sure of the trends that a rule reads, of both where it reads none.

    A curve of which nothing is known decides nothing, and has no say.
    """
    known = {split: curve for split, curve in curves.by_split.items() if curve.trend.kind is not Kind.UNKNOWN}
    decided = [curve for split, curve in known.items() if split in reads] or list(known.values())
    return min([curve.trend.confidence for curve in decided], default=UNSEEN)


def verdict_confidence(verdict: str, trend: float, points: int, numbers: Mapping[str, float]) -> float:
    """The probability that a verdict is acceptable, given the confidence in the less sure trend and the points."""
    odds = numbers[f"verdict.{verdict}"]
    for name, term in zip(("verdict.trend", "verdict.points"), terms(verdict, trend, points), strict=True):
        odds += numbers[name] * term
    return confidence_of(odds)


def terms(verdict: str, trend: float, points: int) -> tuple[float, float]:
    """What a verdict's confidence turns on besides the verdict: the odds of the trend and the points, as logarithms.

    Both are zero for `inconclusive`: it speaks of what the log lacks, which no points and no surer trend supply.
    """
    if verdict == Verdict.INCONCLUSIVE:
        return 0.0, 0.0
    return log_odds_of(trend), math.log(max(points, 1))
