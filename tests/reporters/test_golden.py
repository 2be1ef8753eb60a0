"""Each format on each kind of report, letter by letter."""

from __future__ import annotations

import pytest

from diagnose.reporters import REPORTERS, Answers, FailedLog, Screen, json_v1, render
from tests.reporters.examples import EXAMPLES

SUFFIXES = {"text": "txt", "json": "json", "markdown": "md", "html": "html"}
FAILED = FailedLog("broken.json", "broken.json, line 1: the JSON is cut off")


@pytest.fixture(autouse=True)
def _same_version(monkeypatch):
    monkeypatch.setattr(json_v1, "__version__", "0.0.0")


def test_every_format_is_covered():
    assert SUFFIXES.keys() == REPORTERS.keys()


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize("case", EXAMPLES)
def test_one_run(golden, case, form):
    golden(f"{case}.{SUFFIXES[form]}", render(form, Answers([EXAMPLES[case]()]), Screen()))


@pytest.mark.parametrize("form", SUFFIXES)
def test_several_runs_and_a_problem(golden, form):
    reports = [EXAMPLES["learning"](), EXAMPLES["overfitting"]()]
    answers = Answers(reports, [FAILED], ["1 file is no training log that we know and left out: notes.md"])
    golden(f"several.{SUFFIXES[form]}", render(form, answers, Screen()))


@pytest.mark.parametrize("case", ["overfitting", "diverged"])
def test_plain_letters(golden, case):
    golden(f"{case}.ascii.txt", render("text", Answers([EXAMPLES[case]()]), Screen(unicode=False)))


def test_colour(golden):
    golden("overfitting.ansi", render("text", Answers([EXAMPLES["overfitting"]()]), Screen(colour=True)))
