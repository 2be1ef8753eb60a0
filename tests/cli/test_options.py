"""The options of the main verb."""

from __future__ import annotations

import json

from tests.cli.conftest import LEARNING, OVERFITTING

OWN_RULE = """
code = "OWN001"
name = "always-too-high"
title = "The validation loss is above one"
status = "stable"
since = "1.0"
severity = "error"
precedence = 900
source = "our own experience"

[when]
"val.best" = { min = 0.5 }

[text]
message = "the best validation loss is {val.best}"
why = "We want less."
not_when = "Never."

[[advise]]
action = "train-longer"
"""


def first_run(called):
    return json.loads(called.out)["runs"][0]


def test_output_writes_the_report_to_a_file(diagnose, log, tmp_path):
    called = diagnose(log("a.json", LEARNING), "--format", "json", "--output", "report.json")
    assert (called.status, called.out, called.err) == (0, "", "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["schema"] == "diagnose/v1"


def test_output_into_nowhere_is_a_usage_error(diagnose, log):
    assert diagnose(log("a.json", LEARNING), "--output", "no/such/folder/report.txt").status == 2


def test_ignore_suppresses_and_counts(diagnose, log):
    path = log("a.json", OVERFITTING)
    code = first_run(diagnose(path, "--format", "json"))["rule"]
    run = first_run(diagnose(path, "--format", "json", "--ignore", f"{code},TD5"))
    assert run["rule"] != code
    assert run["suppressed"] >= 1


def test_select_reports_only_these(diagnose, log):
    run = first_run(diagnose(log("a.json", OVERFITTING), "--format", "json", "--select", "TD2"))
    assert {finding["code"][:3] for finding in run["findings"]} == {"TD2"}


def test_rules_of_the_user_are_read(diagnose, log):
    own = log("own/OWN001-always-too-high.toml", OWN_RULE)
    called = diagnose(log("a.json", LEARNING), "--format", "json", "--rules", own.parent)
    assert called.status == 1
    assert "OWN001" in [finding["code"] for finding in first_run(called)["findings"]]


def test_a_broken_rule_of_the_user_is_a_usage_error(diagnose, log):
    called = diagnose(log("a.json", LEARNING), "--rules", log("x.toml", OWN_RULE.replace("min", "minimum")))
    assert called.status == 2
    assert called.err.count("\n") == 1
    assert "x.toml" in called.err


def test_settings_are_found_upwards_and_overruled(diagnose, log):
    log("pyproject.toml", '[tool.diagnose]\nfail-on = "never"\n')
    path = log("a.json", OVERFITTING)
    assert diagnose(path).status == 0
    assert diagnose(path, "--fail-on", "error").status == 1


def test_train_and_val_choose_the_curves(diagnose, log):
    path = log("a.json", {**LEARNING, "aux_loss": LEARNING["loss"], "val_aux_loss": OVERFITTING["val_loss"][:12]})
    run = first_run(diagnose(path, "--format", "json", "--train", "aux_loss", "--val", "val_aux_loss"))
    assert run["pair"] == {"train": "aux_loss", "val": "val_aux_loss"}
    assert diagnose(path, "--train", "nope").status == 2


def test_a_reader_can_be_forced(diagnose, log):
    path = log("a.json", LEARNING)
    assert first_run(diagnose(path, "--format", "json", "--reader", "keras-history"))["format"] == "keras-history"
    called = diagnose(path, "--reader", "nope")
    assert called.status in (2, 3)
    assert "keras-history" in called.err


def test_quiet_is_one_line_a_run(diagnose, log):
    out = diagnose(log("a.json", OVERFITTING), log("b.json", LEARNING), "-q").out
    assert len(out.splitlines()) == 3
    assert "a.json  overfitting since epoch" in out
    assert "Stop at epoch" in out


def test_the_first_screen_tells_how_to_see_the_whole(diagnose, log):
    path = log("a.json", OVERFITTING)
    first, whole = diagnose(path).out, diagnose(path, "-v").out
    assert "-v shows" in first
    assert "val.rise_after_best" not in first
    assert "val.rise_after_best" in whole
    assert "Why (TD201 overfitting)" in whole
    assert len(whole) > 2 * len(first) - first.count("\n")


def test_of_quiet_and_verbose_the_last_one_counts(diagnose, log):
    path = log("a.json", OVERFITTING)
    assert diagnose(path, "-v", "-q").out == diagnose(path, "-q").out
    assert diagnose(path, "-q", "-v").out == diagnose(path, "-v").out


def test_many_runs_are_told_whole_where_asked_for(diagnose, log):
    paths = [log(f"{at}.json", LEARNING) for at in range(9)]
    assert diagnose(*paths, "-v").out.count("Why (") == 9


def test_many_runs_get_one_line_each(diagnose, log):
    paths = [log(f"{at}.json", LEARNING) for at in range(9)]
    lines = diagnose(*paths).out.splitlines()
    assert len(lines) == 11
    assert lines[-1].startswith("Give a run alone to see its curves")
