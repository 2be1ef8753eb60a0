"""Steps down, each limit by one just below and one just above."""

import numpy as np
import pytest

from diagnose.trends.drops import drops_of
from diagnose.trends.limits import DEFAULT
from diagnose.trends.profile import profile_of
from tests.trends.curves import series


def curve(powers):
    """A curve of these powers of e."""
    return profile_of(series(np.exp(np.asarray(powers, dtype=float))))


def stepping(height, before=20, after=20, slope=0.0, start=0.0, swing=0.0):
    """A line that steps down by `height` after so many points; its first move is down by `start`."""
    at = np.arange(before + after, dtype=float)
    powers = -slope * at - np.where(at >= before, height - slope, 0.0) + swing * (-1.0) ** at
    powers[0] += start
    return curve(powers)


def steps(*args, ease=1.0, **options):
    return drops_of(stepping(*args, **options), DEFAULT, ease).tolist()


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ({"height": 0.029}, {"height": 0.031}),  # step: of the height
        ({"height": 0.059, "start": 1.0}, {"height": 0.069, "start": 1.0}),  # drop_share: of the extent
        ({"height": 0.29, "slope": 0.1}, {"height": 0.31, "slope": 0.1}),  # drop_usual: times the moves around
    ],
)
def test_a_step_down_stands_out(below, above):
    assert steps(**below) == []
    assert steps(**above) == [21.0]


def test_a_step_down_is_beyond_the_noise():
    # Second differences of four swings, or so many of two at the ends and the step.
    noise = 0.04 * 1.4826 / 6**0.5
    assert steps(5.5 * noise + 0.02, swing=0.01) == []
    assert steps(6.5 * noise + 0.02, swing=0.01) == [21.0]


def test_what_has_only_to_confirm_may_be_half_as_high():
    assert steps(0.016) == []
    assert steps(0.016, ease=0.5) == [21.0]
    assert steps(0.014, ease=0.5) == []
    assert steps(0.16, slope=0.1, ease=0.5) == [21.0]
    assert steps(0.14, slope=0.1, ease=0.5) == []


@pytest.mark.parametrize(("before", "after", "count"), [(3, 20, 1), (2, 20, 0), (20, 4, 1), (20, 3, 1), (20, 2, 0)])
def test_a_step_has_two_moves_on_either_side(before, after, count):
    assert len(steps(0.5, before, after)) == count


def test_the_way_back_from_a_spike_is_no_step():
    powers = np.zeros(40)
    powers[18:20] = 0.5
    assert drops_of(curve(powers), DEFAULT).tolist() == []
    powers[12:20] = 0.5
    assert drops_of(curve(powers), DEFAULT).tolist() == [21.0]


@pytest.mark.parametrize(("back", "count"), [(0.29, 1), (0.31, 0)])
def test_the_levels_lie_apart_by_seven_tenths_of_the_step(back, count):
    powers = np.concatenate((np.zeros(20), np.full(3, -1.0), np.full(17, back - 1.0)))
    assert len(drops_of(curve(powers), DEFAULT)) == count


@pytest.mark.parametrize(("level", "count"), [(0.58, 1), (0.62, 0)])
def test_the_levels_are_the_medians_of_eight_points(level, count):
    before = np.concatenate((np.full(16, -level), np.zeros(4), np.full(20, -1.0)))
    assert (21.0 in drops_of(curve(before), DEFAULT)) is bool(count)
    after = np.concatenate((np.ones(20), np.zeros(4), np.full(16, level)))
    assert (21.0 in drops_of(curve(after), DEFAULT)) is bool(count)


@pytest.mark.parametrize(("others", "stands"), [((13, 15, 24), True), ((13, 15, 24, 26), False)])
def test_three_of_sixteen_neighbours_may_move_as_well(others, stands):
    moves = np.zeros(40)
    moves[19], moves[list(others)] = -1.0, 0.4 * (-1.0) ** np.arange(len(others))
    assert (21.0 in drops_of(curve(np.append(0.0, np.cumsum(moves))), DEFAULT)) is stands
