"""How sure a finding is."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.limits import FITTED
from diagnose.model import Curve, Curves, Kind, Series, Trend, Verdict
from diagnose.odds import MOST
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run
from diagnose.rulebook.confidence import sureness, verdict_confidence
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


def test_a_curve_of_which_nothing_is_known_has_no_say():
    broken = [4.0 - 0.02 * step for step in range(20)] + [float("nan")] * 10
    alone, with_one = judged(loss=broken), judged(loss=broken, val_loss=[3.9] + [None] * 29)
    assert alone.rule == with_one.rule == "TD401"
    assert with_one.confidence == pytest.approx(alone.confidence, abs=0.01)


def test_a_curve_that_the_rule_does_not_read_has_no_say():
    curves = Curves(_curve("falling", 0.97), _curve("flat", 0.4))
    assert sureness(curves, {"train"}) == 0.97
    assert sureness(curves, {"val"}) == 0.4
    assert sureness(curves, {"train", "val"}) == sureness(curves, ()) == 0.4


def _curve(kind, confidence):
    series = Series("loss", np.arange(3.0), np.arange(3.0))
    return Curve("loss", series, profile_of(series), Trend(Kind(kind), 0.0, 0.0, 0.0, confidence))
