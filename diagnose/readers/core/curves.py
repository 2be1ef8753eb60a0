"""Runs with a training curve, told from those that hold only rewards, counts, times or settings.

May not: judge a curve, name metrics.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from diagnose.model import Run
from diagnose.readers.core.words import has_curve


def with_curves(runs: Iterable[Run]) -> list[Run]:
    """The runs of which at least one series is a loss or a score of a model, in their order."""
    return [run for run in runs if has_curve(series.name for series in run.series)]


def last_run(runs: Sequence[Run], note: str) -> Run:
    """The last of at least one run; of several with the note, in which `{}` stands for how many they are."""
    if len(runs) == 1:
        return runs[0]
    return replace(runs[-1], notes=(*runs[-1].notes, note.format(len(runs))))
