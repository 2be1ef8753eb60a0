"""Shares of right answers, worked out by hand."""

import pytest

from tests.facts.measuring import differing, measured

LOSS = [4.0, 3.0, 2.0, 1.0, 1.0]
CASES = {
    # The gain: half of the highest, 0.9, and half of the median, 0.65, against the first errors, 0.5.
    "the end is a median, the gain a share of the first errors": (
        {"accuracy": [0.5, 0.6, 0.9, 0.7], "val_accuracy": [0.2, 0.4, 0.3, 0.5]},
        {
            "train.accuracy_end": 0.7,
            "train.accuracy_gain": 0.55,
            "val.accuracy_end": 0.4,
            "val.accuracy_gain": (0.425 - 0.2) / 0.8,
        },
    ),
    "the span leaves out the first fifth": (
        {"accuracy": [0.1, 0.5, 0.6, 0.9, 0.7], "val_accuracy": [0.9, 0.2, 0.4, 0.3, 0.5]},
        {"train.accuracy_span": 0.4, "val.accuracy_span": 0.3},
    ),
    "an accuracy just above one is a share": ({"accuracy": [1.0, 1.009]}, {"train.accuracy_end": 1.0045}),
    "one further above is in percent": ({"accuracy": [1.0, 1.011]}, {"train.accuracy_end": 0.010055}),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values(columns, expected):
    assert differing(measured(loss=LOSS, val_loss=LOSS, **columns), expected) == {}


def test_what_begins_without_errors_can_only_lose():
    assert measured(loss=LOSS, accuracy=[1.0, 0.5]).number("train.accuracy_gain") < -1e6
