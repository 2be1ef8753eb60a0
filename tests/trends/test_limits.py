"""Limits of swings and segments: each by a curve just below it and one just above.

Those of directions are in `test_strength`, of steps and leaps in `test_steps`, of explosions in `test_divergence`, of
two curves together in `tests/test_curves.py`.
"""

import numpy as np
import pytest

from diagnose.model import Kind
from diagnose.trends import trend_of
from tests.trends.curves import series

AT = np.arange(64)
SWING = (-1.0) ** AT
WAVE = 2.0 * np.abs((AT / 10.0 + 1.0) % 2.0 - 1.0) - 1.0
"""Down and up again in legs of ten points: six legs, five turns, and a bit."""


def swings(powers):
    return trend_of(series(np.exp(np.asarray(powers, dtype=float)))).kind is Kind.OSCILLATING


def after_a_fall(by, powers):
    return np.append(np.min(powers) + by, powers)


def waving(height, count=64, swing=0.0):
    return (0.5 * height * WAVE + swing * SWING)[:count]


CASES = {
    # 1.4826 times the swing is its standard deviation.
    "swing": (0.0600 * SWING, 0.0615 * SWING),
    "swing_share": (
        np.where(AT < 20, 4.0 - 0.2 * AT, 0.128 * SWING),
        np.where(AT < 20, 4.0 - 0.2 * AT, 0.141 * SWING),
    ),
    "carried": (0.1 * SWING - 0.0242 * AT, 0.1 * SWING - 0.0230 * AT),
    "turn": (waving(0.049), waving(0.051)),
    "turns": (waving(0.06, 56), waving(0.06, 61)),
    "turn_share": (after_a_fall(0.8, waving(0.19, 63)), after_a_fall(0.8, waving(0.21, 63))),
    "turn_noise": (waving(0.055, swing=0.006), waving(0.075, swing=0.006)),
}


@pytest.mark.parametrize(("below", "above"), CASES.values(), ids=CASES)
def test_swings(below, above):
    assert not swings(below)
    assert swings(above)


def test_turns_count_where_there_was_one_lately():
    assert swings(np.append(waving(0.08), np.full(17, -0.04)))
    assert not swings(np.append(waving(0.08), np.full(26, -0.04)))


@pytest.mark.parametrize(("jump", "segments"), [(0.88, 1), (0.96, 2)])
def test_a_jump_of_three_tenths_of_the_extent_parts_two_regimes_of_one_kind(jump, segments):
    fall = -2.0 * np.arange(30) / 29
    trend = trend_of(series(np.exp(np.append(fall, fall + fall[-1] + jump))))
    assert len(trend.segments) == segments
    assert trend.segments[-1].start == (1.0 if segments == 1 else 31.0)


def test_a_curve_that_leaps_rises_since_by_the_leap():
    trend = trend_of(series([*[1.0] * 10, 3.0]))
    assert (trend.kind, trend.since, trend.slope, trend.noise) == (Kind.RISING, 11.0, 2.0, 0.0)
    assert [(each.kind, each.start, each.end) for each in trend.segments] == [
        (Kind.FLAT, 1.0, 10.0),
        (Kind.RISING, 11.0, 11.0),
    ]
    longer = trend_of(series([*[1.0] * 10, 3.0, 4.0], spacing=2.0))
    assert (longer.since, longer.slope) == (21.0, 0.75)


def test_slope_and_noise_are_worth_the_height_of_the_end():
    trend = trend_of(series(np.exp(0.02 * SWING - 0.05 * AT)))
    height = np.exp(np.mean(np.log([np.exp(-0.05 * at + 0.02 * (-1.0) ** at) for at in (61, 62, 63)])))
    assert trend.slope == pytest.approx(-0.05 * height)
    assert trend.noise == pytest.approx(0.02 * 1.4826 * height)
    below = trend_of(series(-100.0 - 2.0 * AT))
    assert below.slope == pytest.approx(-2.0)


def test_four_finite_values_are_the_fewest():
    assert trend_of(series([4, 3, 2])).kind is Kind.UNKNOWN
    assert trend_of(series([4, 3, 2])).since == 1.0
    assert trend_of(series([4, 3, 2, 1])).kind is not Kind.UNKNOWN
