"""The distance between the two losses."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured


def test_the_gap_is_measured_against_the_progress_of_training():
    train = falling(floor=0.2)
    m = measured(loss=train, val_loss=train + 0.5)
    assert m.number("gap.of_progress") == pytest.approx(0.5 / (train[:2].max() - train[-3:].mean()))
    assert m.number("gap.widened") == pytest.approx(0.0, abs=1e-9)


def test_a_gap_that_opens_late_has_widened():
    train = falling()
    later = np.maximum(np.arange(24) - 12, 0) * 0.05
    m = measured(loss=train, val_loss=train + later)
    assert m.number("gap.widened") > 0.2
    assert m["gap.widened"].steps == (13.0, 24.0)


def test_half_an_epoch_of_lag_is_taken_off():
    steps = np.arange(10)
    train, val = 2 * np.exp(-steps / 4) + 0.2, 2 * np.exp(-(steps + 0.5) / 4) + 0.23
    m = measured(loss=train, val_loss=val)
    assert m.number("gap.share_below") > 0.7
    assert m.number("gap.share_below_lagged") == 0.0


def test_the_same_numbers_are_seen_even_where_validation_is_sparse():
    train = falling()
    assert measured(loss=train, val_loss=train).number("gap.same_share") == 1.0
    assert measured(loss=train, val_loss=train[1::2]).number("gap.same_share") == 1.0
    assert measured(loss=train, val_loss=train * 1.01).number("gap.same_share") == 0.0


def test_two_metrics_have_no_gap():
    assert measured(loss=falling(), val_accuracy=1 - falling() / 3).get("gap.of_progress") is None


def test_a_copy_tracks_and_other_data_do_not():
    train = falling(count=40, tau=10)
    copy = np.append((train[:-1] + train[1:]) / 2, train[-1])
    assert measured(loss=train, val_loss=copy).number("gap.tracking") < 0.001
    assert measured(loss=train, val_loss=copy * 1.1).number("gap.tracking") > 0.02


def test_values_by_hand():
    m = measured(loss=[4, 3, 2, 1, 1, 1], val_loss=[5, 3, 2, 2, 2, 3])
    expected = {
        "gap.of_progress": (7 / 3 - 1) / 3,
        # From step to step the gap moves by 1, 0, 1, 0, 1.
        "gap.in_noise": (7 / 3 - 1) / (1.4826 * 1.0 / math.sqrt(2)),
        "gap.widened": ((7 / 3 - 1 - 2 / 3) / 3, 4, 6),
        "gap.share_below": 0.0,
        "gap.share_below_lagged": 0.0,
        "gap.first_times": (1.25, 1, 1),
        "gap.least_times": 1.0,
        "gap.same_share": 2 / 6,
        "gap.tracking": 0.5,
    }
    assert differing(m, expected) == {}


def test_a_validation_loss_below_by_hand():
    m = measured(loss=[4, 2, 2, 1, 1], val_loss=[3.5, 1, 1.7, 1, 3])
    expected = {
        "gap.of_progress": (5.7 / 3 - 4 / 3) / (4 - 4 / 3),
        "gap.share_below": 3 / 5,
        # Means of neighbours: 3, 2, 1.5, 1.
        "gap.share_below_lagged": 1 / 4,
        "gap.least_times": 0.5,
        "gap.in_noise": (5.7 - 4) / 3 / (1.4826 * 0.7 / math.sqrt(2)),
        "gap.same_share": 1 / 5,
    }
    assert differing(m, expected) == {}


RISING, FROM_ZERO = [1, 2, 3, 4, 5, 6], [0, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("train", "val", "expected"),
    [
        (RISING, RISING, {"gap.of_progress": None, "gap.widened": None, "gap.tracking": None, "gap.same_share": 1.0}),
        ([2, 2, 2, 2], [2, 2, 2, 2], {"gap.same_share": None, "gap.in_noise": 0.0}),
        ([2, 2, 2, 2], [3, 3, 3, 3], {"gap.in_noise": 1e3}),
        (FROM_ZERO, RISING, {"gap.first_times": None, "gap.least_times": None}),
        (RISING, FROM_ZERO, {"gap.first_times": None, "gap.least_times": 0.0}),
    ],
)
def test_what_cannot_be_measured(train, val, expected):
    assert differing(measured(loss=train, val_loss=val), expected) == {}


def test_the_training_loss_starts_at_the_highest_of_its_first_tenth():
    train = [2, 5, 3, *[1] * 27]
    assert measured(loss=train, val_loss=[2] * 30).number("gap.of_progress") == pytest.approx(1 / 4)
    train = [2, 3, 3, 5, *[1] * 26]
    assert measured(loss=train, val_loss=[2] * 30).number("gap.of_progress") == pytest.approx(1 / 2)
