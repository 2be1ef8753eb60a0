"""The learning rate as it was logged."""

import numpy as np
import pytest

from tests.facts.measuring import falling, measured


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
