"""NaN and infinity, and what went before."""

import math

import pytest

from tests.facts.measuring import falling, measured

NAN = math.nan


def test_growth_before_the_first_nan():
    m = measured(loss=[1.0, 0.5, 0.4, 0.8, 2.0, 8.0, NAN, NAN])
    assert m.number("nonfinite.step") == 7
    assert m.number("nonfinite.growth") == pytest.approx(19.0)
    assert m.number("nonfinite.share_after") == 1.0


def test_out_of_the_blue():
    assert measured(loss=[*falling(12), math.inf, NAN]).number("nonfinite.growth") < 0.5


def test_a_nan_that_passed():
    m = measured(loss=[*falling(12)[:6], NAN, *falling(12)[6:]])
    assert m.number("nonfinite.count") == 1
    assert m.number("nonfinite.share_after") == pytest.approx(1 / 7)


def test_none_and_from_the_start():
    assert measured(loss=falling()).number("nonfinite.count") == 0
    assert measured(loss=falling()).get("nonfinite.step") is None
    assert measured(loss=[NAN] * 5).number("nonfinite.before") == 0
