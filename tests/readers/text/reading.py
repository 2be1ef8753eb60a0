"""Reading a log that a test makes up, as the program would."""

from __future__ import annotations

from diagnose import readers, series
from diagnose.model import Run
from diagnose.readers.core.opening import open_bytes


def read_runs(log: str) -> list[Run]:
    """The runs of a log, their series named by split and metric."""
    return [series.prepare(run) for run in readers.read(open_bytes(log.encode(), "run.log"))]


def read_run(log: str) -> Run:
    """The one run of a log."""
    [run] = read_runs(log)
    return run


def points(run: Run, name: str) -> tuple[list[float], list[float]]:
    """The steps and the values of the series of that name."""
    [named] = [one for one in run.series if one.name == name]
    return named.steps.tolist(), named.values.tolist()
