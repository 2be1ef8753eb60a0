"""The texts of a report, and the numbers and places that stand in them.

May not: judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagnose.model import Report
from diagnose.reporters.sentences import course, headline, timeline

NUMBER = r"-?(?:\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?|infinity|NaN)"
PLACE = re.compile(rf"\b(epoch|step|batch|round) ({NUMBER})(?![\d%]| times)")
SINCE = re.compile(rf"\bsince (?:epoch|step|batch|round) ({NUMBER})")


def number(text: str) -> float:
    """The number that a text writes."""
    return float(text.replace(",", ""))


def told(report: Report) -> str:
    """What decides, as it is told: the summary and the message of the deciding finding."""
    first = report.deciding
    return report.summary if first is None else f"{report.summary} {first.message}"


def advised(report: Report) -> list[str]:
    """What is to be done, one text a piece of advice."""
    return [advice.do for advice in report.recommendations]


def messages(report: Report) -> Iterator[tuple[str, str]]:
    """What the findings say of the run, without reasons and advice: each text with its place."""
    for finding in report.findings:
        yield finding.code, finding.message


def judgements(report: Report) -> Iterator[tuple[str, str]]:
    """What the findings say of the run and why, without advice: each text with its place."""
    yield from messages(report)
    for finding in report.findings:
        yield f"{finding.code} why", finding.why


def texts(report: Report) -> Iterator[tuple[str, str]]:
    """Every text that a screen shows, with its place."""
    yield "headline", headline(report)
    yield "summary", report.summary
    yield "timeline", timeline(report)
    for curve in report.curves:
        yield f"course of {curve.name}", course(curve, report.best)
    for finding in report.findings:
        yield finding.code, finding.message
        yield f"{finding.code} why", finding.why
        yield f"{finding.code} not_when", finding.not_when
        for advice in finding.recommendations:
            yield f"{finding.code} advice", advice.do
            yield f"{finding.code} advice why", advice.why


def places(text: str) -> list[tuple[str, float]]:
    """The steps that a text names, each with its unit."""
    return [(unit, number(at)) for unit, at in PLACE.findall(text)]


def sinces(text: str) -> list[float]:
    """The steps since which a text says that something holds."""
    return [number(at) for at in SINCE.findall(text)]
