"""Over many real runs: no report pulls a setting both ways, and each finding stands on numbers."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from diagnose.model import Severity
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run
from diagnose.rulebook.advice import clash
from diagnose.rulebook.examples import examples_of
from diagnose.rulebook.load import our_actions
from tests.rules.example import report_on
from tests.rules.test_examples import RULES

LABELLED = Path(__file__).parents[3] / "shared" / "labelled" / "dev.jsonl"
NOT_JSON = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
CALM = {"still_learning", "converged"}


def labelled_runs():
    if not LABELLED.exists():
        return []
    return [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]


def report_of(row):
    columns = {key: [NOT_JSON.get(value, value) for value in column] for key, column in row["history"].items()}
    return diagnose_run(history_run(row["id"], columns, params=row["params"]), Options())


@pytest.fixture(scope="module")
def reports():
    rows = labelled_runs()
    if not rows:
        pytest.skip("the labelled runs (../shared/labelled) are not here")
    return [(row, report_of(row)) for row in rows]


def agree(recommendations):
    actions = [our_actions()[each.action] for each in recommendations]
    return not any(clash(action, other) for action, other in combinations(actions, 2))


def agrees_with_itself(report):
    told = [each for finding in report.findings for each in finding.recommendations]
    return agree(report.recommendations) and agree(told)


def test_no_advice_contradicts_another_on_labelled_runs(reports):
    assert [row["id"] for row, report in reports if not agrees_with_itself(report)] == []


def test_no_advice_contradicts_another_on_the_examples():
    for rule in RULES:
        for example in examples_of(rule):
            assert agrees_with_itself(report_on(example, RULES)), (rule.code, example.name)


def test_no_advice_is_said_twice(reports):
    for _, report in reports:
        said = [our_actions()[each.action].meaning for each in report.recommendations]
        assert len(said) == len(set(said))


def test_every_finding_has_evidence_and_no_text_has_holes(reports):
    for row, report in reports:
        for finding in report.findings:
            assert finding.evidence, (row["id"], finding.code)
            assert "unknown" not in finding.message, (row["id"], finding.code)
            assert "{" not in finding.message + finding.why


def test_no_error_is_reported_on_runs_that_are_plainly_fine(reports):
    fine = [(row, report) for row, report in reports if {row["diagnosis"], *row["acceptable"]} <= CALM]
    assert fine
    alarms = [
        (row["id"], one.code) for row, report in fine for one in report.findings if one.severity is Severity.ERROR
    ]
    assert alarms == []
