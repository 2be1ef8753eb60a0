"""`diagnose/v1`: what is said of training runs.

Keys may be added to it, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from diagnose.documents.rules import RecommendationEntry
from diagnose.documents.values import KindWord, Number, SeverityWord, Span, Step, VerdictWord, described
from diagnose.model import Split, StepUnit


@described
class Tool(TypedDict):
    """The program that wrote the document."""

    name: Literal["diagnose"]
    """The program's name."""
    version: str
    """Its version."""


@described
class PairEntry(TypedDict):
    """The two curves that the verdict compares."""

    train: str | None
    """The series taken for the training curve, by its name in `trends`; null where there is none."""
    val: str | None
    """The series taken for the validation curve, by its name in `trends`; null where there is none."""


@described
class TrendEntry(TypedDict):
    """What one series does at the end of the log, and since when."""

    split: Split | None
    """The part of the data that it was measured on; null where the log does not tell."""
    metric: str | None
    """What is measured; null where it is not recognised."""
    kind: KindWord
    """What the series does in its current regime."""
    since: Step
    """The step at which this regime began."""
    slope: Number
    """The change per step, in units of the series."""
    noise: Number
    """The standard deviation around the trend, in units of the series."""
    confidence: Number
    """The probability that `kind` is right, calibrated."""


@described
class BestEntry(TypedDict):
    """The best value of the curve that one would select a model on."""

    series: str
    """The curve's name, as in `trends`."""
    step: Step
    """Where the best value stands."""
    value: Number
    """The best value."""
    spread: Span | None
    """The first and the last of the steps that are as good, given the noise; null where it is not known."""


# `from` is a word of Python and cannot stand in a class
_From = TypedDict("_From", {"from": Annotated[Step, Field(description="The first step of the phase.")]})


@described
class PhaseEntry(_From):
    """A stretch of the run in which both curves do one thing each."""

    to: Step
    """The last step of the phase."""
    train: KindWord
    """What the training curve does in it."""
    val: KindWord
    """What the validation curve does in it."""
    verdict: VerdictWord
    """What the two together mean."""


@described
class EvidenceEntry(TypedDict):
    """A fact that a rule read, with the condition that it met."""

    fact: str
    """The fact's name."""
    value: bool | Number | str
    """What was measured: a number, a word or a flag."""
    unit: str
    """The unit of a number; empty where it has none."""
    condition: str
    """What the rule demands of it."""


@described
class FindingEntry(TypedDict):
    """A rule that fired, with its evidence."""

    code: str
    """The rule's code, the same for ever."""
    name: str
    """The rule's name."""
    title: str
    """The rule in one line."""
    severity: SeverityWord
    """How bad it is; says nothing about how sure that is."""
    confidence: Number
    """The probability that the finding is right, calibrated."""
    message: str
    """What was seen in this run."""
    why: str
    """What it means."""
    not_when: str
    """When not to believe it; empty where nothing is known."""
    steps: Span | None
    """Where it was seen, the first and the last step; null where it is about the whole run."""
    evidence: list[EvidenceEntry]
    """The facts that the rule read."""
    recommendations: list[RecommendationEntry]
    """What to change, in the order in which to try it."""
    url: str
    """Where the service describes the rule."""


@described
class SkippedEntry(TypedDict):
    """A rule that could not be decided."""

    code: str
    """The rule's code."""
    missing: list[str]
    """The facts that it misses."""


@described
class RunDiagnosis(TypedDict):
    """Everything that is said about one run."""

    name: str
    """The log's name, with what tells several runs in it apart."""
    format: str
    """What the log was read as."""
    step_unit: StepUnit | None
    """What a step is; null where no curve was found."""
    steps: int
    """How many different steps the judged curves have; those of all series where none was judged."""
    verdict: VerdictWord
    """The one word for the run."""
    rule: str | None
    """The code of the rule that decided; null where none did."""
    severity: SeverityWord
    """How bad it is; says nothing about how sure that is."""
    confidence: Number
    """The probability that the verdict is right, calibrated."""
    summary: str
    """One sentence that a person can act on."""
    pair: PairEntry
    """The two curves that the verdict compares."""
    trends: dict[str, TrendEntry]
    """What each judged series does, by its name in the log; (train) or (val) is added where both have one name."""
    best: BestEntry | None
    """The best value so far; null where no curve has one."""
    phases: list[PhaseEntry]
    """The run in stretches, in order."""
    findings: list[FindingEntry]
    """The rules that fired, the deciding one first."""
    recommendations: list[RecommendationEntry]
    """What to change, in the order in which to try it."""
    suppressed: int
    """How many findings were left out by a setting."""
    skipped: list[SkippedEntry]
    """The rules that could not be decided."""
    notes: list[str]
    """What a person should know of how the log was read."""


@described
class FailedLog(TypedDict):
    """A log that could not be read."""

    name: str
    """The log's name."""
    detail: str
    """What is wrong, where, and what would be right."""


@described
class Diagnosis(TypedDict):
    """The document `diagnose/v1`: what is said of each run, and which logs could not be read.

    Keys may be added to it, never renamed, removed or given another meaning. NaN and infinities are written as the
    words "NaN", "Infinity" and "-Infinity".
    """

    schema: Literal["diagnose/v1"]
    """The name of this shape."""
    tool: Tool
    """The program that wrote the document."""
    runs: list[RunDiagnosis]
    """What is said of each run, in the order of the logs."""
    problems: list[FailedLog]
    """The logs that could not be read."""
    notes: list[str]
    """What is to be said of all logs together."""
