"""Limits of a user's own: which are taken, and what is said of the others."""

import pytest

from diagnose.errors import SettingsError
from diagnose.facts.limits import NUMBERS, numbers_with
from diagnose.limits import replaced
from diagnose.rulebook.book import load_rulebook
from diagnose.settings import Settings


def test_what_is_set_replaces_what_is_known():
    numbers = numbers_with({"fact.spike_size": 0.3, "trend.fewest": 7.0})
    assert numbers.facts.spike_size == numbers.by_name["fact.spike_size"] == 0.3
    assert numbers.trends.fewest == 7
    assert isinstance(numbers.trends.fewest, int)
    assert numbers.facts.reset == numbers_with({}).facts.reset


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("trend.rate_dorp", 0.5, "did you mean 'trend.rate_drop'?"),
        ("trend.fewest", 6.9, "a whole number"),
        ("trend.rate_drop", 0.0, "more than 0"),
        ("trend.rate_drop", -0.5, "more than 0"),
        ("verdict.plateau", float("nan"), "a finite number"),
    ],
)
def test_what_no_limit_can_be_is_refused_before_any_run_is_judged(name, value, says):
    with pytest.raises(SettingsError, match=says.replace("?", r"\?")):
        load_rulebook(Settings(limits={name: value}))


@pytest.mark.parametrize(
    ("name", "value"), [("trend.rate_drop", 1e-9), ("verdict.plateau", -3.0), ("trend.fewest", 6.0)]
)
def test_what_a_limit_can_be_is_taken(name, value):
    assert replaced({name: value}, NUMBERS)[name] == value
