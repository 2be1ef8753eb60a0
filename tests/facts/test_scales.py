"""Two curves that were taken by different measures."""

import pytest

from tests.facts.measuring import falling, measured


def test_a_multiple_that_stays_has_no_spread():
    facts = measured(loss=falling(), val_loss=161.0 * falling())
    assert facts.number("gap.middle_times") == pytest.approx(161.0)
    assert facts.number("gap.spread") == pytest.approx(0.0, abs=1e-9)
    assert facts.word("gap.larger") == "validation loss"


def test_the_multiple_is_the_same_the_other_way_round():
    facts = measured(loss=161.0 * falling(), val_loss=falling())
    assert facts.number("gap.middle_times") == pytest.approx(161.0)
    assert facts.word("gap.larger") == "training loss"


def test_losses_that_grow_apart_spread():
    facts = measured(loss=falling(), val_loss=falling(floor=1.0))
    assert facts.number("gap.spread") > 1.0


def test_only_an_accuracy_beyond_one_beside_fractions_is_weighted():
    fractions = [0.5 + 0.02 * n for n in range(8)]
    weighted = measured(loss=falling(8), accuracy=[1.1 + 0.1 * n for n in range(8)], val_accuracy=fractions)
    assert (weighted.number("score.weighted_low"), weighted.number("score.weighted_high")) == pytest.approx((1.1, 1.8))
    percent = measured(loss=falling(8), accuracy=[40.0 + n for n in range(8)], val_accuracy=fractions)
    both = measured(loss=falling(8), accuracy=fractions, val_accuracy=fractions)
    assert percent["score.weighted_high"] is both["score.weighted_high"] is None
