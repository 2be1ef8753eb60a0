"""NaN and infinity, and what went before."""

import math

import pytest

from tests.facts.measuring import differing, falling, measured

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


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        (
            [9, 5, 1, 2, 3, NAN, 4, math.inf, 4, 4],
            {
                "nonfinite.count": (2.0, 6, 10),
                "nonfinite.step": 6.0,
                "nonfinite.before": 5.0,
                "nonfinite.share_after": 2 / 5,
                "nonfinite.growth": (2.0, 1, 6),
            },
        ),
        ([4, 2, NAN, 1, 1], {"nonfinite.growth": (1.0, 1, 3)}),
        ([2, NAN, 1, 1], {"nonfinite.growth": None, "nonfinite.before": 1.0}),
        ([4, 0, NAN, 1, 1], {"nonfinite.growth": None}),
    ],
)
def test_values_by_hand(loss, expected):
    assert differing(measured(loss=loss), expected) == {}


def test_without_a_training_curve_nothing_is_counted():
    assert measured(val_loss=[1, 2, 3])["nonfinite.count"] is None
