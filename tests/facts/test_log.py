"""What is in the log and what is not."""

import numpy as np
import pytest

from diagnose.readers.core.gathering.rows import Rows
from tests.facts.measuring import falling, measured


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
