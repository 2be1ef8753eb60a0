"""What `diagnose read` shows: runs as they were understood, as tidy JSON, tidy CSV or text.

The JSON document is `diagnose/read/v1`, whose shape is written down in `diagnose.documents`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from diagnose.model import Run, Series
from diagnose.reporters.numbers import numbers, step, steps
from diagnose.reporters.screen import Screen
from diagnose.reporters.sparkline import sparkline
from diagnose.reporters.words import fitted, plain
from diagnose.writing import count, short

if TYPE_CHECKING:
    from diagnose.documents.reading import SeriesReading

SCHEMA = "diagnose/read/v1"
NAME_WIDTH = 32
COLUMNS = ("run", "series", "split", "metric", "step_unit", "step", "value")


def as_json(runs: Sequence[Run], _: Screen) -> str:
    """The document of all runs, one series a line."""
    written = ",\n".join(_run(run) for run in runs)
    return f'{{"schema": {json.dumps(SCHEMA)}, "runs": [\n{written}\n]}}\n' if runs else _empty()


def _empty() -> str:
    return json.dumps({"schema": SCHEMA, "runs": []}) + "\n"


def _run(run: Run) -> str:
    series = ",\n  ".join(json.dumps(_series(one), ensure_ascii=False) for one in run.series)
    head = f'"name": {_text(run.name)}, "format": {_text(run.format)}'
    return f'{{{head}, "series": [\n  {series}\n ], "notes": {_text(list(run.notes))}}}'


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _series(one: Series) -> SeriesReading:
    return {
        "name": one.name,
        "split": one.split,
        "metric": one.metric,
        "step_unit": one.step_unit,
        "steps": steps(one.steps),
        "values": numbers(one.values),
    }


def as_csv(runs: Sequence[Run], _: Screen) -> str:
    """One row a value, in a table that pandas reads back."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for run in runs:
        for one in run.series:
            head = (run.name, one.name, one.split, one.metric, one.step_unit)
            rows.writerows((*head, at, value) for at, value in zip(steps(one.steps), numbers(one.values), strict=True))
    return out.getvalue()


def as_text(runs: Sequence[Run], screen: Screen) -> str:
    """A few lines a run: what was taken for what, from where to where."""
    return "\n".join(_described(run, screen) for run in runs)


def _described(run: Run, screen: Screen) -> str:
    lines = [f"{plain(run.name)}: read as {run.format}, {count(len(run.series), 'series', 'series')}"]
    widest = min(NAME_WIDTH, max((len(plain(one.name)) for one in run.series), default=0))
    for one in run.series:
        meant = " ".join(filter(None, (one.split, one.metric))) or "not recognised, kept"
        curve = sparkline(one.values, 16, screen.unicode)
        lines.append(f"  {fitted(one.name, NAME_WIDTH):<{widest}}  {curve}  {meant}: {_extent(one)}")
    lines += [f"  note: {plain(note)}" for note in run.notes]
    return "\n".join(lines) + "\n"


def _extent(one: Series) -> str:
    if not len(one):
        return "no values"
    ends = f"{short(float(one.values[0]))} to {short(float(one.values[-1]))}"
    first, last = step(float(one.steps[0])), step(float(one.steps[-1]))
    return f"{count(len(one), 'value')}, {one.step_unit} {first} to {last}, {ends}"


WRITERS: dict[str, Callable[[Sequence[Run], Screen], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
