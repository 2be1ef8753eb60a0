"""How every text writes the value of a fact."""

import pytest

from diagnose.facts import FACTS
from diagnose.facts.fact import number, written


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


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The best validation value.", "The best validation value"),
        ("What the curve does now; falling means better.", "What the curve does now"),
        ("The loss for each wrong answer: loss / (1 - accuracy).", "The loss for each wrong answer"),
        ("The share (of 0.5) of it, at the end.", "The share"),
        ("A rise of 0.05 at the end, or more.", "A rise of 0.05 at the end"),
    ],
)
def test_the_title_is_the_line_up_to_its_first_pause(line, title):
    def measure(_):
        return None

    measure.__doc__ = line
    assert number("made.up", "loss")(measure).title == title


def test_every_fact_can_be_told_in_words():
    for fact in FACTS.values():
        assert 8 < len(fact.title) <= 110, fact
        assert "`" not in fact.title, f"{fact.name}: the title names what is inside"
        assert fact.title != fact.name
