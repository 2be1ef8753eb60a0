"""The time that one log may take: what was understood by its end is reported, and so is that it ended."""

from __future__ import annotations

import json
import time

import pytest

from diagnose import pipeline
from diagnose.readers.core import budget
from tests.cli.conftest import LEARNING
from tests.cli.test_sources import names

LONG = "".join(f"epoch {epoch} loss {1 + 1 / epoch:.5f}\n" for epoch in range(1, 150_000))


def notes(called):
    return [note for run in json.loads(called.out)["runs"] for note in run["notes"]]


@pytest.fixture
def hurried(monkeypatch):
    """A clock that moves on by 100 s each time it is looked at, so that the limits are far from what a test takes."""
    seconds = iter(range(0, 100_000_000, 100))
    monkeypatch.setattr(budget, "monotonic", lambda: next(seconds))


def test_a_log_is_read_until_half_of_the_time_is_gone(diagnose, log, hurried):
    path = log("a.log", LONG)

    def told(limit):
        return [note for note in notes(diagnose(path, "--time-limit", limit, "--format", "json")) if "-limit" in note]

    assert told("100") == ["only its first 1.0 MB were read in the time that --time-limit allows"]
    assert told("10000") == []


def test_runs_are_judged_until_the_time_is_gone(diagnose, log, hurried):
    path = log("a.log", "".join("epoch 1 loss 0.5\nepoch 2 loss .4\n" for _ in range(20)))
    called = diagnose(path, "--time-limit", "600", "--format", "json")
    assert len(names(called)) < 20
    assert notes(called)[-1] == f"only the first {len(names(called))} of 20 runs in this log were judged"


def test_what_does_not_end_is_ended_and_the_next_log_judged(diagnose, log, monkeypatch):
    def judged(source, options):
        if source.name == "a.json":
            try:
                time.sleep(60)
            except Exception:
                return []
        return pipeline.diagnose_source(source, options)

    monkeypatch.setattr("diagnose.cli.judging.diagnose_source", judged)
    called = diagnose(log("a.json", LEARNING), log("b.json", LEARNING), "--time-limit", "3", "--format", "json")
    assert (called.status, names(called)) == (3, ["b.json"])
    assert called.err == "diagnose: a.json: it was not understood within 3 s; --time-limit gives it more\n"


def test_no_time_at_all_is_no_limit(diagnose, log):
    assert diagnose(log("a.json", LEARNING), "--time-limit", "0").status == 2


@pytest.mark.parametrize(("runs", "judged"), [(500, 500), (501, 500)])
def test_of_a_log_of_too_many_runs_the_first_are_judged(diagnose, log, runs, judged):
    path = log("a.log", "".join("epoch 1 loss 0.5\nepoch 2 loss .4\n" for _ in range(runs)))
    called = diagnose(path, "--format", "json")
    assert len(names(called)) == judged
    assert any("of 501 runs" in note for note in notes(called)) is (runs > judged)
