"""The whole rulebook keeps its own promises."""

import re
from pathlib import Path

from diagnose.facts import FACTS
from diagnose.layout import rules_folder
from diagnose.rulebook.audit import audit
from diagnose.rulebook.index import rule_files
from diagnose.rulebook.load import load_file, our_actions

LOCK = Path(__file__).with_name("codes.lock")
FILES = rule_files(rules_folder())
RULES = [load_file(file) for file in FILES]


def lock(state):
    """The codes of that state, with their names; a code that stands there twice has two."""
    entries = (line.split() for line in LOCK.read_text("utf-8").splitlines() if not line.startswith("#"))
    return sorted((code, name) for code, name, its in entries if its == state)


def test_the_audit_finds_nothing_to_mend():
    retired = [code for code, _ in lock("retired")]
    assert audit(RULES, [file.name for file in FILES], our_actions(), retired) == []


def test_codes_are_locked_to_their_names():
    assert lock("taken") == [(rule.code, rule.name) for rule in RULES], (
        "`make docs` adds a new rule to codes.lock; a code that was given away is marked retired there, never removed"
    )


def test_the_catalogue_is_as_large_as_promised():
    assert len(RULES) >= 40


def test_an_action_that_a_program_can_do_says_by_how_much_and_a_check_costs_no_data():
    for action in our_actions().values():
        moves = action.change in ("lower", "raise", "set") and action.setting not in ("patience", "validation")
        assert not moves or action.amount is not None, action.id
        assert action.change != "check" or action.cost != "new data", action.id


def test_no_setting_is_written_in_two_ways():
    settings = {action.setting for action in our_actions().values()}
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", setting) for setting in settings)
    assert {"learning_rate", "weight_decay", "dropout", "batch_size", "epochs", "checkpoint"} <= settings


def test_facts_say_what_they_are():
    for name, fact in FACTS.items():
        assert fact.name == name
        assert fact.about.endswith("."), name


NOT_OF_TREES = {
    "TD412": "schedules of the learning rate",
    "TD435": "schedules of the learning rate",
    "TD440": "rewards",
    "TD449": "predicted variances",
}


def test_a_rule_that_gives_a_verdict_has_something_to_advise_for_trees_as_well():
    for rule in RULES:
        always = [advice.action for advice in rule.advise if not (advice.when or advice.action.when)]
        for_trees = any("boosting" in action.kinds for action in always)
        assert rule.verdict is None or for_trees is (rule.code not in NOT_OF_TREES), rule.code
