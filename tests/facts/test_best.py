"""The best validation value and what came after it, worked out by hand."""

import pytest

from tests.facts.measuring import differing, measured

CASES = {
    "a loss": (
        {"val_loss": [3, 1, 2, 4]},
        {"val.best": (1.0, 2, 2), "val.best_step": 2.0, "val.rise_after_best": (1.0, 2, 4)},
    ),
    "one below zero": (
        {"val_loss": [-1, -4, -3, -2]},
        {"val.best": (-4.0, 2, 2), "val.rise_after_best": (0.25, 2, 4)},
    ),
    "one that reaches zero": ({"val_loss": [1, 0, 2]}, {"val.best": (0.0, 2, 2), "val.rise_after_best": None}),
    "a score, whose best is its highest": (
        {"val_accuracy": [0.2, 0.8, 0.5]},
        {"val.best": (0.8, 2, 2), "val.best_step": 2.0, "val.rise_after_best": (0.375, 2, 3)},
    ),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values(columns, expected):
    assert differing(measured(**columns), expected) == {}
