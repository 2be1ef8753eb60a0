"""`from diagnose import diagnose`: what it takes, and what it returns."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import diagnose as package
from diagnose import ReadError, Report, Run, Series, SettingsError, Verdict, diagnose, diagnose_all, read
from tests.cli.conftest import LEARNING, OVERFITTING

ROOT = Path(__file__).parents[1]


def test_at_most_fifteen_public_names_and_all_exist():
    assert len(package.__all__) <= 15
    assert sorted(package.PUBLIC) == sorted(package.__all__) == dir(package)
    assert all(getattr(package, name) is not None for name in package.__all__)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="nope"):
        getattr(package, "nope")  # noqa: B009 as a user writes it


def test_importing_the_package_loads_nothing():
    code = "import sys, diagnose; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"numpy", "click", "diagnose.model"} & set(done.stdout.split()) == set()


def as_run(history):
    series = (Series(name, np.arange(1.0, 17.0), np.array(values)) for name, values in history.items())
    return Run("mine", "python", tuple(series))


THINGS: dict[str, Callable[[dict[str, list[float]]], object]] = {
    "a dict of lists": lambda history: history,
    "a dict of arrays": lambda history: {name: np.array(values, np.float32) for name, values in history.items()},
    "a wrapped dict": lambda history: {"history": history, "params": {"epochs": 16}},
    "a Keras History": lambda history: SimpleNamespace(history=history, params={"epochs": 16}, epoch=list(range(16))),
    "a DataFrame": pd.DataFrame,
    "a Run": as_run,
}


@pytest.mark.parametrize("kind", THINGS)
def test_what_it_takes(kind):
    report = diagnose(THINGS[kind](OVERFITTING))
    assert isinstance(report, Report)
    assert report.verdict == "overfitting"
    assert report.verdict is Verdict.OVERFITTING
    assert report.findings[0].code == report.rule


def test_a_path(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(OVERFITTING))
    assert diagnose(path).verdict == diagnose(str(path)).verdict == "overfitting"
    assert [series.split for series in read(path)[0].series] == ["train", "val"]


def test_several_runs_are_for_diagnose_all(tmp_path):
    path = tmp_path / "log.csv"
    rows = [f"{epoch},{1 / (1 + epoch)},{1.1 / (1 + epoch)}" for epoch in range(8)]
    path.write_text("\n".join(["epoch,loss,val_loss", *rows, *rows]))
    assert len(diagnose_all(path)) == 2
    with pytest.raises(ReadError, match=r"2 runs .* diagnose_all"):
        diagnose(path)


def test_the_name_and_the_curves_can_be_chosen():
    report = diagnose({**LEARNING, "val_aux": LEARNING["val_loss"]}, val="val_aux", name="mine")
    assert report.run.name == "mine"
    assert report.curves.val is not None
    assert report.curves.val.name == "val_aux"
    with pytest.raises(SettingsError, match="nope"):
        diagnose(LEARNING, val="nope")


@pytest.mark.parametrize("history", [None, 3, [], {}, {"loss": "x"}, {"loss": [True, False]}, pd.DataFrame(), object()])
def test_what_holds_no_curve_is_refused(history):
    with pytest.raises(ReadError):
        diagnose(history)


def test_it_is_the_document_of_the_command():
    report = diagnose(OVERFITTING, name="a.json")
    assert report.to_dict()["verdict"] == "overfitting"
    json.dumps(report.to_dict(), allow_nan=False)


def test_the_tables():
    report = diagnose(OVERFITTING)
    findings, curves = report.to_frame(), report.series_frame()
    assert list(findings["code"]) == [finding.code for finding in report.findings]
    assert findings["severity"].iloc[0] == "error"
    assert curves.index.name == "epoch"
    assert list(curves.index) == list(range(1, 17))
    np.testing.assert_array_equal(curves["val_loss"], OVERFITTING["val_loss"])


def test_it_shows_itself():
    report = diagnose(OVERFITTING)
    assert repr(report).startswith("<Report on history: overfitting since epoch ")
    assert str(report).startswith("history: overfitting since epoch ")
    assert "<svg" in report._repr_html_()
    assert report._repr_markdown_().startswith("### history: overfitting since epoch ")


def test_the_report_tells_how_to_see_the_whole():
    report = diagnose(OVERFITTING)
    assert "report.whole() shows" in str(report)
    assert "val.rise_after_best" not in str(report)
    assert "val.rise_after_best" in report.whole()
