"""Prechelt's criteria, worked out by hand on small curves."""

import pytest

from tests.facts.measuring import differing, falling, measured

VAL = [1.0, 0.8, 0.5, 0.51, 0.53, 0.55, 0.6, 0.6, 0.62, 0.7]


def test_generalization_loss_is_the_rise_over_the_best():
    m = measured(loss=falling(10), val_loss=VAL)
    assert m.number("prechelt.gl") == pytest.approx(0.4)
    assert m["prechelt.gl"].steps == (3.0, 10.0)


def test_the_quotient_weighs_it_against_the_progress_of_the_last_strip():
    train = [2.0, 1.8, 1.6, 1.4, 1.2, 1.1, 1.08, 1.06, 1.04, 1.0]
    progress = 1000 * (sum(train[-5:]) / (5 * 1.0) - 1)
    assert measured(loss=train, val_loss=VAL).number("prechelt.pq") == pytest.approx(40.0 / progress)


def test_a_training_loss_that_stands_still_has_no_quotient():
    assert measured(loss=[2.0] * 5 + [1.0] * 5, val_loss=VAL).get("prechelt.pq") is None


def test_strips_are_counted_back_from_the_end():
    val = [1.0] * 5 + [0.5] * 4 + [0.6] + [0.5] * 4 + [0.7] + [0.5] * 4 + [0.8]
    assert measured(loss=falling(20), val_loss=val).number("prechelt.up") == 2.0


def test_gl_5_would_have_stopped_at_the_first_rise_of_five_percent():
    m = measured(loss=falling(10), val_loss=VAL)
    assert m.number("prechelt.stop_step") == 5.0
    assert m.number("prechelt.stop_loss") == 0.0


def test_what_stopping_would_have_cost():
    val = [1.0, 0.8, 0.9, 0.9, 0.7, 0.6, 0.5, 0.4, 0.4, 0.4]
    assert measured(loss=falling(10), val_loss=val).number("prechelt.stop_loss") == pytest.approx(0.5)


@pytest.mark.parametrize("val", [[-1.0, -2.0, -3.0, -2.5, -2.0, -1.5], [0.0] * 6])
def test_losses_that_are_not_positive_have_no_generalization_loss(val):
    assert measured(loss=falling(6), val_loss=val).get("prechelt.gl") is None


def test_values_by_hand():
    m = measured(loss=falling(10), val_loss=[2.0, 1.0, 1.04, 1.06, 0.8, 0.9, 1.0, 0.5, 0.6, 0.6])
    expected = {
        "prechelt.gl": (0.2, 8, 10),
        "prechelt.stop_step": 4.0,
        "prechelt.stop_loss": (0.5, 4, 8),
        "prechelt.up": (0.0, 10, 10),
        "val.share_after_best": (0.2, 8, 10),
    }
    assert differing(m, expected) == {}


def test_the_quotient_is_of_the_last_five_values():
    train = [9.0, 9.0, 1.5, 1.0, 1.0, 1.0, 1.0]
    # GL is 50 %; the strip lies 100 per mille above its lowest.
    assert measured(loss=train, val_loss=[2.0, 3.0, 3.0]).number("prechelt.pq") == pytest.approx(0.5)
    assert measured(loss=[1.0] * 5, val_loss=[2.0, 3.0]).get("prechelt.pq") is None
    assert measured(loss=[1.0, 1.0, 1.0, 1.0, 0.0], val_loss=[2.0, 3.0]).get("prechelt.pq") is None
    assert measured(loss=[1.2, 1.0, 1.0, 1.0, 1.0], val_loss=[2.0, 3.0]).number("prechelt.pq") == pytest.approx(1.25)


def test_strips_that_rose_in_a_row_by_hand():
    val = [5.0, *[9.0] * 4, 1.0, *[9.0] * 4, 2.0, *[9.0] * 4, 3.0]
    assert differing(measured(loss=falling(16), val_loss=val), {"prechelt.up": (2.0, 6, 16)}) == {}
    rising = [float(value) for value in range(1, 12)]
    assert differing(measured(loss=falling(11), val_loss=rising), {"prechelt.up": (2.0, 1, 11)}) == {}
    assert differing(measured(loss=falling(10), val_loss=[2.0] * 10), {"prechelt.up": (0.0, 10, 10)}) == {}


def test_a_score_has_no_generalization_loss():
    m = measured(loss=falling(12), val_accuracy=[0.5] * 6 + [0.4] * 6)
    expected = {"prechelt.gl": None, "prechelt.stop_step": None, "prechelt.stop_loss": None}
    assert differing(m, {**expected, "val.share_after_best": (1 - 1 / 12, 1, 12)}) == {}
