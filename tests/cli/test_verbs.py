"""The verbs read, explain, rules and serve, the help and the version."""

from __future__ import annotations

import csv
import json
import subprocess
import sys

import pytest

from diagnose.version import __version__
from tests.cli.conftest import LEARNING


def test_read_as_json(diagnose, log):
    called = diagnose(
        "read", log("a.json", {"loss": [1.0, float("nan"), 0.5], "val_loss": [1.5, None, 1]}), "--format", "json"
    )
    assert called.status == 0
    document = json.loads(called.out)
    assert document["schema"] == "diagnose/read/v1"
    (run,) = document["runs"]
    assert (run["name"], run["format"]) == ("a.json", "keras-history")
    assert run["series"] == [
        {
            "name": "loss",
            "split": "train",
            "metric": "loss",
            "step_unit": "epoch",
            "steps": [1, 2, 3],
            "values": [1.0, "NaN", 0.5],
            "recovered_from": None,
        },
        {
            "name": "val_loss",
            "split": "val",
            "metric": "loss",
            "step_unit": "epoch",
            "steps": [1, 3],
            "values": [1.5, 1.0],
            "recovered_from": None,
        },
    ]


def test_read_as_csv_is_tidy(diagnose, log):
    rows = list(csv.DictReader(diagnose("read", log("a.json", LEARNING), "--format", "csv").out.splitlines()))
    assert len(rows) == 24
    assert rows[0] == {
        "run": "a.json",
        "series": "loss",
        "split": "train",
        "metric": "loss",
        "step_unit": "epoch",
        "step": "1",
        "value": "2.3",
    }


def test_read_as_text_says_what_was_taken_for_what(diagnose, log):
    out = diagnose("read", log("a.json", LEARNING)).out
    assert out.startswith("a.json: read as keras-history, 2 series\n")
    assert "val loss: 12 values, epoch 1 to 12, 2.35 to 0.58" in out


def bar(*losses: float) -> str:
    """A Keras bar of two epochs, each update showing the mean of the losses so far."""
    updates = [
        f"{step}/{len(losses)} [====] - loss: {sum(losses[:step]) / step:.4f}" for step in range(1, len(losses) + 1)
    ]
    epoch = "\r".join(updates) + " - val_loss: 0.9000\n"
    return f"Epoch 1/2\n{epoch}Epoch 2/2\n{epoch}"


def test_read_shows_running_means_as_printed_and_what_was_recovered_from_them(diagnose, log):
    path = log("bar.txt", bar(1.0, 0.5, 0.75, 0.25))
    (run,) = json.loads(diagnose("read", path, "--format", "json").out)["runs"]
    *_, printed, recovered = run["series"]
    assert (printed["name"], printed["step_unit"], printed["recovered_from"]) == ("loss", "batch", None)
    assert printed["values"] == [1.0, 0.75, 0.75, 0.625] * 2
    assert (recovered["name"], recovered["recovered_from"]) == ("loss, per batch (recovered)", "loss")
    assert recovered["values"][:3] == pytest.approx([1.0, 0.5, 0.75])
    out = diagnose("read", path).out
    assert "loss, per batch (recovered)" in out
    assert "from the running means of the bar" in out


def test_recovered_values_are_rows_of_their_own_in_a_table(diagnose, log):
    path = log("bar.txt", bar(1.0, 0.5, 0.75, 0.25))
    table = list(csv.DictReader(diagnose("read", path, "--format", "csv").out.splitlines()))
    values = [float(row["value"]) for row in table if row["series"] == "loss, per batch (recovered)"]
    printed = [float(row["value"]) for row in table if (row["series"], row["step_unit"]) == ("loss", "batch")]
    assert printed == [1.0, 0.75, 0.75, 0.625] * 2
    assert values[:3] == pytest.approx([1.0, 0.5, 0.75])


def test_read_refuses_what_has_no_curve(diagnose, log):
    called = diagnose("read", log("a.json", {"a": 1}), "--format", "json")
    assert called.status == 3
    assert json.loads(called.out)["runs"] == []


@pytest.mark.parametrize("word", ["TD201", "td201", "overfitting"])
def test_explain_finds_a_rule_by_code_and_name(diagnose, word):
    called = diagnose("explain", word)
    assert called.status == 0
    assert called.out.startswith("TD201 overfitting\n")
    assert "{" not in called.out


def test_explain_suggests_what_was_meant(diagnose):
    called = diagnose("explain", "overfiting")
    assert (called.status, called.out) == (2, "")
    assert called.err == "diagnose: there is no rule 'overfiting'; did you mean overfitting?\n"


def test_rules_lists_all(diagnose):
    listed = json.loads(diagnose("rules", "--format", "json").out)
    assert listed["schema"] == "diagnose/rules/v1"
    text = diagnose("rules").out
    assert [line.split()[0] for line in text.splitlines()] == [rule["code"] for rule in listed["rules"]]


def test_the_check_names_each_breach(diagnose, log):
    rule = diagnose("explain", "TD201")
    assert rule.status == 0
    log("own/OWN001-x.toml", 'code = "OWN001"\n')
    called = diagnose("rules", "--check", "--rules", "own")
    assert called.status == 1
    assert any(line.startswith("diagnose: OWN001-x.toml") for line in called.err.splitlines())


def test_serve_refuses_a_port_that_is_none(diagnose):
    assert diagnose("serve", "--port", "99999").status == 2


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_the_help_names_verbs_options_and_statuses(diagnose, arguments):
    called = diagnose(*arguments)
    assert called.status == 0
    for word in ("RUN...", "read", "explain", "rules", "serve", "--fail-on", "--format", "Exit status"):
        assert word in called.out


def test_the_version(diagnose):
    assert diagnose("--version").out == f"diagnose, version {__version__}\n"


def test_the_help_is_there_before_numpy_is():
    loaded = "import sys; print('numpy' in sys.modules)"
    code = f"from diagnose.cli import main\ntry: main(['--help'])\nexcept SystemExit: {loaded}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n"), done.stdout[-200:]
