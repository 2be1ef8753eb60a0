"""Each example of each rule file goes through the whole pipeline and comes out as the file says."""

import pytest

from diagnose.layout import rules_folder
from diagnose.rulebook.examples import examples_of
from diagnose.rulebook.index import rule_files
from diagnose.rulebook.load import load_file
from tests.rules.example import report_on

RULES = [load_file(file) for file in rule_files(rules_folder())]
CASES = [pytest.param(rule, one, id=f"{rule.code}-{one.name}") for rule in RULES for one in examples_of(rule)]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule, example):
    report = report_on(example, RULES)
    fired = {finding.code: finding for finding in report.findings}
    assert (rule.code in fired) == example.fires, f"fired {sorted(fired)}, verdict {report.verdict}"
    if example.decides is not None:
        assert (report.rule == rule.code) == example.decides, f"{report.rule} decided"
    if example.fires:
        assert fired[rule.code].evidence
        assert "unknown" not in fired[rule.code].message


def test_no_two_examples_of_a_rule_have_one_name():
    for rule in RULES:
        names = [one.name for one in examples_of(rule)]
        assert len(names) == len(set(names)), rule.code
