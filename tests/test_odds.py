"""Confidences and the logarithms of their odds."""

import math

import pytest

from diagnose.odds import LEAST, MOST, confidence_of, log_odds_of


@pytest.mark.parametrize(
    ("odds", "confidence"), [(0.0, 0.5), (math.log(3.0), 0.75), (4.5, 0.989), (4.7, MOST), (-9.0, LEAST)]
)
def test_odds_and_confidences(odds, confidence):
    assert confidence_of(odds) == pytest.approx(confidence, abs=1e-4)


@pytest.mark.parametrize("confidence", [LEAST, 0.2, 0.5, 0.9, MOST])
def test_there_and_back(confidence):
    assert confidence_of(log_odds_of(confidence)) == pytest.approx(confidence)


def test_what_is_beyond_the_bounds_is_taken_as_the_bound():
    assert log_odds_of(1.0) == log_odds_of(MOST)
    assert log_odds_of(0.0) == log_odds_of(LEAST)
