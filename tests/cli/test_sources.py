"""What the arguments name: files, folders, globs, standard input; and what is no log."""

from __future__ import annotations

import json
import os
import threading

import pytest

from tests.cli.conftest import LEARNING, OVERFITTING


def names(called):
    return [run["name"] for run in json.loads(called.out)["runs"]]


def test_standard_input(diagnose):
    called = diagnose("-", "--format", "json", stdin=json.dumps(OVERFITTING).encode())
    assert called.status == 1
    assert names(called) == ["standard input"]


def test_a_folder_is_walked_by_name(diagnose, log):
    for name in ("runs/b/2.json", "runs/a.json", "runs/b/10.json"):
        log(name, LEARNING)
    assert names(diagnose("runs", "--format", "json")) == ["runs/a.json", "runs/b/10.json", "runs/b/2.json"]


def test_what_is_no_log_in_a_folder_is_counted_and_named_in_a_note(diagnose, log):
    log("runs/a.json", LEARNING)
    log("runs/notes.md", "# Notes\n\nNothing here.\n")
    log("runs/.hidden", "x")
    called = diagnose("runs", "--format", "json")
    assert called.status == 0
    note = "1 file is no training log that we know and left out: runs/notes.md"
    assert json.loads(called.out)["notes"] == [note]
    assert called.err == f"diagnose: {note}\n"


def test_a_cut_off_history_in_a_folder_is_an_error(diagnose, log):
    log("runs/a.json", LEARNING)
    log("runs/b.json", '{"loss": [1.0, 0.9, 0.8], "val_loss": [1.0, ')
    called = diagnose("runs")
    assert called.status == 3
    assert "runs/b.json" in called.err


def test_a_folder_without_a_log_is_an_error(diagnose, log, tmp_path):
    (tmp_path / "empty").mkdir()
    log("notes/a.md", "# Notes\n")
    for folder in ("empty", "notes"):
        called = diagnose(folder)
        assert called.status == 3
        assert f"{folder}: there is no training log in this folder" in called.err


def test_a_quoted_glob(diagnose, log):
    for name in ("a1.json", "a2.json", "b.json", "deep/a3.json"):
        log(name, LEARNING)
    assert names(diagnose("a*.json", "--format", "json")) == ["a1.json", "a2.json"]
    assert names(diagnose("**/a*.json", "--format", "json")) == ["a1.json", "a2.json", "deep/a3.json"]
    assert diagnose("c*.json").status == 3


def test_a_file_whose_name_looks_like_a_glob(diagnose, log):
    assert names(diagnose(log("a[1].json", LEARNING), "--format", "json")) == ["a[1].json"]


def test_a_file_named_like_a_verb(diagnose, log):
    log("rules", LEARNING)
    assert names(diagnose("./rules", "--format", "json")) == ["./rules"]
    assert "TD201" in diagnose("rules").out


def test_options_may_come_first(diagnose, log):
    assert names(diagnose("--format", "json", log("a.json", LEARNING))) == ["a.json"]


@pytest.mark.parametrize(("typed", "meant"), [("ruls", "rules"), ("explian", "explain"), ("raed", "read")])
def test_a_mistyped_verb_is_recognised(diagnose, typed, meant):
    called = diagnose(typed)
    assert called.status == 3
    assert f"did you mean the verb `{meant}`?" in called.err


def test_links_are_followed_once(diagnose, log, tmp_path):
    log("runs/a.json", LEARNING)
    log("elsewhere/b.json", LEARNING)
    (tmp_path / "runs" / "loop").symlink_to(tmp_path / "runs")
    (tmp_path / "runs" / "more").symlink_to(tmp_path / "elsewhere")
    assert names(diagnose("runs", "--format", "json")) == ["runs/a.json", "runs/more/b.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_with_a_name(diagnose, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(json.dumps(LEARNING),))
    writer.start()
    called = diagnose("pipe", "--format", "json")
    writer.join()
    assert names(called) == ["pipe"]


def test_the_same_log_twice_is_judged_twice(diagnose, log):
    path = log("a.json", LEARNING)
    assert len(names(diagnose(path, path, "--format", "json"))) == 2
