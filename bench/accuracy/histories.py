"""Labelled histories read from JSON lines, and our verdict on one, without a process in between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from diagnose.model import Report, Run, Series
from diagnose.pipeline import Options, diagnose_run


def rows(file: Path) -> list[dict[str, Any]]:
    """The labelled histories of a file, one a line."""
    return [json.loads(line) for line in file.read_text().splitlines() if line.strip()]


def history_of(row: Mapping[str, Any]) -> Mapping[str, Sequence[Any]]:
    """The history of a row, whether it stands by itself or as two lists beside the label."""
    return row.get("history") or {name: row[name] for name in ("loss", "val_loss") if row.get(name)}


def run_of(history: Mapping[str, Sequence[Any]], name: str = "history") -> Run:
    """The run that a Keras History of these lists stands for; None is a value that was not logged."""
    return Run(name, "keras-history", tuple(_series(history)))


def report_on(history: Mapping[str, Sequence[Any]], options: Options) -> Report:
    """Our report on a history."""
    return diagnose_run(run_of(history), options)


def _series(history: Mapping[str, Sequence[Any]]) -> Iterator[Series]:
    for name, values in history.items():
        logged = [(step, float(value)) for step, value in enumerate(values, 1) if value is not None]
        steps = np.array([step for step, _ in logged], dtype=np.float64)
        yield Series(name, steps, np.array([value for _, value in logged], dtype=np.float64))
