"""Scores beside the loss."""

import numpy as np
import pytest

from tests.facts.measuring import falling, measured

U = np.concatenate((falling(8), falling(8)[::-1] * 0.8 + 0.3, np.full(4, 1.5)))


def test_accuracy_goes_before_other_scores_and_percent_become_fractions():
    m = measured(loss=U, val_loss=U, val_f1=np.full(20, 0.3), val_accuracy=np.linspace(40, 90, 20))
    assert m["score.name"].value == "accuracy"
    assert m.number("score.val.last") == pytest.approx(0.874, abs=0.001)


def test_the_gain_since_the_best_loss_with_its_certainty():
    accuracy = np.concatenate((np.linspace(0.3, 0.8, 8), np.linspace(0.8, 0.9, 12)))
    m = measured(loss=falling(20), val_loss=U, val_accuracy=accuracy)
    assert m.number("score.val.since_best_loss") > 0.05
    assert m.number("score.val.since_best_loss_certainty") > 5
    lost = measured(loss=falling(20), val_loss=U, val_accuracy=accuracy[::-1])
    assert lost.number("score.val.since_best_loss") < -0.1


def test_a_drop_is_measured_from_a_level_and_not_from_one_lucky_epoch():
    accuracy = np.full(20, 0.7)
    accuracy[6] = 0.95
    assert measured(loss=falling(20), val_loss=falling(20), val_accuracy=accuracy).number("score.val.drop") < 0.09


def test_one_value_throughout():
    m = measured(loss=falling(20), val_loss=falling(20), val_accuracy=[0.9] * 17 + [0.8, 0.7, 0.9])
    assert m.number("score.val.same_share") == pytest.approx(0.9)


def test_a_score_goes_against_the_loss():
    m = measured(loss=falling(20), val_loss=falling(20), val_accuracy=1 - falling(20) / 3)
    assert m.number("score.with_loss") == pytest.approx(-1.0)


def test_without_a_score_nothing_is_measured():
    m = measured(loss=falling(20), val_loss=falling(20))
    assert m["score.name"] is None
    assert m["score.val.drop"] is None
    assert m["score.gap"] is None
