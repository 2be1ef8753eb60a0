"""The frozen types that travel between the stages, from bytes to report.

May not: import anything else of ours, compute, read or print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Split: TypeAlias = Literal["train", "val", "test"]
StepUnit: TypeAlias = Literal["epoch", "step", "batch"]
Floats: TypeAlias = NDArray[np.float64]
Value: TypeAlias = float | str | bool
SignKind: TypeAlias = Literal["diverged", "overflow", "stopped", "restored", "best", "memory", "interrupted", "killed"]

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kind(StrEnum):
    """What a series does in its current regime."""

    FALLING = "falling"
    FLAT = "flat"
    RISING = "rising"
    OSCILLATING = "oscillating"
    DIVERGED = "diverged"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """The one word for a run."""

    STILL_LEARNING = "still-learning"
    OVERFITTING = "overfitting"
    DATA_PROBLEM = "data-problem"
    PLATEAU = "plateau"
    MISCONFIGURATION = "misconfiguration"
    DIVERGED = "diverged"
    UNSTABLE = "unstable"
    UNDERFITTING = "underfitting"
    CONVERGED = "converged"
    INCONCLUSIVE = "inconclusive"


class Severity(IntEnum):
    """How bad a finding is, ordered; says nothing about how sure we are."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity as it is written in rule files and reports."""
        return self.name.lower()


class Caution(str):
    """A note that a person must know at once: lines that were left unread, or curves that were guessed at."""

    __slots__ = ()


class Source(NamedTuple):
    """Where the bytes of one log come from.

    `path` is the file or folder on disk, `data` the bytes themselves where there is no file (standard input, an
    upload). `head` holds the first 64 KiB after decompression, `text` the same decoded by `encoding`, `size` the bytes
    on disk or in memory (0 for a folder).
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    head: bytes = b""
    text: str = ""
    encoding: str = "utf-8"
    size: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One metric's values over steps.

    `name` is the log's own. A reader that knows the split or the metric from its format says so; the series stage
    names the rest. `steps` and `values` have the same length; a value that was not logged is absent, a value that was
    logged as NaN or infinity is there. `bound` is the half-width within which each value is known, where the log shows
    rounded or derived numbers. `averaged` tells that each value is a mean over the epoch so far (a Keras bar) or over
    the whole epoch, and not a measurement at its end. `seen` counts the samples or steps that such a mean covers within
    its epoch; it falls back where an epoch begins. A batch value that was recovered from such means keeps it.
    """

    name: str
    steps: Floats
    values: Floats
    step_unit: StepUnit = "epoch"
    split: Split | None = None
    metric: str | None = None
    bound: Floats | None = None
    averaged: bool = False
    seen: Floats | None = None

    def __len__(self) -> int:
        """The number of logged values."""
        return len(self.values)


class Sign(NamedTuple):
    """A sentence of a log that tells how the run went or ended.

    `step` is the epoch or step that it names, by the log's own count, `unit` which of them, `number` what an overflow
    set the loss scale to.
    """

    kind: SignKind
    words: str
    step: float | None = None
    unit: StepUnit | None = None
    number: float | None = None


class LeftLines(NamedTuple):
    """Lines of one kind of which nothing was used: how many, and one of them."""

    lines: int
    like: str


class Account(NamedTuple):
    """What became of the lines of a log that hold values: how many there are, how many were used, which were left."""

    lines: int
    used: int
    left: tuple[LeftLines, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One training from start to end, or to where the log stops.

    `oddities` counts what had to be mended, beside the notes that say it: steps `repeated`, times `resumed`. `signs` is
    what the log says in words of how it went; a format that has no sentences has none. `account` is of the whole log,
    where it was read line by line.
    """

    name: str
    format: str
    series: tuple[Series, ...]
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    notes: tuple[str, ...] = ()
    oddities: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    signs: tuple[Sign, ...] = ()
    account: Account | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The two series that the verdict compares, and why these two."""

    train: Series | None
    val: Series | None
    why: str = ""


class Segment(NamedTuple):
    """A stretch of a series, steps inclusive, in which it does one thing."""

    start: float
    end: float
    kind: Kind


class Leap(NamedTuple):
    """A leap up at the end of a curve: its first step, the step before it and the value there, and the last value.

    `height` is from there to the end on the working scale, `margin` how many times it is over the limit.
    """

    step: float
    before: float
    low: float
    high: float
    height: float
    margin: float


class Trend(NamedTuple):
    """What a series does now, since when, and how sure that is.

    `slope` is in units of the series per step, `noise` the standard deviation around the trend in units of the series,
    `confidence` the calibrated probability that `kind` is right.
    """

    kind: Kind
    since: float
    slope: float
    noise: float
    confidence: float
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A series as it is judged: finite, thinned to a bounded number of points, in order, on a scale that suits it.

    `x` are steps, `y` values, `z` the working scale: the natural logarithm where all values are positive, so that a
    change of 0.03 is 3 % at any height of the curve; else the value relative to the range of the curve. All that
    follows is in units of `z`. `smooth` is `z` without lone outliers, `noise` its noise from point to point, `start`
    its first value, `low` the lowest level that it reached and held, `progress` how far it came down from its start to
    there, `extent` the distance from its lowest to its highest point.

    Of the series, `total` counts the values, `lost` those that were not finite; `ends_finite` tells whether the last
    one is. `leap` is that of the last point or two above all that the curve did lately, if they stand there.
    """

    x: Floats
    y: Floats
    z: Floats
    smooth: Floats
    logarithmic: bool
    noise: float
    start: float
    low: float
    progress: float
    extent: float
    total: int
    lost: int
    ends_finite: bool
    leap: Leap | None = None

    def __len__(self) -> int:
        """The number of points looked at."""
        return len(self.y)


FLIPPED: Mapping[Kind, Kind] = MappingProxyType({Kind.FALLING: Kind.RISING, Kind.RISING: Kind.FALLING})
"""What a trend is once its curve is turned over; any other stays what it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A series that is judged, with everything that is known of it; what a rule reads of it is what a report shows.

    `name` tells it from the other curve of the run, `trend` is that of the logged values. Where `turned`, higher is
    better (a score): `profile` is that of the values turned over, so that falling is good, and `kind` what the trend
    means then. `swings` tells whether it scatters widely, also where its trend is the direction underneath.
    """

    name: str
    series: Series
    profile: Profile
    trend: Trend
    turned: bool = False
    swings: bool = False

    @property
    def step_unit(self) -> StepUnit:
        """The unit of its steps."""
        return self.series.step_unit

    @property
    def kind(self) -> Kind:
        """What the curve does, with falling meaning better."""
        return FLIPPED.get(self.trend.kind, self.trend.kind) if self.turned else self.trend.kind


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The two curves of a run that the verdict compares, each None where there is none, and why these two.

    `regime_since` is the step at which the last regime began with a drop of both curves or of the learning rate, if one
    did; `rate` the learning rate as it was logged at the steps of the curves.
    """

    train: Curve | None = None
    val: Curve | None = None
    why: str = ""
    regime_since: float | None = None
    rate: Series | None = None

    def __iter__(self) -> Iterator[Curve]:
        """The curves that there are, training first."""
        return iter([curve for curve in (self.train, self.val) if curve is not None])

    @property
    def by_split(self) -> Mapping[str, Curve]:
        """The curves that there are, by `train` and `val`."""
        both = {"train": self.train, "val": self.val}
        return {split: curve for split, curve in both.items() if curve is not None}

    @property
    def step_unit(self) -> StepUnit:
        """The unit of the steps at which the curves are compared, those of validation; `step` where there is no curve.

        What is held against one curve alone goes by `Curve.step_unit`, as the learning rate does by that of training.
        """
        curve = self.val or self.train
        return "step" if curve is None else curve.step_unit


class Fact(NamedTuple):
    """A named measurement on a run, with the unit of a number and the steps where it was seen."""

    name: str
    value: Value
    unit: str = ""
    steps: tuple[float, float] | None = None


class Evidence(NamedTuple):
    """A fact that a rule read, with the condition that it met."""

    fact: str
    value: Value
    unit: str
    condition: str


class Snippet(NamedTuple):
    """How one framework writes a piece of advice."""

    framework: str
    code: str


class Trial(NamedTuple):
    """What became of an action when it was tried: of so many runs, the shares that got better and worse by it."""

    runs: int
    helped: float
    harmed: float


class Recommendation(NamedTuple):
    """One thing to change: an action of the catalogue with its amount for this run.

    `do` is the sentence for a person, `setting` what it touches and `change` the way in which that goes (`lower`,
    `raise`, `add`, `remove`, `set`, `check`, `keep`, `stop`). `apply` is what a program needs to do it, exactly one of
    `multiply`, `set` and `epoch`; None where only a person can. `because` are the codes that ask for it, `cost` what it
    takes to try.
    """

    action: str
    do: str
    setting: str
    change: str = ""
    apply: Mapping[str, float | str] | None = None
    how: Snippet | None = None
    because: tuple[str, ...] = ()
    cost: str = ""
    trial: Trial | None = None
    why: str = ""
    source: str = ""


class Finding(NamedTuple):
    """A rule that fired, with its evidence."""

    code: str
    name: str
    title: str
    severity: Severity
    confidence: float
    message: str
    why: str
    verdict: Verdict | None
    steps: tuple[float, float] | None
    evidence: tuple[Evidence, ...]
    recommendations: tuple[Recommendation, ...]
    not_when: str = ""


class Skipped(NamedTuple):
    """A rule that could not be decided, with the facts that it misses."""

    code: str
    missing: tuple[str, ...]


class Phase(NamedTuple):
    """A stretch of the run in which both curves do one thing each."""

    start: float
    end: float
    train: Kind
    val: Kind
    verdict: Verdict


class Best(NamedTuple):
    """The best value of the curve that one would select on; `spread` is the range of steps that are as good."""

    curve: str
    step: float
    value: float
    spread: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Everything that is said about one run."""

    run: Run
    verdict: Verdict
    rule: str | None
    severity: Severity
    confidence: float
    summary: str
    curves: Curves
    best: Best | None
    phases: tuple[Phase, ...]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    skipped: tuple[Skipped, ...]
    suppressed: int = 0
    notes: tuple[str, ...] = field(default=())

    @property
    def trends(self) -> Mapping[str, Trend]:
        """The trends of the judged curves by their names."""
        return {curve.name: curve.trend for curve in self.curves}

    @property
    def deciding(self) -> Finding | None:
        """The finding that gives the verdict."""
        return next((finding for finding in self.findings if finding.code == self.rule), None)
