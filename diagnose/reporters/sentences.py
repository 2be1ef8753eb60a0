"""The sentences in which every report for people says the same things."""

from __future__ import annotations

import re

from diagnose.facts import FACTS
from diagnose.facts.fact import Unit, written
from diagnose.model import Best, Curve, Evidence, Kind, Recommendation, Report, Verdict
from diagnose.reporters.numbers import step
from diagnose.writing import percent, short, sure

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
DOING = {
    Kind.FALLING: "falls",
    Kind.FLAT: "is flat",
    Kind.RISING: "rises",
    Kind.OSCILLATING: "swings",
    Kind.DIVERGED: "diverged",
    Kind.UNKNOWN: "cannot be judged",
}


def unit_of(report: Report) -> str:
    """The word for the steps of the judged curves."""
    return report.curves.step_unit


def onset_of(report: Report) -> float | None:
    """The step at which the deciding finding set in."""
    finding = report.deciding
    return None if finding is None or finding.steps is None else finding.steps[0]


def headline(report: Report) -> str:
    """The verdict, since when, and how sure: the one line that must be read."""
    line = report.verdict.value
    onset = onset_of(report)
    if onset is not None and report.verdict is not Verdict.INCONCLUSIVE:
        line += f" since {unit_of(report)} {step(onset)}"
    return f"{line}, {sure(report.confidence)}" if report.confidence > 0 else line


def happened(report: Report) -> str:
    """What happened, with its numbers, in one sentence; the summary where no rule decided."""
    finding = report.deciding
    return report.summary if finding is None else f"{capital(finding.message)}."


def what_to_do(advice: Recommendation) -> str:
    """A piece of advice with what it costs to try."""
    cost = f"; costs {advice.cost}" if advice.cost else ""
    return f"{advice.do.rstrip('.')}{cost}"


def capital(text: str) -> str:
    """The text with a capital letter to begin with."""
    return text[:1].upper() + text[1:]


def lower_case(text: str) -> str:
    """The text as it stands inside a sentence; what begins with an abbreviation or a name in capitals keeps them."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def course(curve: Curve, best: Best | None) -> str:
    """What a curve does, since when, from where to where, and how sure that is."""
    series, trend = curve.series, curve.trend
    sentence = DOING[trend.kind]
    if trend.kind is not Kind.UNKNOWN:
        sentence += f" since {series.step_unit} {step(trend.since)}"
    if len(series):
        first, last = short(float(series.values[0])), short(float(series.values[-1]))
        sentence += f": from {first} to {last}" if len(series) > 1 else f": {last}"
    if best is not None and best.curve == curve.name:
        sentence += f", best {short(best.value)} at {step(best.step)}"
    return f"{sentence} ({sure(trend.confidence)})" if trend.confidence > 0 else sentence


def timeline(report: Report) -> str:
    """The phases of the run in one sentence; empty where there is only one."""
    spans: list[tuple[str, float, float]] = []
    for phase in report.phases:
        if spans and spans[-1][0] == phase.verdict:
            spans[-1] = (phase.verdict, spans[-1][1], phase.end)
        else:
            spans.append((phase.verdict, phase.start, phase.end))
    if len(spans) < 2:
        return ""
    stretches = [f"{verdict} {step(start)} to {step(end)}" for verdict, start, end in spans]
    return f"{unit_of(report)}s by phase: {', then '.join(stretches)}"


def measured(evidence: Evidence, unit: str) -> str:
    """The value of a fact with its unit."""
    text = written(evidence.value, evidence.unit)
    return f"{unit} {text}" if evidence.unit == Unit.STEP else text


def in_words(evidence: Evidence) -> str:
    """What was measured, in words: the fact's own, its name where a rule names a fact that is not ours."""
    fact = FACTS.get(evidence.fact)
    return evidence.fact if fact is None else fact.title


def condition(evidence: Evidence) -> str:
    """The condition that the fact met, in the fact's unit; empty where the value says it already."""
    if isinstance(evidence.value, str | bool) or not evidence.condition or evidence.condition.startswith(("=", "in ")):
        return ""
    if evidence.unit != Unit.RATIO:
        return f"the rule asks for {evidence.condition}"
    return "the rule asks for " + NUMBER.sub(lambda match: percent(float(match[0])), evidence.condition)


def reason(recommendation: Recommendation) -> str:
    """Why the recommendation helps, and who says so; empty where neither is known."""
    return " ".join(filter(None, (recommendation.why, recommendation.source and f"[{recommendation.source}]")))
