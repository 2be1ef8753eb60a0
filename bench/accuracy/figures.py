"""The figures of the comparison, from verdicts and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import ClassVar

from diagnose.calibration import Labelled
from diagnose.model import Report, Severity

HEALTHY = {"still-learning", "converged"}
SICK = {"overfitting", "data-problem", "misconfiguration", "diverged"}


@dataclass(frozen=True)
class Figures:
    """How right the reports on labelled runs are, as shares of the runs that can show it.

    `strict` is the first choice of the labels met exactly, `macro_f1` the mean of its F1 over the verdicts that occur;
    `alarms` errors on runs for which only a calm verdict is accepted, `missed` the reverse; `onset` the median distance
    from the labelled range as a share of the epochs.
    """

    NAMES: ClassVar = ("accepted", "strict", "macro-F1", "alarms", "missed", "train", "val", "onset")

    accepted: float
    strict: float
    macro_f1: float
    alarms: float
    missed: float
    train: float
    val: float
    onset: float

    def row(self) -> str:
        """The figures as cells of a Markdown table."""
        return " | ".join(f"{value:.3f}" for value in astuple(self))


def figures(runs: Sequence[Labelled], reports: Sequence[Report]) -> Figures:
    """The figures of the reports, each on the run at its place."""
    pairs = list(zip(runs, reports, strict=True))
    calm = [report for one, report in pairs if one.diagnosis in HEALTHY and not one.accepted & SICK]
    sick = [report for one, report in pairs if one.diagnosis in SICK and not one.accepted & HEALTHY]
    onsets = sorted(far for one, report in pairs if (far := _onset_error(one, report)) is not None)
    return Figures(
        _mean([report.verdict in one.accepted for one, report in pairs]),
        _mean([report.verdict == one.diagnosis for one, report in pairs]),
        macro_f1_of_words([one.diagnosis for one in runs], [report.verdict.value for report in reports]),
        _mean([report.severity is Severity.ERROR for report in calm]),
        _mean([report.verdict in HEALTHY for report in sick]),
        _mean([met for one, report in pairs if (met := _trend_met(one, report, "train")) is not None]),
        _mean([met for one, report in pairs if (met := _trend_met(one, report, "val")) is not None]),
        onsets[len(onsets) // 2] if onsets else 0.0,
    )


def mean(found: Sequence[Figures]) -> Figures:
    """The mean of each figure."""
    rows = [astuple(one) for one in found]
    return Figures(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))


def macro_f1_of_words(truth: Sequence[str], said: Sequence[str]) -> float:
    """The mean of the F1 scores of the verdicts that occur in the labels."""
    words = sorted(set(truth))
    return sum(f1([t == word for t in truth], [s == word for s in said]) for word in words) / len(words)


def f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """The F1 score of a claim; 0 where it was never rightly made."""
    hits = sum(t and s for t, s in zip(truth, said, strict=True))
    errors = sum(t is not s for t, s in zip(truth, said, strict=True))
    return 2 * hits / (2 * hits + errors) if hits else 0.0


def _trend_met(one: Labelled, report: Report, split: str) -> bool | None:
    curve = report.curves.by_split.get(split)
    if split not in one.kinds:
        return None
    return curve is not None and curve.trend.kind in one.kinds[split]


def _onset_error(one: Labelled, report: Report) -> float | None:
    """How far outside the labelled range an overfitting run's onset is told, as a share of its epochs."""
    if one.onset is None or not report.verdict == one.diagnosis == "overfitting":
        return None
    begun = min(
        (found.steps[0] for found in report.findings if found.code == report.rule and found.steps), default=None
    )
    if begun is None:
        return 1.0
    low, high = one.onset
    return max(0.0, low - begun, begun - high) / max(len(series) for series in one.run.series)


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def accepted(said: Sequence[str], fine: Sequence[frozenset[str]]) -> float:
    """The share of accepted verdicts; `healthy` is accepted where one of the two healthy verdicts is."""
    met = [word in one or (word == "healthy" and bool(one & HEALTHY)) for word, one in zip(said, fine, strict=True)]
    return sum(met) / len(met)


def macro_f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """The mean of the F1 scores of both classes."""
    return (f1(truth, said) + f1([not t for t in truth], [not s for s in said])) / 2


def rate(truth: Sequence[bool], said: Sequence[bool], wanted: bool) -> float:
    """How often yes was said where the truth is `wanted`: the recall, or the rate of false alarms."""
    asked = [s for t, s in zip(truth, said, strict=True) if t is wanted]
    return sum(asked) / max(1, len(asked))
