"""What is made of a series before it is judged, worked out by hand."""

import math

import numpy as np
import pytest

from diagnose.trends.profile import profile_of, thinned
from tests.trends.curves import series

E = np.exp


def test_a_positive_series_by_hand():
    profile = profile_of(series(E([0.0, -1.0, -2.0, -3.0, -3.5, -4.0, -2.0, -1.0, 1.0])))
    assert profile.logarithmic
    assert (profile.start, profile.low, profile.progress, profile.extent) == pytest.approx((0.0, -4.0, 4.0, 5.0))
    # Second differences: 0, 0, 0.5, 0, 2.5, 1, 1.
    assert profile.noise == pytest.approx(1.4826 * 0.5 / math.sqrt(6))
    assert (profile.total, profile.lost, profile.ends_finite) == (9, 0, True)


def test_a_series_that_reaches_zero_is_measured_by_its_extent():
    profile = profile_of(series([4.0, 2.0, 0.0, -4.0, 0.0]))
    assert not profile.logarithmic
    assert profile.z == pytest.approx([0.5, 0.25, 0.0, -0.5, 0.0])
    assert (profile.start, profile.low, profile.progress, profile.extent) == pytest.approx((0.5, -0.5, 1.0, 1.0))
    assert profile_of(series([0.0, 1.0])).logarithmic is False
    assert profile_of(series([0.0, 0.0])).z.tolist() == [0.0, 0.0]


def test_what_is_not_finite_is_left_out_and_counted():
    profile = profile_of(series([1.0, math.nan, 2.0, math.inf]))
    assert (profile.x.tolist(), profile.y.tolist()) == ([1.0, 3.0], [1.0, 2.0])
    assert (profile.total, profile.lost, profile.ends_finite) == (4, 2, False)
    nothing = profile_of(series([math.nan]))
    assert (len(nothing), nothing.total, nothing.lost, nothing.ends_finite, nothing.progress) == (0, 1, 1, False, 0.0)
    assert (profile_of(series([])).ends_finite, profile_of(series([])).total) == (True, 0)
    for none in (nothing, profile_of(series([]))):
        assert (none.logarithmic, none.noise, none.start, none.low, none.extent) == (False, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("count", "low"), [(15, 0.0), (16, 0.5), (23, 0.5), (24, 1.0), (40, 1.0)])
def test_of_many_points_the_low_is_the_median_of_the_three_lowest(count, low):
    powers = np.concatenate((np.arange(count - 1, 3, -1), [4.0, 1.0, 0.0, 2.0]))[-count:]
    powers = np.sort(powers)[::-1]
    assert profile_of(series(E(powers))).low == pytest.approx(low)


@pytest.mark.parametrize(
    ("powers", "start"),
    [
        ([3.1, 0.0, 0.0, 0.0, 0.0, 0.0], 0.0),
        ([3.5, 0.0, 0.0, 0.0, 0.0, -0.5], 0.0),
        ([2.9, 0.0, 0.0, 0.0, 0.0, 0.0], 2.9),
        ([3.1, 0.0, 0.0, 0.0, 0.0], 3.1),
        # It falls by at least twice what all that follows moves.
        ([4.1, 0.0, -2.0, -2.0, -2.0, -2.0], 0.0),
        ([3.9, 0.0, -2.0, -2.0, -2.0, -2.0], 3.9),
        # Two at the most.
        ([12.0, 6.0, 0.0, 0.0, 0.0, 0.0, 0.0], 12.0),
        ([18.4, 6.1, 0.0, 0.0, 0.0, 0.0], 6.1),
        ([18.4, 6.1, 0.0, 0.0, 0.0, 0.0, 0.0], 0.0),
        ([70.0, 20.0, 6.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0], 6.0),
    ],
)
def test_a_huge_first_value_is_no_start(powers, start):
    profile = profile_of(series(E(np.array(powers))))
    assert profile.start == pytest.approx(start)
    rest = [power for power in powers if power <= start]
    assert profile.extent == pytest.approx(max(rest) - min(powers))


def test_a_long_series_is_thinned_to_medians():
    x, y = thinned(np.arange(7.0), np.array([9.0, 0.0, 1.0, 5.0, 0.0, 4.0, 6.0]), 3)
    assert (x.tolist(), y.tolist()) == ([0.0, 2.0, 5.0], [9.0, 1.0, 4.0])
    x, y = thinned(np.arange(6.0), np.array([9.0, 0.0, 1.0, 5.0, 0.0, 4.0]), 3)
    assert (x.tolist(), y.tolist()) == ([0.5, 2.5, 4.5], [4.5, 3.0, 2.0])
    x, y = thinned(np.arange(8.0), np.array([9.0, 1.0, 0.0, 1.0, 5.0, 0.0, 4.0, 6.0]), 3)
    assert (x.tolist(), y.tolist()) == ([0.5, 3.0, 6.0], [5.0, 1.0, 4.0])
    x, y = thinned(np.arange(3.0), np.arange(3.0), 3)
    assert y.tolist() == [0.0, 1.0, 2.0]
    assert len(profile_of(series(np.ones(128)))) == 128
    assert len(profile_of(series(np.ones(129)))) == 65
