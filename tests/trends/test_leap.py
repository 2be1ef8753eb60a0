"""Leaps up at the end, each limit by one just below and one just above."""

import numpy as np
import pytest

from diagnose.model import Series
from diagnose.trends.profile import profile_of
from tests.trends.curves import series


def curve(powers):
    """A curve of these powers of e."""
    return profile_of(series(np.exp(np.asarray(powers, dtype=float))))


def leaps(powers):
    leap = curve(powers).leap
    return None if leap is None else (leap.step - 1, pytest.approx(leap.margin))


CALM = np.zeros(10)


@pytest.mark.parametrize(
    ("before", "below", "above", "limit"),
    [
        (CALM, 0.39, 0.41, 0.4),  # leap: of the height
        ([0.0] * 5 + [0.2] * 5, 0.59, 0.61, 0.6),  # leap_usual: times the largest move up before
    ],
)
def test_a_leap_stands_out(before, below, above, limit):
    last = before[-1]
    assert leaps([*before, last + below]) is None
    assert leaps([*before, last + above]) == (10, above / limit)


def test_a_leap_is_beyond_the_noise():
    swings = 0.05 * (-1.0) ** np.arange(20)
    noise = 0.2 * 1.4826 / 6**0.5
    # The last swing is the upper one or the lower; a leap is measured from the higher of the last and the middle.
    assert leaps([*swings[:-1], 0.05 + 7.8 * noise]) is None
    assert leaps([*swings[:-1], 0.05 + 8.2 * noise])[0] == 19


@pytest.mark.parametrize(("height", "leapt"), [(1.9, False), (2.1, True)])
def test_without_a_logarithm_a_leap_is_half_of_the_extent_before(height, leapt):
    values = [0.0, -1.0, -2.0, -3.0, *[-4.0] * 8, -4.0 + height]
    assert (profile_of(series(values)).leap is not None) is leapt


def test_the_last_two_may_have_leapt_and_the_higher_leap_counts():
    assert leaps([*CALM, 0.6, 0.8]) == (10, 1.5)
    assert leaps([*CALM, 0.6, 2.5]) == (11, 1.9 / 1.8)
    assert leaps([*CALM, 0.6, 0.6, 0.6]) is None


@pytest.mark.parametrize(("count", "leapt"), [(5, True), (4, False)])
def test_five_points_must_stand_before_a_leap(count, leapt):
    assert (leaps([*CALM[:count], 1.0]) is not None) is leapt
    assert (leaps([*CALM[:count], 1.0, 1.0]) is not None) is leapt


def test_a_leap_is_from_the_middle_of_six_points_or_the_last():
    assert leaps([0.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0, 1.0]) is None
    assert leaps([*[1.0] * 10, 1.0, 1.0, 1.0, 0.9, 0.9, 0.9, 2.0]) == (16, 1.05 / 0.4)
    assert leaps([*[1.0] * 10, 1.0, 1.0, 1.0, 0.9, 0.9, 1.1, 2.0]) == (16, 0.9 / 0.6)


@pytest.mark.parametrize(("height", "leapt"), [(0.3, False), (0.5, True)])
@pytest.mark.parametrize("count", [100, 1000, 5000])
def test_a_leap_of_the_last_epoch_is_seen_however_long_the_run(count, height, leapt):
    powers = [*np.zeros(count - 1), height]
    assert (curve(powers).leap is not None) is leapt
    if leapt:
        assert curve(powers).leap[:4] == (count, count - 1, 1.0, pytest.approx(np.exp(height)))


def test_one_batch_of_thousands_is_no_leap():
    values = np.exp([*np.zeros(999), 1.0])
    assert profile_of(Series("loss", np.arange(1.0, 1001.0), values, "step")).leap is None
