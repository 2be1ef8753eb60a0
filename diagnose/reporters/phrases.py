"""The sentences in which every report for people says the same things."""

from __future__ import annotations

import re

from diagnose.model import Best, Evidence, Finding, Kind, Report, Series, Trend, Verdict
from diagnose.reporters.numbers import step
from diagnose.reporters.words import percent, short, sure

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
DOING = {
    Kind.FALLING: "falls",
    Kind.FLAT: "is flat",
    Kind.RISING: "rises",
    Kind.OSCILLATING: "swings",
    Kind.DIVERGED: "diverged",
    Kind.UNKNOWN: "cannot be judged",
}


def deciding(report: Report) -> Finding | None:
    """The finding that gives the verdict."""
    return next((one for one in report.findings if one.code == report.rule), None)


def unit_of(report: Report) -> str:
    """The word for the steps of the judged curves."""
    return next((one.step_unit for one in (report.pair.val, report.pair.train) if one is not None), "step")


def onset_of(report: Report) -> float | None:
    """The step at which the deciding finding set in."""
    finding = deciding(report)
    return None if finding is None or finding.steps is None else finding.steps[0]


def headline(report: Report) -> str:
    """The verdict, since when, and how sure: the one line that must be read."""
    said = report.verdict.value
    onset = onset_of(report)
    if onset is not None and report.verdict is not Verdict.INCONCLUSIVE:
        said += f" since {unit_of(report)} {step(onset)}"
    return f"{said}, {sure(report.confidence)}" if report.confidence > 0 else said


def course(series: Series, trend: Trend, best: Best | None) -> str:
    """What a curve does, since when, from where to where, and how sure that is."""
    said = DOING[trend.kind]
    if trend.kind is not Kind.UNKNOWN:
        said += f" since {series.step_unit} {step(trend.since)}"
    if len(series):
        first, last = short(float(series.values[0])), short(float(series.values[-1]))
        said += f": from {first} to {last}" if len(series) > 1 else f": {last}"
    if best is not None and best.series == series.name:
        said += f", best {short(best.value)} at {step(best.step)}"
    return f"{said} ({sure(trend.confidence)})" if trend.confidence > 0 else said


def timeline(report: Report) -> str:
    """The phases of the run in one sentence; empty where there is only one."""
    if len(report.phases) < 2:
        return ""
    said = [f"{one.verdict} {step(one.start)} to {step(one.end)}" for one in report.phases]
    return f"{unit_of(report)}s by phase: {', then '.join(said)}"


def measured(evidence: Evidence, unit: str) -> str:
    """The value of a fact with its unit."""
    value = evidence.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    match evidence.unit:
        case "ratio":
            return percent(value)
        case "step":
            return f"{unit} {step(value)}"
        case "points":
            return f"{value:.0f}"
    return short(value)


def asked(evidence: Evidence) -> str:
    """The condition that the fact met, in the fact's unit; empty where the value says it already."""
    if isinstance(evidence.value, str | bool) or not evidence.condition or evidence.condition.startswith(("=", "in ")):
        return ""
    if evidence.unit != "ratio":
        return f"the rule asks for {evidence.condition}"
    return "the rule asks for " + NUMBER.sub(lambda found: percent(float(found[0])), evidence.condition)
