"""`diagnose/read/v1`: what was understood of logs.

Keys may be added to it, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from diagnose.documents.values import Number, Step, described
from diagnose.model import Split, StepUnit


@described
class SeriesReading(TypedDict):
    """One metric's values over steps."""

    name: str
    """The series' name in the log, with "per batch (recovered)" behind it where the values were recovered."""
    split: Split | None
    """The part of the data that it was measured on; null where the log does not tell."""
    metric: str | None
    """What is measured; null where it is not recognised."""
    step_unit: StepUnit
    """What a step is."""
    steps: list[Step]
    """Where each value stands; epochs count from 1."""
    values: list[Number]
    """What was logged, as many as there are steps; what was not logged is absent."""
    recovered_from: str | None
    """The series of running means out of which this was worked out, by its name; null where the log has the values."""


@described
class LinesLeft(TypedDict):
    """Lines of one kind of which nothing was used."""

    count: int
    """How many they are."""
    like: str
    """One of them."""


@described
class LinesReading(TypedDict):
    """What became of the lines of the log that hold values."""

    lines: int
    """How many there are in the whole log."""
    used: int
    """Of how many a value was used."""
    left: list[LinesLeft]
    """The commonest kinds of those that were left."""


@described
class RunReading(TypedDict):
    """One training, from its start to where the log stops."""

    name: str
    """The log's name, with what tells several runs in it apart."""
    format: str
    """What the log was read as."""
    series: list[SeriesReading]
    """The curves, in the order of the log, then those that were recovered."""
    notes: list[str]
    """What a person should know of how the log was read."""
    account: LinesReading | None
    """What became of the log's lines; null where it was not read line by line."""


@described
class Reading(TypedDict):
    """The document `diagnose/read/v1`: the runs of logs as they were understood.

    Keys may be added to it, never renamed, removed or given another meaning. NaN and infinities are written as the
    words "NaN", "Infinity" and "-Infinity".
    """

    schema: Literal["diagnose/read/v1"]
    """The name of this shape."""
    runs: list[RunReading]
    """The runs, in the order of the logs."""
