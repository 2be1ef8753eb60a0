"""Labelled runs: a history, the verdicts that an expert accepts, and what the two curves do at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Kind, Run, Series, Verdict

SPLITS = ("train", "val")


@dataclass(frozen=True, slots=True, eq=False)
class LabelledRun:
    """A run and its labels; `kinds` maps `train` and `val` to the accepted trends, where they are labelled.

    `onset` are the first and the last epoch, counted from 1, at which the diagnosis may be said to have set in.
    """

    name: str
    run: Run
    diagnosis: str
    accepted: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    weight: float = 1.0
    onset: tuple[float, float] | None = None


def read_labelled(file: Path) -> list[LabelledRun]:
    """The labelled runs of a JSON-lines file.

    Each line has `history` (lists by name) and `diagnosis`, and may have `id`, `params`, `acceptable`, `train_trend`,
    `train_trend_acceptable` and the same for val, `onset_epoch` and `onset_range`.

    Raises:
        ReadError: a line is no JSON, or a label is missing or unknown.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(file), f"it cannot be read ({getattr(error, 'strerror', None) or error})") from None
    runs = [_of_line(line, f"line {number}", str(file)) for number, line in enumerate(text.splitlines(), 1) if line]
    if not runs:
        raise ReadError(str(file), "it holds no labelled run", hint="a JSON object on each line was expected")
    return runs


def labelled_run(row: Mapping[str, Any], weight: float = 1.0, run: Run | None = None) -> LabelledRun:
    """One labelled run from a row; `run` where it was read already, else it is made of the row's history.

    Raises:
        ValueError: a label is missing or unknown, or the history is no dict of lists.
    """
    diagnosis = _verdict(row.get("diagnosis"))
    accepted = {diagnosis, *map(_verdict, row.get("acceptable") or ())}
    kinds = {split: _kinds(row, split) for split in SPLITS if row.get(f"{split}_trend")}
    name = str(row.get("id", ""))
    return LabelledRun(name, run or _run(row, name), diagnosis, frozenset(accepted), kinds, weight, _onset(row))


def _of_line(line: str, where: str, file: str) -> LabelledRun:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("it is no JSON object")
        return labelled_run(row)
    except (ValueError, TypeError) as error:
        raise ReadError(file, str(error), where=where) from None


def _verdict(word: Any) -> str:
    if not isinstance(word, str):
        raise ValueError("the key 'diagnosis' is missing; it holds the expert's verdict")
    return Verdict(word.replace("_", "-")).value


def _kinds(row: Mapping[str, Any], split: str) -> frozenset[str]:
    return frozenset(
        Kind(kind).value for kind in (row[f"{split}_trend"], *(row.get(f"{split}_trend_acceptable") or ()))
    )


def _onset(row: Mapping[str, Any]) -> tuple[float, float] | None:
    at = row.get("onset_epoch")
    if at is None:
        return None
    low, high = row.get("onset_range") or (at, at)
    return float(low), float(high)


def _run(row: Mapping[str, Any], name: str) -> Run:
    history = row.get("history")
    if not isinstance(history, dict) or not history:
        raise ValueError("the key 'history' is missing; it holds lists by the names of the metrics")
    params = row.get("params")
    return Run(name, "labelled", tuple(_series(history)), params if isinstance(params, dict) else {})


def _series(history: Mapping[str, Any]) -> Iterator[Series]:
    for name, values in history.items():
        if isinstance(values, list):
            logged = [(step, float(value)) for step, value in enumerate(values, 1) if value is not None]
            yield Series(name, np.array([step for step, _ in logged], float), np.array([value for _, value in logged]))
