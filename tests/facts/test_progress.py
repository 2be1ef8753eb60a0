"""How far curves came down and what was lost of it, worked out by hand."""

import math

import pytest

from tests.facts.measuring import differing, measured

CASES = {
    # By powers of two: down by three, up by one, so it ends at the mean of its last two, half a power above the lowest.
    "a positive loss": (
        [8, 4, 2, 1, 2],
        {
            "fall": 1 - 1 / 8,
            "lost": 0.5 / 3,
            "lost_noise": 1e3,
            "risen": math.sqrt(2) - 1,
            "extent": 7 / 8,
            "above_start": 2**-2.5 - 1,
            "turned": 4.0,
        },
    ),
    "one below zero": (
        [-2, -4, -8, -6, -6],
        {
            "fall": 6 / 8,
            "lost": 2 / 6,
            "risen": 2 / 8,
            "extent": 6 / 8,
            "above_start": -4 / 2,
            "turned": 3.0,
        },
    ),
    "one that never came down": (
        [1, 2, 3, 3, 3],
        {"fall": 0.0, "lost": None, "risen": 2.0, "above_start": 2.0, "turned": 1.0, "extent": 2 / 3},
    ),
    "one that stands still": ([0, 0, 0, 0, 0], {"fall": 0.0, "lost": None, "risen": 0.0, "extent": 0.0}),
    "one that ends at its lowest": ([8, 4, 2, 1, 1], {"lost": 0.0, "lost_noise": 0.0, "risen": 0.0}),
    # The noise: second differences of 0, 1, 3, 0 by powers of two, so their median is half of one.
    "noise": (
        [16, 8, 4, 1, 2, 4],
        {"lost_noise": 1.5 / (1.4826 * 0.5 / math.sqrt(6))},
    ),
    "one that explodes": ([1e-30, 1e-30, 1e-30, 1e30, 1e30], {"risen": math.expm1(50), "above_start": math.expm1(50)}),
    # The lone 1 counts as the 2 after it; three of 36 are the end, and the median of the three lowest is the lowest.
    "a twelfth stands for the end": ([4.0] * 33 + [1.0, 2.0, 4.0], {"lost": 1 / 3, "above_start": 2 ** (-2 / 3) - 1}),
}


@pytest.mark.parametrize(("values", "expected"), CASES.values(), ids=CASES)
def test_values(values, expected):
    m = measured(loss=values, val_loss=values)
    assert differing(m, {f"train.{name}": value for name, value in expected.items()}) == {}
    shared = ("fall", "lost", "lost_noise", "risen")
    assert differing(m, {f"val.{name}": value for name, value in expected.items() if name in shared}) == {}
