"""How sure a finding is."""

from __future__ import annotations

import math

import numpy as np
import pytest

from diagnose import facts
from diagnose.facts.measurements import Measurements
from diagnose.fitted import FITTED
from diagnose.model import Curve, Curves, Kind, Run, Series, Trend, Verdict
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run
from diagnose.rulebook.confidence import MOST, confidence, terms, verdict_confidence
from diagnose.trends import profile_of


def judged(**history):
    return diagnose_run(history_run("run", history), Options())


FALLING = [1.0, 0.8, 0.65, 0.55, 0.47, 0.41, 0.37, 0.34]


@pytest.mark.parametrize(
    "history",
    [{"loss": [1.0, 0.8]}, {"loss": [1.0, 0.8], "val_loss": [1.1, 0.9]}, {"loss": FALLING, "val_loss": [1.0]}],
)
def test_that_points_are_too_few_is_sure(history):
    report = judged(**history)
    assert (report.verdict, report.confidence) == (Verdict.INCONCLUSIVE, MOST)


def test_that_validation_lacks_does_not_hang_on_the_points():
    short, long = judged(loss=FALLING), judged(loss=[8.0 / (8.0 + step) for step in range(200)])
    assert short.verdict == long.verdict == Verdict.INCONCLUSIVE
    assert short.confidence == long.confidence < MOST


def test_a_surer_trend_makes_a_surer_verdict():
    low, high = (verdict_confidence("overfitting", trend, 50, FITTED) for trend in (0.6, 0.95))
    assert low < high


NUMBERS = {"verdict.overfitting": 0.5, "verdict.inconclusive": 0.5, "verdict.trend": 2.0, "verdict.points": 0.25}


def logistic(odds):
    return pytest.approx(1.0 / (1.0 + math.exp(-odds)))


@pytest.mark.parametrize(
    ("verdict", "trend", "points", "expected"),
    [
        ("overfitting", 0.5, 1, logistic(0.5)),
        ("overfitting", 0.6, 1, logistic(0.5 + 2 * math.log(0.6 / 0.4))),
        ("overfitting", 0.5, 100, logistic(0.5 + 0.25 * math.log(100))),
        ("overfitting", 0.5, 0, logistic(0.5)),
        ("overfitting", 0.999, 1, 0.99),
        ("overfitting", 0.0, 1, 0.01),
        ("overfitting", 0.013, 1, 0.01),
        ("inconclusive", 0.9, 100, logistic(0.5)),
    ],
)
def test_the_confidence_in_a_verdict_by_hand(verdict, trend, points, expected):
    assert verdict_confidence(verdict, trend, points, NUMBERS) == expected


@pytest.mark.parametrize(("trend", "as_if"), [(0.0, 0.01), (0.02, 0.02), (0.98, 0.98), (1.0, 0.99)])
def test_no_trend_is_surer_than_any(trend, as_if):
    sure, points = terms("overfitting", trend, 1)
    assert sure == pytest.approx(math.log(as_if / (1 - as_if)))
    assert points == 0.0


def measured(*confidences):
    made: list[Curve | None] = []
    for at, each in enumerate(confidences):
        series = Series("x", np.arange(10.0 * (at + 1)), np.ones(10 * (at + 1)))
        made.append(Curve("x", series, profile_of(series), Trend(Kind.FLAT, 0.0, 0.0, 0.0, each)))
    train, val = made or (None, None)
    return Measurements(Run("run", "test", ()), Curves(train, val), {}, {**facts.NUMBERS, **NUMBERS})


@pytest.mark.parametrize(
    ("reads", "sure"), [((), 0.9), (("train",), 0.7), (("val",), 0.6), (("train", "val"), 0.6), (("unit",), 0.9)]
)
def test_without_a_verdict_a_finding_is_as_sure_as_the_trends_that_it_reads(reads, sure):
    assert confidence(None, reads, measured(0.7, 0.6)) == sure


def test_a_verdict_is_as_sure_as_the_less_sure_trend_and_the_longer_curve():
    expected = logistic(0.5 + 2 * math.log(0.6 / 0.4) + 0.25 * math.log(20))
    assert confidence(Verdict.OVERFITTING, (), measured(0.7, 0.6)) == expected
    assert confidence(Verdict.OVERFITTING, (), measured()) == logistic(0.5)
