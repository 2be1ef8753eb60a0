"""Leaps at the very end, worked out by hand."""

import pytest

from tests.facts.measuring import differing, measured

CALM = [1.0] * 8
CASES = {
    "of the last value": (
        {"loss": [*CALM, 2.0], "val_loss": [*CALM, 1.0]},
        {"train.leap": (1.0, 9, 9), "val.leap": 0.0, "leap.step": 8.0, "train.end": 2.0, "val.end": 1.0},
    ),
    "of the last two": (
        {"loss": [*CALM, 2.0, 3.0], "val_loss": [*CALM, 1.0, 3.0]},
        {"train.leap": (2.0, 9, 10), "val.leap": (2.0, 10, 10), "leap.step": 8.0},
    ),
    "of the last three, which is a regime": ({"loss": [*CALM, 2.0, 2.0, 2.0]}, {"train.leap": 0.0, "leap.step": None}),
    # Below zero a leap is measured against the value before it: from -8 up by 6.
    "of a loss below zero": (
        {"loss": [-8.0] * 8 + [-2.0], "val_loss": [-4.0, *[-8.0] * 7, -2.0]},
        {"val.leap": (0.75, 9, 9), "val.end": -2.0},
    ),
    "of a score, down": (
        {"val_accuracy": [0.4, *[0.8] * 7, 0.2]},
        {"val.leap": (0.75, 9, 9), "leap.step": 8.0, "val.end": 0.2},
    ),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values(columns, expected):
    assert differing(measured(**columns), expected) == {}


@pytest.mark.parametrize(("last", "leaps"), [(1.49, False), (1.5, True)])
def test_a_leap_is_half_of_the_height(last, leaps):
    assert (measured(loss=[*CALM, last]).number("train.leap") > 0.0) is leaps
