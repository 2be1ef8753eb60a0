"""What a part of a curve does: each limit by one line just below it and one just above."""

import math
from dataclasses import replace

import numpy as np
import pytest

from diagnose.model import Kind
from diagnose.trends.limits import DEFAULT
from diagnose.trends.profile import profile_of
from diagnose.trends.regimes import Line, course_of, recent
from diagnose.trends.strength import _there_and_back, confidence, direction, swing
from tests.trends.curves import series

WHOLE = profile_of(series(np.exp([0.0, -0.5, *[-1.0] * 18])))


def line(change, certainty=9.0, long=False):
    return Line(change / 10.0, change, 0.0, certainty, long)


CASES = {
    "change": (line(-0.049), Kind.FLAT, line(-0.051), Kind.FALLING),
    "certain_fall": (line(-0.2, 1.19), Kind.FLAT, line(-0.2, 1.21), Kind.FALLING),
    "certain_rise": (line(0.2, 1.99), Kind.FLAT, line(0.2, 2.01), Kind.RISING),
    "rise": (line(0.039), Kind.FLAT, line(0.041), Kind.RISING),
}


@pytest.mark.parametrize(("below", "then", "above", "now"), CASES.values(), ids=CASES)
def test_directions(below, then, above, now):
    assert (direction(WHOLE, below, DEFAULT)[0], direction(WHOLE, above, DEFAULT)[0]) == (then, now)


@pytest.mark.parametrize(
    ("progress", "extent", "below", "above"),
    [
        # A thirtieth of the height, where there is hardly any progress.
        (0.1, 0.1, line(-0.029), line(-0.031)),
        # A twentieth of the progress for a fall, a twenty-fifth for a rise.
        (2.0, 2.0, line(-0.099), line(-0.101)),
        (2.0, 2.0, line(0.079), line(0.081)),
        # Of the extent, three tenths stand for the progress.
        (0.0, 4.0, line(-0.059), line(-0.061)),
        # Slow and steady: a hundredth of the height and a tenth of the progress for a fall, three tenths for a rise.
        (0.02, 0.02, line(-0.0099, long=True), line(-0.0101, long=True)),
        (0.2, 0.2, line(-0.0199, long=True), line(-0.0201, long=True)),
        (0.09, 0.09, line(0.0269, long=True), line(0.0271, long=True)),
        (0.02, 0.02, line(-0.02, 2.99, True), line(-0.02, 3.01, True)),
    ],
)
def test_a_change_must_matter(progress, extent, below, above):
    profile = replace(WHOLE, progress=progress, extent=extent)
    assert direction(profile, below, DEFAULT)[0] is Kind.FLAT
    assert direction(profile, above, DEFAULT)[0] is (Kind.FALLING if above.change < 0 else Kind.RISING)


def test_the_margin_is_the_power_of_e_by_which_the_weakest_test_is_passed_or_the_strongest_failed():
    kind, margin = direction(WHOLE, line(-0.2, certainty=2.4), DEFAULT)
    assert kind is Kind.FALLING
    assert margin == pytest.approx(math.log(2.0))
    kind, margin = direction(WHOLE, line(-0.01), DEFAULT)
    assert kind is Kind.FLAT
    assert margin == pytest.approx(math.log(5.0))
    assert direction(WHOLE, line(0.0), DEFAULT) == (Kind.FLAT, 3.0)
    assert direction(WHOLE, line(-40.0, math.inf), DEFAULT) == (Kind.FALLING, 3.0)


def test_confidence_is_logistic_in_margin_and_points():
    limits = DEFAULT._replace(base=-1.0, margin=0.5, points=0.25)
    assert confidence(2.0, 1, limits) == pytest.approx(0.5)
    assert confidence(2.0, 0, limits) == pytest.approx(0.5)
    assert confidence(9.0, 1, limits) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert confidence(2.0, 100, limits) == pytest.approx(1 / (1 + math.exp(-0.25 * math.log(100))))


def swing_of(powers):
    course = course_of(profile_of(series(np.exp(np.asarray(powers)))), DEFAULT)
    swings, margin = swing(course, recent(course, DEFAULT), DEFAULT)
    return swings, pytest.approx(margin)


def test_the_margin_of_swings_is_that_of_the_weakest_test():
    up_and_down = (-1.0) ** np.arange(40)
    assert swing_of(0.1 * up_and_down) == (True, math.log(0.14826 / 0.09))
    assert swing_of(0.05 * up_and_down) == (False, -math.log(0.07413 / 0.09))
    # Four times the scatter against what the slope makes of 0.4 of the run.
    drift = 0.03 * np.arange(40)
    assert swing_of(0.1 * up_and_down - drift) == (True, math.log(4 * 0.14826 / (0.4 * 39 * 0.03)))
    assert swing_of(0.1 * up_and_down - 2 * drift) == (False, -math.log(4 * 0.14826 / (0.4 * 39 * 0.06)))


def test_the_margin_of_turns_is_by_their_number_and_a_half():
    legs = 0.04 * (2.0 * np.abs((np.arange(64) / 10.0 + 1.0) % 2.0 - 1.0) - 1.0)
    assert swing_of(legs) == (True, math.log(5.5 / 5))


@pytest.mark.parametrize(("values", "shorter"), [([0, 3, 1], 2), ([0, -3, -1], 2), ([0, 1, 2], 0), ([2, 1, 0], 0)])
def test_there_and_back_is_the_shorter_of_all_ways_up_and_down(values, shorter):
    assert _there_and_back(np.array(values, dtype=float)) == shorter
