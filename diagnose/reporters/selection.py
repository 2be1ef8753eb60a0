"""What a person is told first of a report; text, Markdown and HTML show the same and keep the rest for whoever asks.

May not: word, format, decide.
"""

from __future__ import annotations

from typing import NamedTuple

from diagnose.model import Caution, Finding, Recommendation, Report

MOST_THEN, MOST_ALSO = 2, 3


class Selection(NamedTuple):
    """What to do first and then, what else was seen, the gravest first, and what must be known of how it was read.

    `unsaid` counts the findings and `untold` the pieces of advice beyond these.
    """

    first: Recommendation | None
    then: tuple[Recommendation, ...]
    also: tuple[Finding, ...]
    cautions: tuple[Caution, ...]
    unsaid: int
    untold: int


def selection(report: Report, then: int = MOST_THEN, also: int = MOST_ALSO) -> Selection:
    """The first things of a report, with at most so many further pieces of advice and other findings."""
    advice = report.recommendations
    others = sorted(other_findings(report), key=lambda finding: -finding.severity)
    return Selection(
        advice[0] if advice else None,
        advice[1 : 1 + then],
        tuple(others[:also]),
        tuple(note for note in report.notes if isinstance(note, Caution)),
        max(0, len(others) - also),
        max(0, len(advice) - 1 - then),
    )


def other_findings(report: Report) -> list[Finding]:
    """The findings beside the one that decided."""
    return [finding for finding in report.findings if finding.code != report.rule]
