"""How sure a finding is."""

from __future__ import annotations

import pytest

from diagnose.fitted import FITTED
from diagnose.model import Verdict
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run
from diagnose.rulebook.confidence import MOST, verdict_confidence


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
