"""Numbers that were logged and cannot be."""

import math

import pytest

from tests.facts.measuring import falling, measured

NAN = math.nan


def test_zeros_at_the_end_and_what_stood_before_them():
    facts = measured(loss=[2.0, 1.5, 1.0, 0.0, 0.0, 0.0])
    assert facts.number("train.zeros") == 3
    assert facts.number("train.zero_since") == 4
    assert facts.number("train.before_zero") == 0.5


def test_nothing_but_zeros_came_down_from_nowhere():
    facts = measured(loss=[0.0] * 6)
    assert (facts.number("train.zeros"), facts.number("train.before_zero")) == (6, 1.0)


def test_zeros_that_do_not_last_are_none():
    facts = measured(loss=[2.0, 0.0, 0.0, 1.0])
    assert facts.number("train.zeros") == 0
    assert facts["train.zero_since"] is None


def test_the_gradient_tells_earlier_since_when_the_loss_is_gone():
    facts = measured(loss=[2.0, 1.5, 1.0, 0.0, 0.0, 0.0], grad_norm=[1.0, 1.0, NAN, NAN, NAN, NAN])
    assert facts.number("train.gone_since") == 3


def test_how_much_of_the_validation_is_zero_or_a_number():
    zero = measured(loss=falling(8), val_loss=[0.0] * 6 + [0.1] * 2)
    assert zero.number("val.zero_share") == 0.75
    assert measured(loss=falling(8), val_loss=[NAN] * 8).number("val.finite") == 0
    assert measured(loss=falling(8), val_loss=[1.0] + [NAN] * 7).number("val.finite") == 1


def test_another_loss_of_the_same_split_that_is_nan():
    facts = measured(loss=falling(8), train_mean_loss=[NAN] * 6 + [1.0] * 2, val_loss=falling(8))
    assert facts.number("loss.other_lost") == 0.75
    assert facts.word("loss.other_name") == "train_mean_loss"
    assert measured(loss=falling(8), val_loss=[NAN] * 8)["loss.other_lost"] is None


def test_where_the_learning_rate_is_zero():
    facts = measured(loss=falling(10), lr=[0.1] * 6 + [0.0] * 4)
    assert facts.number("rate.zero_share") == 0.4
    assert facts.number("rate.zero_late") == 0.4
    assert facts.number("rate.zero_since") == 7
    warm_up = measured(loss=falling(10), lr=[0.0] * 4 + [0.1] * 6)
    assert (warm_up.number("rate.zero_share"), warm_up["rate.zero_late"]) == (0.4, None)


def test_a_small_first_loss_is_a_loss():
    assert measured(loss=[0.05, 0.04, 0.03, *[0.0] * 6]).number("train.before_zero") == pytest.approx(0.6)
