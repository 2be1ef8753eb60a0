"""Lines through parts of a curve, worked out by hand."""

import math

import numpy as np
import pytest

from diagnose.trends.limits import DEFAULT
from diagnose.trends.profile import profile_of
from diagnose.trends.regimes import course_of, earlier, recent, recent_size, usual
from diagnose.trends.segmentation import _costs, _regime, cut
from tests.trends.curves import series


def course(powers, spacing=1.0):
    return course_of(profile_of(series(np.exp(np.asarray(powers, dtype=float)), spacing=spacing)), DEFAULT)


@pytest.mark.parametrize(("count", "size"), [(4, 4), (6, 6), (15, 6), (16, 6), (17, 7), (64, 26)])
def test_now_is_four_tenths_of_the_run_and_six_points(count, size):
    assert recent_size(count, DEFAULT) == size


def test_a_straight_line_by_hand():
    now = recent(course(-0.1 * np.arange(21), spacing=2.0), DEFAULT)
    # It falls by 0.05 a step, by 0.4 of the 40 steps now.
    assert now.slope == pytest.approx(-0.05)
    assert now.change == pytest.approx(-0.8)
    assert now.scatter == pytest.approx(0.0, abs=1e-12)
    assert now.certainty > 1e6
    assert now.long


def test_the_error_of_a_slope_by_hand():
    powers = np.tile([0.0, 0.1, 0.1, 0.0, 0.0], 4)
    powers[12:] = 0.1, -0.1, 0.1, -0.1, -0.1, 0.1, -0.1, 0.1
    now = usual(course(powers), DEFAULT)
    # No slope, residuals of 0.1 around 0 of which neighbours are opposite: eight independent points over seven steps.
    assert now.slope == pytest.approx(0.0, abs=1e-12)
    assert now.scatter == pytest.approx(0.14826)
    assert now.change == pytest.approx(0.0, abs=1e-12)


def test_the_certainty_of_a_slope_where_neighbours_deviate_alike():
    # A slope of 0.1 a step and, in twos, 0.1 above and below it: neighbours deviate alike by one part in eight.
    powers = 0.1 * np.arange(20.0)
    powers[12:] += 0.1 * np.array([1, 1, -1, -1, 1, 1, -1, -1])
    now = usual(course(powers), DEFAULT)
    residuals = powers[12:] - now.slope * np.arange(12.0, 20.0)
    residuals -= np.median(residuals)
    alike = float(residuals[1:] @ residuals[:-1]) / float(residuals @ residuals)
    assert 0.0 < alike < 0.8
    worth = 8 * (1 - alike) / (1 + alike)
    error = now.scatter * math.sqrt(12 / worth) / 7
    assert now.certainty == pytest.approx(abs(now.slope) / error)
    assert now.scatter > 0.0


def test_a_new_regime_of_a_quarter_is_now():
    fall, rise = -0.2 * np.arange(45), -0.2 * 44 + 0.1 * np.arange(1, 20)
    line = recent(course(np.concatenate((fall, rise))), DEFAULT)
    assert line.slope == pytest.approx(0.1, abs=0.01)
    assert not line.long
    assert usual(course(np.concatenate((fall, rise))), DEFAULT).long
    short = recent(course(np.concatenate((-0.2 * np.arange(52), -0.2 * 51 + 0.1 * np.arange(1, 13)))), DEFAULT)
    assert short.long


def test_earlier_regimes_are_lines_of_their_own_length():
    made = course(np.concatenate((-0.2 * np.arange(32), -0.2 * 31 + 0.1 * np.arange(1, 33))))
    (first,) = earlier(made)
    last = made.regimes[0].last
    assert first.change == pytest.approx(-0.2 * last, rel=0.02)
    assert first.slope == pytest.approx(-0.2, rel=0.02)
    assert not first.long
    assert first.certainty > 10


def test_the_error_of_an_earlier_line_by_hand():
    wavy = np.concatenate((0.05 * np.tile([1.0, -1.0], 16), 5.0 + np.zeros(32)))
    (first,) = earlier(course(wavy - 0.1 * np.arange(64)))
    size = 32
    costs, running = _costs((wavy - 0.1 * np.arange(64))[:size], np.empty((4, size, size)))
    regime = _regime(0, size - 1, costs, running)
    assert first.change == pytest.approx(regime.slope * 31)
    assert first.scatter == pytest.approx(math.sqrt(regime.error / 30))
    noise = 0.2 * 1.4826 / math.sqrt(6)
    assert first.certainty <= abs(first.change) / (first.scatter * math.sqrt(12 / 32)) + 1e-9
    assert first.scatter < noise


KINK = np.concatenate((np.zeros(20), np.arange(1.0, 21.0)))
ONE_LINE = float(np.polyfit(np.arange(40), KINK, 1, full=True)[1][0])
"""What one line through the kink leaves; two leave nothing."""


@pytest.mark.parametrize(("share", "regimes"), [(0.98, 1), (1.02, 2)])
def test_another_regime_is_worth_its_price(share, regimes):
    fee = 8.0 * 0.5**2 * math.log(40)
    assert len(cut(KINK * math.sqrt(share * fee / ONE_LINE), 0.5, 8.0)) == regimes
    # Without noise it is worth three hundredths of the extent, and two thousandths at least.
    for extent, least in ((1.0, 0.03), (0.02, 0.002)):
        fee = DEFAULT.price * least**2 * math.log(40)
        bend = KINK * math.sqrt(share * fee / ONE_LINE)
        line = np.linspace(0.0, -extent - float(bend[-1]), 40)
        assert len(course(line + bend).regimes) == regimes


def test_a_regime_has_three_points():
    assert [each.first for each in cut(np.array([0.0, 0.0, 0.0, 9.0, 9.0, 9.0]), 0.1, 8.0)] == [0, 3]
    assert [each.first for each in cut(np.array([0.0, 0.0, 9.0, 9.0, 9.0]), 0.1, 8.0)] == [0]
    assert [each.first for each in cut(np.array([0.0, 0.0, 9.0, 9.0, 9.0, 9.0]), 0.1, 8.0)] != [0, 2]


def test_six_regimes_are_the_most():
    steps = np.repeat(np.arange(8.0) % 2, 8)
    assert len(cut(steps, 0.001, 8.0)) == 6
    assert [each.first for each in cut(steps[:48], 0.001, 8.0)] == [0, 8, 16, 24, 32, 40]


@pytest.mark.parametrize("count", [4, 5])
def test_the_certainty_of_few_points_by_hand(count):
    powers = np.array([0.0, -0.1, -0.5, -0.6, -0.6])[:count]
    now = usual(course(powers), DEFAULT)
    left = powers - now.slope * np.arange(float(count))
    left -= np.median(left)
    # From five points on neighbours that deviate alike make it less sure.
    alike = max(float(left[1:] @ left[:-1]) / float(left @ left), 0.0) if count > 4 else 0.0
    worth = count * (1 - alike) / (1 + alike)
    profile = profile_of(series(np.exp(powers)))
    error = max(now.scatter, profile.noise) * math.sqrt(12 / worth) / (count - 1)
    assert now.certainty == pytest.approx(abs(now.slope) / error)
