"""The labelled sets: our own runs, and those of `../shared` where it lies beside the checkout."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.accuracy.histories import rows
from diagnose.calibration import LabelledRun
from diagnose.calibration.labelled import SPLITS, labelled_run
from diagnose.errors import ReadError
from diagnose.model import Run, Series, StepUnit
from diagnose.readers import read
from diagnose.readers.core.opening import open_path

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"


def own() -> list[LabelledRun]:
    """The runs of `runs.jsonl.gz` that are labelled in `labels.jsonl`."""
    return _with_histories(rows(HERE / "labels.jsonl"))


def blind(half: str) -> list[LabelledRun]:
    """A part of the runs that somebody labelled in `blind_labels.jsonl` without knowing the program's answers.

    The halves: `tune` was looked at after it had been scored once, `test` is only scored. `third` are 48 runs,
    one a kind of fault, labelled later by one who knew the rules, but not names or answers; scored, then looked at.
    """
    return _with_histories([row for row in rows(HERE / "blind_labels.jsonl") if row["half"] == half])


def later(half: str) -> list[LabelledRun]:
    """Half of the runs of `later_runs.jsonl.gz` that somebody labelled blind from plots: `tune` or `test`.

    The rows of `test` were never looked at; their steps are those that were logged.
    """
    labels = {row["id"]: row for row in rows(HERE / "later_labels.jsonl") if row["half"] == half}
    with gzip.open(HERE / "later_runs.jsonl.gz", "rt", encoding="utf-8") as file:
        trained = [row for row in map(json.loads, file) if row["id"] in labels]
    return [labelled_run(labels[row["id"]], run=_logged(row)) for row in trained]


def fresh(half: str) -> list[LabelledRun]:
    """Half of 166 runs trained and labelled blind by somebody who knew neither program nor rules: `tune` or `test`.

    Both halves were scored once before anything was mended; the rows of `test` were never looked at.
    """
    with gzip.open(HERE / "fresh_runs.jsonl.gz", "rt", encoding="utf-8") as file:
        return [labelled_run(row) for row in map(json.loads, file) if row["half"] == half]


def _logged(row: dict[str, Any]) -> Run:
    unit: StepUnit = "epoch" if row.get("step_unit", "epoch") == "epoch" else "step"
    series = []
    for name, values in row["history"].items():
        steps = row.get("steps") or range(1, len(values) + 1)
        points = [(float(step), float(value)) for step, value in zip(steps, values, strict=True) if value is not None]
        x, y = (np.array([point[axis] for point in points], dtype=np.float64) for axis in (0, 1))
        series.append(Series(name, x, y, unit))
    return Run(row["id"], "labelled", tuple(series), row.get("params") or {})


def _with_histories(labels: list[dict[str, Any]]) -> list[LabelledRun]:
    with gzip.open(HERE / "runs.jsonl.gz", "rt", encoding="utf-8") as file:
        runs = {row["id"]: row for row in map(json.loads, file)}
    return [labelled_run({**row, "history": runs[row["id"]]["history"]}) for row in labels]


def shared_runs() -> list[LabelledRun]:
    """The labelled runs of `../shared/labelled`, or none."""
    file = SHARED / "labelled" / "dev.jsonl"
    return [labelled_run(row) for row in rows(file)] if file.exists() else []


def shared_logs() -> Iterator[LabelledRun]:
    """The labelled real logs of `../shared/corpus`, or none; a log counts as one whatever its number of runs."""
    file = SHARED / "corpus" / "labels.jsonl"
    if not file.exists():
        return
    labels = rows(file)
    counts = Counter(row["file"] for row in labels)
    read_already: dict[str, list[Run]] = {}
    for row in labels:
        runs = read_already.get(row["file"])
        if runs is None:
            runs = read_already[row["file"]] = _read(file.parent / row["file"])
        if row["run"] < len(runs):
            also = {f"{split}_trend_acceptable": _also(row, split) for split in SPLITS}
            yield labelled_run({**row, **also}, 1.0 / counts[row["file"]], runs[row["run"]])


def _also(row: dict[str, list[str]], split: str) -> list[str]:
    return [*(row.get(f"{split}_trend_also") or []), *(row.get(f"{split}_trend_ok") or [])]


def _read(path: Path) -> list[Run]:
    try:
        return read(open_path(path))
    except ReadError:
        return []
