"""The distance between the two losses."""

import numpy as np
import pytest

from tests.facts.measuring import falling, measured


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
