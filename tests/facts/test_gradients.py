"""The norm of the gradient and the scale of the loss."""

import math

import pytest

from tests.facts.measuring import falling, measured

NAN = math.nan


def test_the_share_of_norms_that_are_no_numbers():
    facts = measured(loss=falling(), grad_norm=[1.0] * 12 + [NAN] * 6 + [math.inf] * 6)
    assert facts.number("grad.lost") == 0.5
    assert facts["grad.lost"].steps == (13.0, 24.0)


def test_norms_that_are_numbers_and_none_at_all_are_not_lost():
    assert measured(loss=falling(), grad_norm=[1.0] * 24)["grad.lost"] is None
    assert measured(loss=falling())["grad.lost"] is None


def test_how_far_the_norm_has_grown():
    facts = measured(loss=falling(), grad_norm=[2.0] * 20 + [100.0, 200.0, 300.0, 400.0])
    assert facts.number("grad.growth") == 150.0


def test_the_scale_of_the_loss_at_its_end_and_against_its_largest():
    facts = measured(loss=falling(), loss_scale=[2.0 ** (16 - n) for n in range(24)])
    assert facts.number("scale.last") == 2.0**-7
    assert facts.number("scale.shrunk") == pytest.approx(2.0**23)
