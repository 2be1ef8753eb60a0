"""The labelled sets: our own runs, and those of `../shared` where it lies beside the checkout."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.accuracy.histories import rows
from diagnose.calibration import LabelledRun
from diagnose.calibration.labelled import SPLITS, labelled_run
from diagnose.errors import ReadError
from diagnose.model import Run
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
