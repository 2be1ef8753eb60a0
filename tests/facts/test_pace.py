"""How the training loss comes down."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured


def test_the_second_half_of_a_straight_line_is_half_of_it():
    assert measured(loss=np.linspace(2, 1, 20)).number("train.second_half_share") == pytest.approx(0.5, abs=0.03)
    assert measured(loss=falling(20, tau=3)).number("train.second_half_share") < 0.1
    assert measured(loss=falling(20)[::-1]).get("train.second_half_share") is None


def test_a_rise_at_the_start():
    m = measured(loss=[1.0, 1.8, 1.3, *falling(20)])
    assert m.number("train.early_rise") == pytest.approx(1.2, rel=0.1)
    assert measured(loss=falling(20)).number("train.early_rise") < 0


def test_the_noise_of_the_last_half():
    assert measured(loss=falling(60, tau=4, noise=0.08)).number("train.late_jitter") == pytest.approx(0.08, rel=0.6)
    assert measured(loss=falling(60)).number("train.late_jitter") < 0.01


def test_a_wait_before_the_fall():
    rng = np.random.default_rng(0)
    loss = np.concatenate((np.full(15, 0.7), 0.7 * np.exp(-np.arange(1, 16) / 4))) * (1 + 0.002 * rng.normal(size=30))
    m = measured(loss=loss)
    assert m.number("train.waited") == pytest.approx(0.5, abs=0.1)
    assert m.number("train.fell_after_wait") > 0.9
    assert measured(loss=falling(30)).number("train.waited") == 0.0


def test_validation_above_its_start():
    assert measured(loss=falling(), val_loss=falling()[::-1]).number("val.above_start") > 5


SWINGING = np.exp(0.1 * (-1.0) ** np.arange(10))
CASES = {
    "ends": (
        {"loss": [4, 3, 1, 2, 1.5], "val_loss": [2, 1, 3, 4]},
        {"train.first": 4.0, "train.last": 1.5, "train.lowest": 1.0, "val.above_start": 1 / 3},
    ),
    "from zero": ({"val_loss": [0, 1, 3, 4]}, {"val.above_start": None}),
    "a rise within the first three of eight": (
        {"loss": [2, 1, 5, 4, 9, 1, 1, 1]},
        {"train.early_rise": (1.5, 1, 3)},
    ),
    "a rise within the first fifth of twenty": (
        {"loss": [2, 1, 3, 4, 5, 9, *[1] * 14]},
        {"train.early_rise": (1.5, 1, 5)},
    ),
    "within the first fifth of twenty-five": (
        {"loss": [2, 1, 3, 4, 5, 6, 9, *[1] * 18]},
        {"train.early_rise": (2.0, 1, 6)},
    ),
    # Half way, at 4.5, it stands at 2.5; it starts at 7 and ends at 1.
    "the second half": ({"loss": [8, 6, 5, 3, 2, 2, 2, 0]}, {"train.second_half_share": 0.25}),
    "the second half of what ends where it began": (
        {"loss": [2, 2, 1, 1, 1, 1, 2, 2]},
        {"train.second_half_share": None},
    ),
    # Second differences are four times the swing each.
    "jitter": ({"loss": SWINGING}, {"train.late_jitter": (0.4 * 1.4826 / math.sqrt(6), 6, 10)}),
    "jitter of the last half alone": ({"loss": [*SWINGING[:5], 1, 1, 1, 1, 1]}, {"train.late_jitter": (0.0, 6, 10)}),
    "below zero": ({"loss": -SWINGING}, {"train.late_jitter": None, "train.early_rise": None, "train.waited": None}),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values_by_hand(columns, expected):
    assert differing(measured(**columns), expected) == {}


def test_the_wait_is_the_longest_and_the_fall_is_from_its_end():
    loss = np.exp(-0.5 * np.concatenate((np.zeros(20), np.arange(1, 11), np.full(10, 10), np.arange(11, 21))))
    m = measured(loss=loss)
    wait = m["train.waited"]
    assert wait.steps[0] == 1.0
    assert wait.steps[1] == pytest.approx(20.0, abs=1)
    assert wait.value == pytest.approx((wait.steps[1] - 1) / 49)
    assert (
        differing(m, {"train.fell_after_wait": (pytest.approx(1 - math.exp(-10), rel=1e-3), wait.steps[1], 50)}) == {}
    )


@pytest.mark.parametrize(("first", "second"), [(10, 16), (16, 10)])
def test_of_two_waits_the_longer_counts(first, second):
    moves = np.concatenate([np.full(8, 0.5), np.zeros(first), np.full(8, 0.5), np.zeros(second), np.full(8, 0.5)])
    wait = measured(loss=np.exp(-np.cumsum(moves)))["train.waited"]
    start = 9 if first > second else 17 + first
    assert wait.steps == (pytest.approx(start, abs=2), pytest.approx(start + 16, abs=2))


def test_the_fall_after_a_wait_is_down_to_what_follows_it():
    powers = np.concatenate((np.full(3, -4.0), np.zeros(20), -0.3 * np.arange(1, 11)))
    assert measured(loss=np.exp(powers)).number("train.fell_after_wait") == pytest.approx(1 - math.exp(-3), abs=0.02)


def test_how_far_the_loss_rose_above_its_first_value():
    assert measured(loss=[1.0, 0.9, 1.5, 0.5]).number("train.above_first") == pytest.approx(0.5)
    assert measured(loss=[1.0, 0.9, 0.8]).number("train.above_first") == 0.0
    assert measured(loss=[-1.0, 2.0, 0.8]).get("train.above_first") is None


def test_how_directly_the_loss_came_down():
    assert measured(loss=[4.0, 3.0, 2.0, 1.0]).number("train.directness") == 1.0
    assert measured(loss=[4.0, 2.0, 3.0, 2.0]).number("train.directness") == pytest.approx(0.5)
    assert measured(loss=[2.0, 2.0, 2.0, 2.0]).number("train.directness") == 0.0
    assert measured(loss=[1.0, 2.0, 1.0, 2.0]).number("train.directness") < 0.0


def test_how_far_the_loss_plunged_in_its_first_step():
    assert measured(loss=[500.0, 0.5, 0.4, 0.4]).number("train.plunge") == pytest.approx(1000.0)
    assert measured(loss=[1.0, -0.5, 0.4, 0.4]).get("train.plunge") is None
