"""How every text writes the value of a fact."""

import pytest

from diagnose.facts.fact import written


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (True, "", "yes"),
        (False, "", "no"),
        ("falling", "", "falling"),
        (0.25, "ratio", "25%"),
        (0.123456, "loss", "0.1235"),
        (0.123456, "score", "0.123"),
        (12.0, "epochs", "12"),
    ],
)
def test_values_by_unit(value, unit, text):
    assert written(value, unit) == text
