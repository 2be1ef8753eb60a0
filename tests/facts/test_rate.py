"""The learning rate as it was logged."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured


def with_rate(lr, loss=None):
    return measured(loss=falling(len(lr)) if loss is None else loss, lr=lr)


def test_the_part_of_the_run_with_next_to_no_rate():
    m = with_rate([0.1] * 10 + [0.0001] * 10)
    assert m.number("rate.tiny_share") == 0.5
    assert m.number("rate.tiny_since") == 11
    assert m.number("rate.last_of_peak") == pytest.approx(0.001)
    assert with_rate([0.1] * 20).number("rate.tiny_share") == 0.0


def test_a_warm_up_is_no_restart():
    assert with_rate(list(np.linspace(0.01, 0.1, 10)) + [0.1] * 10).number("rate.restarts") == 0
    cycles = [0.1, 0.05, 0.02, 0.01] * 5
    assert with_rate(cycles).number("rate.restarts") == 4


def test_a_drop_that_helped():
    loss = np.concatenate((falling(14, tau=1.5, floor=0.8), 0.5 + 0.3 * np.exp(-np.arange(14) / 1.5)))
    m = with_rate([0.1] * 14 + [0.01] * 14, loss)
    assert m.number("rate.drop_step") == 15
    assert m.number("rate.drop_gain") > 0.2


def test_where_the_loss_turned_under_a_rising_rate():
    loss = np.concatenate((falling(10), falling(10)[::-1]))
    m = with_rate(list(0.001 * 1.5 ** np.arange(20)), loss)
    assert m.number("rate.climb") > 10
    assert m.number("rate.at_turn") == pytest.approx(0.001 * 1.5**9, rel=0.6)


def test_whether_the_loss_was_falling_when_the_rate_came_down():
    stalled = falling(30, tau=1.5, floor=0.5)
    assert with_rate([0.1] * 20 + [0.001] * 10, stalled).number("rate.falling_at_decay") < 0.01
    assert with_rate([0.1] * 3 + [0.001] * 27, falling(30, tau=8)).number("rate.falling_at_decay") > 0.1
    assert with_rate([0.1] + [0.001] * 29, falling(30)).number("rate.falling_at_decay") == 1.0


def test_a_rate_of_zero_or_none_is_not_measured():
    assert with_rate([0.0] * 20).get("rate.tiny_share") is None
    assert measured(loss=falling()).get("rate.restarts") is None


HALVING = [2.0**-power for power in range(12)]
CASES = {
    "dropped for good": (
        {"lr": [0.1] * 6 + [0.01] * 6, "loss": [2.0**-p for p in (0, 1, 2, 3, 4, 4, 4, 6, 8, 9, 9, 9)]},
        {
            "rate.last_of_peak": 0.1,
            "rate.tiny_share": 0.0,
            "rate.tiny_since": None,
            "rate.restarts": 0.0,
            "rate.climb": (0.1 / 0.1, 10, 12),
            "rate.at_turn": 0.01,
            # Five points from the sixth on it falls by five powers; over as many before by four.
            "rate.drop_step": 7.0,
            "rate.drop_gain": (math.log(2), 7, 12),
            "rate.falling_at_decay": 1 - 2**-4,
        },
    ),
    "tiny in the end": (
        {"lr": [1.0, 0.1, 0.01, 0.0099, 0.02, 0.0099, 0.0099, 0.009], "loss": HALVING[:8]},
        {
            "rate.tiny_share": (3 / 8, 6, 8),
            "rate.tiny_since": 6.0,
            "rate.last_of_peak": 0.009,
            "rate.restarts": (1.0, 5, 5),
            "rate.falling_at_decay": 1.0,
        },
    ),
    "tiny from just below a hundredth on": (
        {"lr": [1.0, 1.0, 1.0, 0.0105, 0.0095, 0.0095], "loss": HALVING[:6]},
        {"rate.tiny_share": (2 / 6, 5, 6)},
    ),
    "restarted twice": (
        {"lr": [1.0, 0.5, 0.9, 0.5, 0.85, 0.5], "loss": HALVING[:6]},
        {"rate.restarts": (2.0, 3, 5)},
    ),
    "raised by too little": ({"lr": [1.0, 0.5, 0.83, 0.5], "loss": HALVING[:4]}, {"rate.restarts": 0.0}),
    "raised by just enough": ({"lr": [1.0, 0.5, 0.84, 0.5], "loss": HALVING[:4]}, {"rate.restarts": (1.0, 3, 3)}),
    "a warm-up by leaps": ({"lr": [0.1, 0.2, 0.4, 0.8], "loss": HALVING[:4]}, {"rate.restarts": 0.0}),
    "lowest between two rates": (
        {"lr": [1.0, 1.0, 2.0, 4.0, 8.0], "loss": [4, 2, 1, 2, 3]},
        {"rate.climb": (4.0, 3, 5), "rate.at_turn": 2.0},
    ),
    "a drop by too little": ({"lr": [1.0] * 4 + [0.61] * 4, "loss": HALVING[:8]}, {"rate.drop_step": None}),
    "a drop by just enough": ({"lr": [1.0] * 4 + [0.59] * 4, "loss": HALVING[:8]}, {"rate.drop_step": 5.0}),
    "too near the start to tell": ({"lr": [1.0] * 2 + [0.1] * 6, "loss": HALVING[:8]}, {"rate.drop_step": None}),
    "far enough from it": ({"lr": [1.0] * 3 + [0.1] * 5, "loss": HALVING[:8]}, {"rate.drop_step": 4.0}),
    "too near the end": ({"lr": [1.0] * 7 + [0.1], "loss": HALVING[:8]}, {"rate.drop_step": None}),
    "two drops, of which the second did more": (
        {"lr": [1.0] * 4 + [0.1] * 4 + [0.01] * 4, "loss": [2.0**-p for p in (0, 0, 0, 0, 1, 2, 2, 2, 6, 9, 9, 9)]},
        {"rate.drop_step": 9.0, "rate.drop_gain": ((9 - 2 - 2) * math.log(2), 9, 12)},
    ),
    "never halved": ({"lr": [1.0] * 8, "loss": HALVING[:8]}, {"rate.falling_at_decay": 1 - 2**-5}),
    "below zero": (
        {"lr": [1.0] * 4 + [0.1] * 4, "loss": [-1, -2, -3, -4, -5, -6, -7, -8]},
        {"rate.drop_step": None, "rate.falling_at_decay": None},
    ),
    "rates of zero are left out": (
        {"lr": [0.0, 1.0, 0.5, 0.25, 0.5], "loss": HALVING[:5]},
        {"rate.last_of_peak": 0.5, "rate.restarts": (1.0, 5, 5)},
    ),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values_by_hand(columns, expected):
    assert differing(measured(**columns), expected) == {}


def test_the_certainty_of_a_drop_by_hand():
    swings = 0.1 * (-1.0) ** np.arange(12)
    fall = np.array([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 4])
    m = measured(lr=[1.0] * 6 + [0.1] * 6, loss=np.exp(swings - fall))
    noise = 0.4 * 1.4826 / math.sqrt(6)
    gain = m.number("rate.drop_gain")
    assert gain == pytest.approx(4.0, abs=0.5)
    assert m.number("rate.drop_gain_certainty") == pytest.approx(gain / noise, rel=0.01)
    quiet = measured(lr=[1.0] * 6 + [0.1] * 6, loss=[1.0] * 6 + [0.5] * 6)
    assert quiet.number("rate.drop_gain_certainty") == pytest.approx(math.log(2) / 1e-4)


def test_the_rate_that_was_given_is_the_highest_logged_or_that_of_the_parameters():
    assert measured(loss=falling(4), lr=[0.01, 0.1, 0.1, 0.05]).number("rate.given") == 0.1
    assert measured({"lr": 0.3}, loss=[2.0, 1.0]).number("rate.given") == 0.3
    assert measured({"lr": 0.3}, loss=falling(4), lr=[0.0, float("nan"), 0.0, 0.0]).number("rate.given") == 0.3
    assert measured(loss=[2.0, 1.0]).get("rate.given") is None


@pytest.mark.parametrize(("rates", "times"), [([1.0] * 5 + [0.19] * 15, 4.0), ([1.0] * 5 + [0.21] * 15, 1.0)])
def test_how_much_longer_a_schedule_has_to_be(rates, times):
    assert measured(loss=falling(20), lr=rates).number("rate.stretch") == pytest.approx(times)


def test_a_rate_that_ended_at_zero_is_stretched_as_well():
    assert measured(loss=falling(20), lr=[1.0] * 10 + [0.0] * 10).number("rate.stretch") == pytest.approx(2.0)


def test_a_rate_beside_validation_alone_tells_of_no_training():
    facts = measured(lr=[1.0, 0.5, 0.1, 0.05, 0.01], val_loss=HALVING[:5])
    assert facts["rate.stretch"] is None
    assert facts.number("rate.given") == 1.0
