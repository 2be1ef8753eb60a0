"""Where the validation curve turned, worked out by hand by powers of two."""

import math

import numpy as np
import pytest

from diagnose.facts.turn import moving_average
from tests.facts.measuring import differing, measured


def of(train, val):
    return measured(loss=[2.0**power for power in train], val_loss=[2.0**power for power in val])


DOWN = (0, -1, -2, -3, -4, -5, -6, -7)
CASES = {
    # The end is the mean of the last three, two powers above the lowest; training stands at 4, the mean around 5, then.
    "there and back": (
        (4, 3, 2, 1, 0, 1, 2, 3),
        {
            "val.turn": (5.0, 5, 5),
            "val.turn_share": 4 / 7,
            "val.settled": 5.0,
            "val.rise": (3.0, 5, 8),
            "val.rise_certainty": 1e3,
            "val.rise_share": 0.5,
            "train.fall_since_turn": 0.75,
        },
    ),
    "all but as good": (
        (4, 2, 0.07, 0, 0.07, 0.09, 1, 2),
        {"val.turn": (4.0, 3, 5), "val.settled": 3.0, "val.rise_share": 1.03 / 4},
    ),
    "up from the first on": (
        (0, 1, 2, 3, 4, 5, 6, 7),
        {
            "val.turn": (1.0, 1, 1),
            "val.rise": (63.0, 1, 8),
            "val.rise_share": 1e3,
            "train.fall_since_turn": 1 - 2**-5.5,
        },
    ),
    "lowest among its last three": (
        (7, 6, 5, 4, 3, 0, 3, 3),
        {"val.turn": (6.0, 6, 6), "val.rise": (0.0, 6, 8), "val.rise_certainty": 0.0, "val.rise_share": 0.0},
    ),
}


@pytest.mark.parametrize(("val", "expected"), CASES.values(), ids=CASES)
def test_values(val, expected):
    assert differing(of(DOWN, val), expected) == {}


def test_values_of_a_loss_below_zero():
    m = measured(loss=[1.0] * 8, val_loss=[0, -1, -2, -3, -4, -3, -2, -1])
    assert differing(m, {"val.turn": (5.0, 5, 5), "val.rise": (0.5, 5, 8), "val.rise_share": 0.5}) == {}


def test_noise_is_smoothed_over_a_tenth_on_either_side():
    at = np.arange(40)
    noise = 0.2 * (-1.0) ** at
    m = of(-at, 0.1 * np.abs(at - 15) + noise)
    # Swings of 0.2 have second differences of 0.8, in seven points they leave a seventh, in the last six nothing.
    sigma = 0.8 * 1.4826 / math.sqrt(6)
    lowest = 0.1 * (1 + 2 + 3) * 2 / 7 - 0.2 / 7
    rise = 0.1 * np.abs(at - 15)[-6:].mean() - lowest
    assert m.number("val.turn") in (15.0, 16.0, 17.0)
    assert m.number("val.rise") == pytest.approx(2**rise - 1, rel=0.02)
    assert m.number("val.rise_certainty") == pytest.approx(rise / (sigma * math.sqrt(1 / 7 + 1 / 6)), rel=0.02)


@pytest.mark.parametrize(("width", "means"), [(1, [3, 0, 3, 6, 0]), (3, [1.5, 2, 3, 3, 3]), (5, [2, 3, 2.4, 2.25, 3])])
def test_a_moving_average_takes_fewer_at_the_ends(width, means):
    assert moving_average(np.array([3.0, 0.0, 3.0, 6.0, 0.0]), width).tolist() == pytest.approx(means)


@pytest.mark.parametrize(("left", "turns"), [(7, (26.0, 27.0)), (8, (23.0,))])
def test_eight_points_after_a_step_are_looked_at_by_themselves(left, turns):
    at = np.arange(30)
    since = 30 - left
    powers = np.where(at < since, 0.7 - 0.05 * at, -1.2 + 0.04 * (at - since)) + 0.015 * (-1.0) ** at
    lr = np.where(at < since, 0.1, 0.01)
    m = measured(loss=np.exp(-0.05 * at), val_loss=np.exp(powers), lr=lr)
    assert m.number("stepped.at") == since + 1
    assert m.number("val.turn") in turns
