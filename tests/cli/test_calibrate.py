"""The verb calibrate: labelled runs in, a settings file out that the command takes."""

from __future__ import annotations

import json

from tests.cli.conftest import LEARNING, OVERFITTING


def lines(count):
    rows = []
    for place in range(count):
        history, word = ((LEARNING, "still_learning"), (OVERFITTING, "overfitting"))[place % 2]
        scaled = {name: [value * (1 + place / 10) for value in values] for name, values in history.items()}
        rows.append(json.dumps({"id": f"run {place}", "history": scaled, "diagnosis": word}))
    return "\n".join(rows)


def test_the_settings_that_it_writes_are_taken(diagnose, log, tmp_path):
    called = diagnose("calibrate", log("runs.jsonl", lines(12)), "--output", "mine.toml", "--keep-limits")
    assert called.status == 0
    assert "accepted of 12 runs: 100.0% before" in called.err
    assert (tmp_path / "mine.toml").read_text().startswith("[limits]\n")
    judged = diagnose(log("a.json", OVERFITTING), "--settings", "mine.toml", "--format", "json")
    assert json.loads(judged.out)["runs"][0]["verdict"] == "overfitting"


def test_too_few_runs_are_refused(diagnose, log):
    called = diagnose("calibrate", log("runs.jsonl", lines(9)))
    assert called.status == 2
    assert "9 labelled runs are too few" in called.err


def test_a_wrong_label_is_named_with_its_line(diagnose, log):
    called = diagnose("calibrate", log("runs.jsonl", lines(3) + '\n{"history": {"loss": [1]}, "diagnosis": "sick"}'))
    assert called.status == 3
    assert "runs.jsonl, line 4" in called.err
    assert "'sick'" in called.err


def test_a_missing_file_is_named(diagnose):
    called = diagnose("calibrate", "nowhere.jsonl")
    assert called.status == 3
    assert called.err.startswith("diagnose: nowhere.jsonl: ")
