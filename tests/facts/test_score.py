"""Scores beside the loss."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured

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


# Levels of three neighbours: 0.3, 0.5, 0.7, 0.7, 0.6, 0.5.
SCORES = [0.1, 0.3, 0.5, 0.7, 0.9, 0.5, 0.4, 0.6]


def test_values_by_hand():
    m = measured(
        loss=[4, 3, 2, 1, 1, 1, 1, 1],
        val_loss=[3, 2, 1, 2, 2, 2, 2, 2],
        val_accuracy=SCORES,
        accuracy=[0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9, 0.8],
    )
    then, now = 0.5, 0.5
    noise = measured_noise(SCORES)
    expected = {
        "score.name": "accuracy",
        "score.is_accuracy": True,
        "score.val.last": 0.5,
        "score.val.since_best_loss": (now - then, 3, 8),
        "score.val.since_best_loss_certainty": 0.0,
        "score.val.drop": (0.7 - 0.5, 4, 8),
        "score.val.drop_certainty": 0.2 / (noise * math.sqrt(2 / 3)),
        "score.train.last": 0.8,
        "score.train.drop": (0.0, 7, 8),
        "score.train.drop_certainty": 0.0,
        "score.gap": 0.3,
        "score.val.same_share": 2 / 8,
        "score.val.extent": 0.8,
    }
    assert differing(m, expected) == {}


def measured_noise(values):
    """The median of the second differences, as the noise of one value."""
    second = sorted(abs(a - 2 * b + c) for a, b, c in zip(values, values[1:], values[2:], strict=False))
    return 1.4826 * (second[len(second) // 2 - 1] + second[len(second) // 2]) / 2 / math.sqrt(6)


def test_the_gain_since_the_best_loss_by_hand():
    val = [3.0, 2.0, 1.0, *[2.0] * 5]
    gained = measured(loss=falling(8), val_loss=val, val_accuracy=[0.1, 0.2, 0.4, 0.3, 0.5, 0.5, 0.8, 0.8])
    error = measured_noise([0.1, 0.2, 0.4, 0.3, 0.5, 0.5, 0.8, 0.8]) * math.sqrt(2 / 3)
    expected = {
        "score.val.since_best_loss": (0.7 - 0.3, 3, 8),
        "score.val.since_best_loss_certainty": 0.4 / error,
    }
    assert differing(gained, expected) == {}
    early = measured(loss=falling(8), val_loss=[1.0, *val[1:]], val_accuracy=[0.1, 0.3, 0.4, 0.3, 0.5, 0.5, 0.8, 0.8])
    assert differing(early, {"score.val.since_best_loss": (0.7 - 0.2, 1, 8)}) == {}


def test_longer_runs_are_compared_over_a_twentieth_on_either_side():
    score = np.where(np.arange(40) < 20, 0.1, 0.5)
    score[34] = 0.9
    m = measured(loss=falling(40), val_loss=[*([2.0] * 9), 1.0, *([2.0] * 30)], val_accuracy=score)
    assert differing(m, {"score.val.since_best_loss": (0.4, 10, 40)}) == {}
    score[35] = 0.9
    m = measured(loss=falling(40), val_loss=[*([2.0] * 9), 1.0, *([2.0] * 30)], val_accuracy=score)
    assert differing(m, {"score.val.since_best_loss": (0.48, 10, 40)}) == {}


def test_a_steady_score_is_uncertain_by_a_ten_thousandth_at_least():
    m = measured(loss=falling(8), val_loss=falling(8), val_accuracy=[0.5] * 5 + [0.47] * 3)
    assert differing(m, {"score.val.drop_certainty": 0.03 / 1e-4, "score.val.same_share": 5 / 8}) == {}


@pytest.mark.parametrize(("top", "last"), [(1.009, 1.009), (1.02, 0.0102)])
def test_above_one_and_a_hundredth_an_accuracy_is_in_percent(top, last):
    m = measured(loss=falling(6), val_loss=falling(6), val_accuracy=[0.5, 0.5, 0.5, top, top, top])
    assert differing(m, {"score.val.last": last}) == {}


def test_scores_of_two_kinds_have_no_gap():
    m = measured(loss=falling(6), val_loss=falling(6), val_f1=[0.5] * 6, accuracy=[0.5] * 6)
    assert differing(m, {"score.gap": None, "score.is_accuracy": False, "score.name": "f1"}) == {}


def test_a_score_that_is_judged_is_no_other_score():
    m = measured(loss=falling(8), val_accuracy=SCORES)
    assert differing(m, {"score.name": None, "score.val.since_best_loss": None, "score.with_loss": None}) == {}


def test_the_correlation_by_hand():
    loss, score = [0, 1, 0, 0, 0, 0, 0, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.9]
    m = measured(loss=falling(8), val_loss=loss, val_accuracy=score)
    # Covariance 0.3, variances 1.5 and 0.14, all times eight.
    assert differing(m, {"score.with_loss": 0.3 / math.sqrt(1.5 * 0.14)}) == {}
    still = measured(loss=falling(8), val_loss=loss, val_accuracy=[0.5] * 8)
    assert differing(still, {"score.with_loss": None, "score.val.same_share": 1.0}) == {}
