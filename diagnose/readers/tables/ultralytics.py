"""Ultralytics YOLO: the columns of `results.csv`, losses logged in parts, zeros where nothing was evaluated.

May not: parse text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce

import numpy as np

from diagnose.model import Run, Series, Split

ULTRALYTICS_PREFIXES = frozenset(("train", "metrics", "val"))
MAP_ALL = re.compile(r"mAP_?(50-95|0\.5:0\.95)")
MAP_HALF = re.compile(r"mAP_?(50|0\.5)")


def ultralytics_column(name: str) -> tuple[Split | None, str | None]:
    """The split and the metric of a column, as far as its name tells."""
    prefix, _, rest = name.partition("/")
    if prefix in ("train", "val"):
        return ("train" if prefix == "train" else "val"), ("loss" if rest.endswith("loss") else None)
    if prefix != "metrics":
        return None, None
    for pattern, metric in ((MAP_ALL, "map"), (MAP_HALF, "map50")):
        if pattern.search(rest):
            return "val", metric
    return "val", next((metric for metric in ("precision", "recall") if rest.startswith(metric)), None)


def with_whole_losses(run: Run) -> Run:
    """The run with the parts of each loss summed, as training minimises it, and without epochs not evaluated."""
    notes = list(run.notes)
    series = _evaluated(run.series, notes)
    wholes = [whole for split in ("train", "val") if (whole := _whole(series, split, notes))]
    return replace(run, series=(*wholes, *series), notes=tuple(notes))


def _whole(series: tuple[Series, ...], split: str, notes: list[str]) -> Series | None:
    parts = [part for part in series if part.split == split and part.metric == "loss" and part.name != f"{split}/loss"]
    if not parts or any(part.name == f"{split}/loss" for part in series):
        return None
    steps = reduce(np.intersect1d, [part.steps for part in parts])
    total = np.sum([part.values[np.searchsorted(part.steps, steps)] for part in parts], axis=0)
    notes.append(f"{split}/loss is the sum of {', '.join(part.name for part in parts)}")
    return Series(f"{split}/loss", steps, total, parts[0].step_unit, parts[0].split, "loss")


def _evaluated(series: tuple[Series, ...], notes: list[str]) -> tuple[Series, ...]:
    """The series without the epochs at which all validation losses are zero: there no validation was run."""
    losses = [loss for loss in series if loss.split == "val" and loss.metric == "loss"]
    if not losses:
        return series
    steps = losses[0].steps
    if any(len(loss.steps) != len(steps) or not np.array_equal(loss.steps, steps) for loss in losses):
        return series
    idle = steps[np.all([loss.values == 0 for loss in losses], axis=0)]
    if not len(idle):
        return series
    notes.append(f"validation was not run at {len(idle)} of {len(steps)} epochs, where all its losses are zero")
    evaluated = []
    for measured in series:
        if measured.split == "val":
            run = ~np.isin(measured.steps, idle)
            measured = replace(measured, steps=measured.steps[run], values=measured.values[run])
        evaluated.append(measured)
    return tuple(measured for measured in evaluated if len(measured))
