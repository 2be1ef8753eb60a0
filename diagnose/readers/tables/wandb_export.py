"""Weights & Biases chart exports: several runs side by side, each column with its lowest and highest in the bin.

May not: parse text.
"""

from __future__ import annotations

from dataclasses import replace

from diagnose.model import Run, Series

COPIES = ("__MIN", "__MAX")
BETWEEN = " - "


def runs_apart(run: Run) -> list[Run]:
    """One run for each name before ` - ` in the columns, without the columns of lowest and highest values."""
    values = [series for series in run.series if not series.name.endswith(COPIES)]
    dropped = len(run.series) - len(values)
    groups: dict[str, list[Series]] = {}
    for series in values:
        name, between, metric = series.name.rpartition(BETWEEN)
        groups.setdefault(name, []).append(replace(series, name=metric if between else series.name))
    notes = list(run.notes)
    if dropped:
        notes.append(f"{dropped} columns of lowest and highest values (__MIN, __MAX) were left out")
    if len(groups) > 1:
        notes.append(f"the export holds {len(groups)} runs side by side")
    return [
        replace(run, name=f"{run.name}#{name}" if name else run.name, series=tuple(series), notes=tuple(notes))
        for name, series in groups.items()
    ]
