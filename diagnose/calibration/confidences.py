"""Confidences fitted to labelled runs: two logistic functions, one of trends, one of verdicts (Platt 1999).

Runs are few and mostly judged rightly, so that each function also gets made-up observations, `DOUBT` of them for a
trend and for each verdict, of which a share of `PRIOR` is right: a verdict that was right ten times in ten is not sure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from diagnose.calibration.labelled import LabelledRun
from diagnose.model import Floats, Kind, Report, Verdict
from diagnose.odds import log_odds_of
from diagnose.rulebook.confidence import sureness, terms

DOUBT = 12.0
PRIOR = 0.8
"""Below what new runs show (docs/decisions/0007), so that a confidence errs on the low side."""


class Statement(NamedTuple):
    """What was said of a curve or a run: the logarithm of the odds stated, points, weight, and whether it was right."""

    log_odds: float
    points: int
    weight: float
    right: bool


def trend_statements(runs: Sequence[LabelledRun], reports: Sequence[Report]) -> list[Statement]:
    """The trends that were estimated and are labelled."""
    statements = []
    for run, report in zip(runs, reports, strict=True):
        for split, curve in report.curves.by_split.items():
            trend = curve.trend
            if split in run.kinds and trend.kind not in (Kind.UNKNOWN, Kind.DIVERGED):
                right = trend.kind in run.kinds[split]
                statements.append(Statement(log_odds_of(trend.confidence), len(curve.series), run.weight, right))
    return statements


def fit_trends(statements: Sequence[Statement], numbers: Mapping[str, float]) -> dict[str, float]:
    """New numbers `trend.base`, `trend.margin` and `trend.points`; nothing where no trend is labelled.

    The margin of each trend is worked out from the confidence that was stated with the old numbers.
    """
    if not statements:
        return {}
    logs = np.array([math.log(max(statement.points, 1)) for statement in statements])
    log_odds = np.array([statement.log_odds for statement in statements])
    margins = (log_odds - numbers["trend.base"] - numbers["trend.points"] * logs) / numbers["trend.margin"]
    columns = np.column_stack([np.ones(len(statements)), margins, logs])
    base, margin, points = _logistic(columns, statements, [columns.mean(axis=0)])
    return {"trend.base": base, "trend.margin": margin, "trend.points": points}


def fit_verdicts(runs: Sequence[LabelledRun], reports: Sequence[Report]) -> dict[str, float]:
    """New numbers `verdict.*`, from reports whose trends carry their new confidences; nothing where none was judged."""
    statements, rows, words = [], [], [verdict.value for verdict in Verdict]
    for run, report in zip(runs, reports, strict=True):
        if report.rule is None or _says_too_few_points(report):
            continue
        trend = sureness(report.curves, _facts_read(report))
        points = max((len(curve.series) for curve in report.curves), default=1)
        statements.append(Statement(log_odds_of(trend), points, run.weight, report.verdict in run.accepted))
        rows.append([*terms(report.verdict, trend, points), *(float(report.verdict == word) for word in words)])
    if not rows:
        return {}
    columns = np.array(rows)
    lacking = columns[:, 2 + words.index(Verdict.INCONCLUSIVE)]
    usual = columns[lacking == 0.0, :2].mean(axis=0) if (lacking == 0.0).any() else np.zeros(2)
    made_up = [
        np.concatenate([usual * (word != Verdict.INCONCLUSIVE), np.eye(len(words))[i]]) for i, word in enumerate(words)
    ]
    slope, growth, *biases = _logistic(columns, statements, made_up)
    return {
        "verdict.trend": slope,
        "verdict.points": growth,
        **{f"verdict.{word}": bias for word, bias in zip(words, biases, strict=True)},
    }


def _facts_read(report: Report) -> frozenset[str]:
    """What the rule read that gave the verdict."""
    return frozenset(each.fact for each in report.deciding.evidence) if report.deciding else frozenset()


def _says_too_few_points(report: Report) -> bool:
    """Whether the verdict is that the points are too few, of which nothing is to be fitted."""
    kinds = [curve.trend.kind for curve in report.curves]
    return report.verdict == Verdict.INCONCLUSIVE and Kind.UNKNOWN in kinds


def _logistic(columns: Floats, statements: Sequence[Statement], made_up: Sequence[Floats]) -> list[float]:
    """The coefficients of a logistic regression without intercept, made-up observations included."""
    from sklearn.linear_model import LogisticRegression

    extra = np.array(made_up)
    right = np.array([statement.right for statement in statements], dtype=float)
    weight = np.array([statement.weight for statement in statements])
    rows = np.vstack([columns, extra, extra])
    truth = np.concatenate([right, np.ones(len(extra)), np.zeros(len(extra))])
    doubt = [np.full(len(extra), DOUBT * PRIOR), np.full(len(extra), DOUBT * (1.0 - PRIOR))]
    fitted = LogisticRegression(C=10.0, fit_intercept=False, max_iter=1000)
    fitted.fit(rows, truth, sample_weight=np.concatenate([weight, *doubt]))
    return [round(float(value), 4) for value in fitted.coef_[0]]
