"""The figures of the comparison, from verdicts and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import ClassVar

from diagnose.calibration import LabelledRun
from diagnose.model import Report, Severity
from diagnose.reporters.sentences import onset_of

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


def figures(runs: Sequence[LabelledRun], reports: Sequence[Report]) -> Figures:
    """The figures of the reports, each on the run at its place."""
    pairs = list(zip(runs, reports, strict=True))
    calm = [report for run, report in pairs if run.diagnosis in HEALTHY and not run.accepted & SICK]
    sick = [report for run, report in pairs if run.diagnosis in SICK and not run.accepted & HEALTHY]
    onsets = sorted(far for run, report in pairs if (far := _onset_error(run, report)) is not None)
    return Figures(
        _mean([report.verdict in run.accepted for run, report in pairs]),
        _mean([report.verdict == run.diagnosis for run, report in pairs]),
        macro_f1_of_words([run.diagnosis for run in runs], [report.verdict.value for report in reports]),
        _mean([report.severity is Severity.ERROR for report in calm]),
        _mean([report.verdict in HEALTHY for report in sick]),
        _mean([met for run, report in pairs if (met := _trend_met(run, report, "train")) is not None]),
        _mean([met for run, report in pairs if (met := _trend_met(run, report, "val")) is not None]),
        onsets[len(onsets) // 2] if onsets else 0.0,
    )


def mean(several: Sequence[Figures]) -> Figures:
    """The mean of each figure."""
    rows = [astuple(each) for each in several]
    return Figures(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))


def macro_f1_of_words(truth: Sequence[str], verdicts: Sequence[str]) -> float:
    """The mean of the F1 scores of the verdicts that occur in the labels."""
    words = sorted(set(truth))
    return sum(f1([t == word for t in truth], [v == word for v in verdicts]) for word in words) / len(words)


def f1(truth: Sequence[bool], claims: Sequence[bool]) -> float:
    """The F1 score of a claim; 0 where it was never rightly made."""
    hits = sum(true and claimed for true, claimed in zip(truth, claims, strict=True))
    errors = sum(true is not claimed for true, claimed in zip(truth, claims, strict=True))
    return 2 * hits / (2 * hits + errors) if hits else 0.0


def _trend_met(run: LabelledRun, report: Report, split: str) -> bool | None:
    curve = report.curves.by_split.get(split)
    if split not in run.kinds:
        return None
    return curve is not None and curve.trend.kind in run.kinds[split]


def _onset_error(run: LabelledRun, report: Report) -> float | None:
    """How far outside the labelled range an overfitting run's onset is told, as a share of its epochs."""
    if run.onset is None or not report.verdict == run.diagnosis == "overfitting":
        return None
    onset = onset_of(report)
    if onset is None:
        return 1.0
    low, high = run.onset
    return max(0.0, low - onset, onset - high) / max(len(series) for series in run.run.series)


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def accepted(verdicts: Sequence[str], fine: Sequence[frozenset[str]]) -> float:
    """The share of accepted verdicts; `healthy` is accepted where one of the two healthy verdicts is."""
    met = [
        verdict in words or (verdict == "healthy" and bool(words & HEALTHY))
        for verdict, words in zip(verdicts, fine, strict=True)
    ]
    return sum(met) / len(met)


def macro_f1(truth: Sequence[bool], claims: Sequence[bool]) -> float:
    """The mean of the F1 scores of both classes."""
    return (f1(truth, claims) + f1([not true for true in truth], [not claimed for claimed in claims])) / 2


def rate(truth: Sequence[bool], claims: Sequence[bool], wanted: bool) -> float:
    """How often the claim is made where the truth is `wanted`: the recall, or the rate of false alarms."""
    relevant = [claimed for true, claimed in zip(truth, claims, strict=True) if true is wanted]
    return sum(relevant) / max(1, len(relevant))
