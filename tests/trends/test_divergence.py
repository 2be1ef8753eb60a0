"""Whether a curve left the range in which training can go on: each limit by a curve below it and one above."""

import math

import numpy as np
import pytest

from diagnose.trends.divergence import diverged_at
from diagnose.trends.limits import DEFAULT
from diagnose.trends.profile import profile_of
from tests.trends.curves import series


def diverged(values):
    made = series(values)
    return diverged_at(profile_of(made), made, DEFAULT)


def exploding(*powers):
    found = diverged(np.exp(np.asarray(powers, dtype=float)))
    return None if found is None else (found[0], pytest.approx(found[1]))


NAN = math.nan


@pytest.mark.parametrize(
    ("values", "since"),
    [
        ([1, 2, NAN], 3),
        ([NAN, 1, NAN, NAN], 3),
        ([NAN, NAN, 1, 2], 1),
        ([1, NAN, NAN, 1], 2),
        ([1, NAN, 1, NAN, 1, 2], None),
        ([NAN], 1),
        ([1], None),
        ([], None),
        ([NAN, 1, math.inf, 1, NAN, NAN, 1], 5),
    ],
)
def test_what_is_no_number(values, since):
    assert diverged(values) == (None if since is None else (since, math.inf))


@pytest.mark.parametrize(
    ("powers", "expected"),
    [
        # Above its start, of which it is far above the lowest: above_start.
        ((0, -9, -9, -9, 1.45, 1.45, 1.45), None),
        ((0, -9, -9, -9, 1.55, 1.55, 1.55), (5.0, 0.05)),
        ((0, -9, -9, -9, 1.52, 1.52, 1.52), (5.0, 0.02)),
        # A spike that is over.
        ((0.7, 6.2, 0), None),
        # Above its lowest, which was its start: above_low.
        ((0, 0, 0, 2.25, 2.25, 2.25), None),
        ((0, 0, 0, 2.35, 2.35, 2.35), (4.0, 0.05)),
        # Since it was a quarter of that above its lowest.
        ((0, 0, 0.57, 0.58, 1, 3, 3, 3), (4.0, 0.7)),
        ((0, 9), None),
        ((0, 9, 9), (2.0, 6 - 2.3)),
    ],
)
def test_explosions(powers, expected):
    assert exploding(*powers) == expected


def test_what_is_not_positive_does_not_explode():
    assert diverged([-1.0, -1.0, -1.0, 1e9, 1e9, 1e9]) is None
