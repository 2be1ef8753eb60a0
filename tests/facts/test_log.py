"""What is in the log and what is not."""

import numpy as np
import pytest

from diagnose.readers.core.gathering.rows import Rows
from tests.facts.measuring import differing, falling, measured


def logged(epochs, values=None):
    rows = Rows("log", "example", base=1)
    for epoch, value in zip(epochs, falling(len(epochs)) if values is None else values, strict=True):
        rows.add({"loss": value, "val_loss": value + 0.1}, epoch)
    return measured(run=rows.runs()[-1])


def test_validation_every_third_epoch():
    assert measured(loss=falling(24), val_loss=falling(8)).number("log.val_every") == 3
    assert measured(loss=falling(24), val_loss=falling(24)).number("log.val_every") == 1


def test_missing_epochs_are_counted_and_a_sparse_log_misses_none():
    m = logged([1, 2, 3, 4, 5, 8, 9, 10, 11, 12])
    assert m.number("log.missing") == 2
    assert m["log.missing"].steps == (6.0, 7.0)
    assert logged(range(5, 105, 5)).number("log.missing") == 0


def test_repeated_and_resumed_steps_are_counted():
    assert logged([1, 2, 3, 3, 4, 5]).number("log.repeats") == 1
    assert logged([1, 2, 3, 4, 5, 3, 4, 5, 6]).number("log.resumes") == 1
    clean = logged(range(1, 10))
    assert clean.number("log.repeats") == clean.number("log.resumes") == 0


def test_the_lag_of_a_mean_over_the_epoch():
    assert measured(loss=[2.0, 1.0, 0.8, 0.7], val_loss=[1.2, 0.9, 0.8, 0.7]).number("log.lag") == pytest.approx(0.25)


def test_rounded_numbers_take_few_values():
    val = np.round(falling(40), 1)
    assert measured(loss=falling(40), val_loss=val).number("val.levels") <= 3
    assert measured(loss=falling(40), val_loss=falling(40)).number("val.levels") == 20
    assert measured(loss=falling(40), val_loss=val).number("log.digit") == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("epochs", "missing"),
    [
        ([1, 2, 3, 6, 7, 8, 10, 11], (3.0, 4, 9)),
        ([1, 2, 3, 6, 7, 8, 10, 12], 0.0),
        ([4, 5, 6, 9], (2.0, 7, 8)),
        ([4, 5, 9], None),
        ([1, 2, 3, 4], 0.0),
    ],
)
def test_up_to_every_fourth_epoch_may_be_missing(epochs, missing):
    assert differing(logged(epochs), {"log.missing": missing, "log.first_step": float(epochs[0])}) == {}


def test_values_by_hand():
    values = [9.0, 9.5, 9.0, 8.0, 7.0, 6.0, 3.0, 2.0, 2.5, 2.0, 1.0, 3.0]
    expected = {"val.levels": 4.0, "log.digit": 0.5, "log.lag": -0.5 * 0.5 / 9.0, "log.val_split": "val"}
    m = measured(loss=values, val_loss=values)
    assert differing(m, {**expected, "log.val_metric": "loss", "log.same_metric": True, "log.averaged": True}) == {}
    assert differing(measured(loss=[2.0, 1.0]), {"log.same_metric": None, "log.val_split": None}) == {}
    assert measured(loss=[2.0, 1.0], val_top_5_accuracy=[0.1, 0.2]).word("log.val_metric") == "top5 accuracy"


@pytest.mark.parametrize("first", [0.0, -1.0])
def test_a_loss_that_begins_at_zero_or_below_has_no_lag(first):
    assert measured(loss=[first, 1.0, 0.5], val_loss=[1.0, 1.0, 1.0])["log.lag"] is None


def test_the_usual_way_between_two_validations():
    run = {"loss": falling(12), "val_loss": [None, 2, None, 2, None, None, 2, None, None, None, 2, None]}
    assert measured(**run).number("log.val_every") == 3.0


def test_how_many_epochs_were_logged():
    assert measured(loss=[2.0, 1.0, 0.5]).number("log.epochs") == 3.0
