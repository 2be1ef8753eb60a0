"""Every exit status once, and which of several counts."""

from __future__ import annotations

import json

import pytest

from diagnose.cli import judging, main
from diagnose.cli.exits import Exit, worst
from diagnose.pipeline import diagnose_source
from tests.cli.conftest import LEARNING, OVERFITTING


def test_clean_is_0(diagnose, log):
    assert diagnose(log("a.json", LEARNING)).status == 0


def test_a_finding_is_1(diagnose, log):
    assert diagnose(log("a.json", OVERFITTING)).status == 1


def test_an_unknown_option_is_2(diagnose, log):
    called = diagnose(log("a.json", LEARNING), "--nope")
    assert (called.status, called.out) == (2, "")
    assert "--nope" in called.err


def test_an_unknown_format_is_2_and_lists_what_exists(diagnose, log):
    called = diagnose(log("a.json", LEARNING), "--format", "xml")
    assert called.status == 2
    assert all(form in called.err for form in ("text", "json", "markdown", "html"))


def test_no_argument_is_2(diagnose):
    assert diagnose().status == 2


def test_wrong_settings_are_2_in_one_line(diagnose, log):
    called = diagnose(log("a.json", LEARNING), "--settings", log("diagnose.toml", "fail-onn = 'error'"))
    assert called.status == 2
    assert called.err.count("\n") == 1
    assert "fail-onn" in called.err


def test_a_missing_file_is_3(diagnose):
    called = diagnose("nothing.json")
    assert (called.status, called.out) == (3, "")
    assert called.err == "diagnose: nothing.json: there is no such file; check the path\n"


def test_nothing_decided_is_4(diagnose, log):
    path = log("a.json", {"loss": [1.0], "val_loss": [1.1]})
    assert diagnose(path).status == 4
    assert diagnose(path, "--allow-inconclusive").status == 0


def test_an_interrupt_is_130(diagnose, log, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "diagnose_source", interrupt)
    assert diagnose(log("a.json", LEARNING)).status == 130


def test_a_bug_of_ours_is_70_in_one_line_without_a_traceback(diagnose, log, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError("over\nnothing")

    monkeypatch.setattr(judging, "diagnose_source", fail)
    called = diagnose(log("a.json", LEARNING))
    assert (called.status, called.out) == (70, "")
    assert called.err.count("\n") == 1
    assert called.err.startswith("diagnose: a.json: this is a bug of ours")
    assert "ZeroDivisionError: over nothing" in called.err


def test_a_bug_of_ours_on_one_log_does_not_hide_the_others(diagnose, log, monkeypatch):
    def fail_on_a(source, options):
        return 1 / 0 if source.name == "a.json" else diagnose_source(source, options)

    monkeypatch.setattr(judging, "diagnose_source", fail_on_a)
    called = diagnose(log("a.json", LEARNING), log("b.json", LEARNING), "--format", "json")
    assert called.status == 70
    document = json.loads(called.out)
    assert [run["name"] for run in document["runs"]] == ["b.json"]
    assert [problem["name"] for problem in document["problems"]] == ["a.json"]


def test_debug_shows_the_traceback(log, monkeypatch, tmp_path):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "diagnose_source", fail)
    with pytest.raises(ZeroDivisionError):
        main([str(tmp_path / log("a.json", LEARNING)), "--debug"])


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_the_status_does_not_depend_on_the_format(diagnose, log, form):
    paths = [log("a.json", OVERFITTING), log("b.json", LEARNING)]
    assert diagnose(*paths, "--format", form).status == 1
    assert diagnose(paths[1], "--format", form).status == 0


@pytest.mark.parametrize(
    ("fail_on", "learning", "overfitting"), [("error", 0, 1), ("warning", 0, 1), ("note", 1, 1), ("never", 0, 0)]
)
def test_fail_on_sets_the_bar(diagnose, log, fail_on, learning, overfitting):
    assert diagnose(log("a.json", LEARNING), "--fail-on", fail_on).status == learning
    assert diagnose(log("b.json", OVERFITTING), "--fail-on", fail_on).status == overfitting


def test_exit_zero_covers_findings_and_undecided_but_no_unreadable_log(diagnose, log):
    assert diagnose(log("a.json", OVERFITTING), "--exit-zero").status == 0
    assert diagnose(log("b.json", {"loss": [1.0]}), "--exit-zero").status == 0
    assert diagnose("nothing.json", "--exit-zero").status == 3


def test_a_bad_log_does_not_hide_the_others(diagnose, log):
    paths = [log("bad.json", '{"loss": [1, 2'), log("good.json", OVERFITTING)]
    called = diagnose(*paths, "--format", "json")
    document = json.loads(called.out)
    assert called.status == 3
    assert [run["verdict"] for run in document["runs"]] == ["overfitting"]
    assert [problem["name"] for problem in document["problems"]] == ["bad.json"]
    assert called.err.count("\n") == 1


@pytest.mark.parametrize(
    ("seen", "status"),
    [
        ([], Exit.CLEAN),
        ([Exit.CLEAN, Exit.UNDECIDED], Exit.UNDECIDED),
        ([Exit.UNDECIDED, Exit.FINDING], Exit.FINDING),
        ([Exit.FINDING, Exit.UNREADABLE, Exit.UNDECIDED], Exit.UNREADABLE),
    ],
)
def test_the_worst_of_several(seen, status):
    assert worst(seen) is status
