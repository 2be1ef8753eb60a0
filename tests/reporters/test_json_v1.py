"""The frozen shape of the document."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from diagnose.model import Curves, Run, Series
from diagnose.reporters import Answers, Screen, render
from diagnose.reporters.json_v1 import run_entry
from diagnose.trends import trend_of
from tests.reporters.examples import EXAMPLES, curves, diverged, overfitting


def keys(value):
    return list(value)


def test_the_keys_of_the_document():
    document = json.loads(render("json", Answers([overfitting()]), Screen()))
    assert keys(document) == ["schema", "tool", "runs", "problems", "notes"]
    (run,) = document["runs"]
    assert keys(run) == [
        "name", "format", "step_unit", "steps", "verdict", "rule", "severity", "confidence", "summary", "pair",
        "trends", "best", "phases", "findings", "recommendations", "suppressed", "skipped", "notes",
    ]  # fmt: skip
    assert keys(run["trends"]["loss"]) == ["split", "metric", "kind", "since", "slope", "noise", "confidence"]
    assert keys(run["best"]) == ["series", "step", "value", "spread"]
    assert keys(run["phases"][0]) == ["from", "to", "train", "val", "verdict"]
    assert keys(run["findings"][0]) == [
        "code", "name", "title", "severity", "confidence", "message", "why", "not_when", "steps", "evidence",
        "recommendations", "url",
    ]  # fmt: skip
    assert keys(run["findings"][0]["evidence"][0]) == ["fact", "value", "unit", "condition"]
    assert keys(run["recommendations"][0]) == [
        "action", "do", "setting", "change", "apply", "how", "because", "cost", "trial", "why", "source",
    ]  # fmt: skip
    assert run["recommendations"][0]["apply"] == {"epoch": 12}
    assert run["recommendations"][0]["trial"] == {"runs": 41, "helped": 0.93, "harmed": 0.02}
    assert run["recommendations"][1]["how"] is None
    assert run["skipped"] == [{"code": "TD305", "missing": ["val.accuracy"]}]


def test_what_json_has_not_is_written_in_words():
    text = render("json", Answers([diverged()]), Screen())
    run = json.loads(text, parse_constant=lambda token: 1 / 0)["runs"][0]
    assert run["trends"]["loss"]["slope"] == "Infinity"
    assert run["trends"]["loss"]["noise"] == "NaN"
    assert run["findings"][0]["evidence"][0]["value"] == "NaN"


def test_whole_steps_are_whole_numbers():
    run = run_entry(overfitting())
    best, span = run["best"], run["findings"][0]["steps"]
    assert best is not None
    assert span is not None
    assert [type(at) for at in (best["step"], span[0], run["steps"])] == [int] * 3
    assert run["steps"] == 30


def test_steps_count_what_both_curves_have_together():
    train = Series("loss", np.arange(1.0, 11.0), np.ones(10))
    val = Series("val_loss", np.array([2.0, 4.0, 12.0]), np.ones(3))
    report = replace(
        overfitting(), run=Run("x", "csv", (train, val)), curves=curves((train, trend_of(train)), (val, trend_of(val)))
    )
    assert run_entry(report)["steps"] == 11


def test_a_run_without_a_pair_has_nulls():
    report = replace(overfitting(), run=Run("x", "csv", ()), curves=Curves(), best=None, rule=None)
    entry = run_entry(report)
    assert entry["pair"] == {"train": None, "val": None}
    assert (entry["step_unit"], entry["steps"], entry["best"], entry["rule"]) == (None, 0, None, None)


def test_many_runs_are_the_same_document():
    few, many = (json.loads(render("json", Answers([overfitting()] * n), Screen())) for n in (1, 60))
    assert many["runs"] == few["runs"] * 60


def test_every_example_is_strict_json():
    for made in EXAMPLES.values():
        json.loads(render("json", Answers([made()]), Screen()), parse_constant=lambda token: 1 / 0)
