"""Logs written by the real frameworks give the values that were known inside the process.

`tests/readers/writers` made the fixtures; each `truth.json` names, for every file, the curves of each run in it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from diagnose import readers
from diagnose.model import Run, Series
from diagnose.readers.core.opening import open_path
from diagnose.series import prepare

FIXTURES = Path(__file__).parent / "fixtures"
SINGLE = 2e-7  # the relative rounding of a float of 32 bits, twice over
CASES = [
    pytest.param(truth.parent / name, runs, id=f"{truth.parent.relative_to(FIXTURES)}/{name}")
    for truth in sorted(FIXTURES.glob("*/*/truth.json"))
    for name, runs in json.loads(truth.read_text())["runs"].items()
]


def number(value: float | str) -> float:
    """A value of the truth; words stand for what JSON has not."""
    return float(value)


def half_width(curve: dict[str, Any], value: float) -> float:
    """How far the log's value may be from the true one: half a unit of what it shows."""
    widths = [SINGLE * max(1.0, abs(value))]
    if "decimals" in curve:
        widths.append(0.5001 * 10 ** -curve["decimals"])
    if "digits" in curve and value:
        widths.append(0.5001 * 10 ** (math.floor(math.log10(abs(value))) + 1 - curve["digits"]))
    return max(widths)


def agrees(curve: dict[str, Any], want: float, got: float) -> bool:
    """Whether a read value is the true one, as far as the log shows it."""
    if not math.isfinite(want):
        return math.isnan(got) if math.isnan(want) else got == want
    return abs(got - want) <= half_width(curve, want)


def matches(curve: dict[str, Any], series: Series) -> bool:
    """Whether a series is the curve: split, metric, unit, steps and values."""
    if curve["split"] not in (None, series.split) or curve["metric"] not in (None, series.metric):
        return False
    if curve["unit"] != series.step_unit or curve["steps"] != series.steps.tolist():
        return False
    return all(agrees(curve, number(w), g) for w, g in zip(curve["values"], series.values.tolist(), strict=True))


def holds(run: Run, curve: dict[str, Any]) -> bool:
    """Whether one of the run's series is the curve."""
    return any(matches(curve, series) for series in run.series)


def outline(run: Run) -> str:
    """What was read, to be shown where it is wrong."""
    lines = [
        f"{s.name} ({s.split}, {s.metric}) by {s.step_unit} {s.steps.tolist()[:12]}: {s.values.tolist()[:5]}"
        for s in run.series
    ]
    return "\n".join([f"{run.name} read as {run.format}", *lines, *run.notes])


@pytest.mark.parametrize(("path", "runs"), CASES)
def test_read_values_are_the_true_ones(path: Path, runs: list[list[dict[str, Any]]]) -> None:
    read = [prepare(run) for run in readers.read(open_path(path))]
    assert len(read) == len(runs), "\n\n".join(map(outline, read))
    left = list(read)
    for curves in runs:  # a folder may hold its runs in any order
        mine = next((run for run in left if all(holds(run, curve) for curve in curves)), None)
        assert mine is not None, f"{curves}\nare not in\n" + "\n\n".join(map(outline, read))
        left.remove(mine)
