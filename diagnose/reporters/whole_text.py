"""All that is known of a run, in the order of the first screen: all advice, the evidence, and how it was read."""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.model import Curve, Finding, Recommendation, Report
from diagnose.reporters.first_text import heading
from diagnose.reporters.paint import CURVE_COLOURS, FAINT, SEVERITY_COLOURS, bold, painted
from diagnose.reporters.picture import picture
from diagnose.reporters.plain_text import fitted
from diagnose.reporters.screen import Screen
from diagnose.reporters.selection import other_findings
from diagnose.reporters.sentences import (
    condition,
    course,
    measured,
    onset_of,
    reason,
    timeline,
    unit_of,
    what_to_do,
)
from diagnose.reporters.wrapping import code_lines, wrapped
from diagnose.rulebook.wording import tried
from diagnose.writing import count, sure

NAME_WIDTH = 24
BESIDE = 20
"""Columns that a text needs to stand beside something."""


def whole_lines(report: Report, screen: Screen) -> Iterator[str]:
    """The whole report."""
    yield from heading(report, screen)
    drawn = picture(report.curves, report.best, onset_of(report), screen)
    yield from [""] if drawn else []
    yield from ("  " + line for line in drawn)
    yield from _to_do(report, screen)
    yield from _reasons(report, screen)
    yield from _also_seen(report, screen)
    yield from _curves(report, screen)
    yield from _notes(report, screen)


def _to_do(report: Report, screen: Screen) -> Iterator[str]:
    """What to change, in order."""
    if not report.recommendations:
        return
    yield ""
    yield bold("What to do first", screen)
    for place, recommendation in enumerate(report.recommendations, 1):
        if place == 2:
            yield bold("If that is not enough", screen)
        yield from _advice(place, recommendation, screen)


def _advice(place: int, advice: Recommendation, screen: Screen) -> Iterator[str]:
    number = f"  {place}. "
    indent = " " * len(number)
    yield from wrapped(f"{what_to_do(advice)}.", screen, number, indent)
    if advice.how is not None:
        yield from code_lines(advice.how.code, screen, indent)
    for remark in (reason(advice), "" if advice.trial is None else f"It {tried(advice.trial)}."):
        yield from (painted(line, FAINT, screen) for line in wrapped(remark, screen, indent))


def _reasons(report: Report, screen: Screen) -> Iterator[str]:
    """Why the deciding rule fired, in its numbers, and when not to believe it."""
    finding = report.deciding
    if finding is None:
        return
    yield ""
    title = f"Why ({finding.code} {finding.name})"
    yield from (bold(line, screen) for line in wrapped(title, screen))
    yield from wrapped(finding.why, screen, "  ")
    unit = unit_of(report)
    values = [measured(evidence, unit) for evidence in finding.evidence]
    names = max((len(evidence.fact) for evidence in finding.evidence), default=0)
    widest = max(map(len, values), default=0)
    for evidence, value in zip(finding.evidence, values, strict=True):
        line = f"    {evidence.fact:<{names}}  {value:<{widest}}  {condition(evidence)}".rstrip()
        yield from wrapped(line, screen, "", " " * 8)
    if finding.not_when:
        yield from wrapped(f"Do not believe it when: {finding.not_when}", screen, "  ")


def _also_seen(report: Report, screen: Screen) -> Iterator[str]:
    """The other findings, one sentence each."""
    others = other_findings(report)
    if not others:
        return
    yield ""
    yield bold("Also seen", screen)
    for finding in others:
        yield from _other(finding, screen)


def _other(finding: Finding, screen: Screen) -> Iterator[str]:
    word = f"{finding.severity.word:<7}"
    head = f"  {word}  {finding.code}  "
    indent = " " * (len(head) if screen.width - len(head) > BESIDE else 4)
    first, *rest = wrapped(f"{finding.message} ({sure(finding.confidence)})", screen, head, indent)
    yield first.replace(word, painted(word, SEVERITY_COLOURS[finding.severity], screen), 1)
    yield from rest


def _curves(report: Report, screen: Screen) -> Iterator[str]:
    """What each judged curve does, and the phases of the run."""
    judged = report.curves.by_split
    if not judged:
        return
    yield ""
    yield bold("Curves", screen)
    widest = min(NAME_WIDTH, max(len(curve.name) for curve in judged.values()))
    for split, curve in judged.items():
        yield from _course(report, split, curve, widest, screen)
    if phases := timeline(report):
        yield from wrapped(phases, screen, "  ", "    ")


def _course(report: Report, split: str, curve: Curve, widest: int, screen: Screen) -> Iterator[str]:
    name = f"{fitted(curve.name, NAME_WIDTH):<{widest}}"
    head = f"  {name}  "
    indent = " " * (len(head) if screen.width - len(head) > BESIDE else 4)
    first, *rest = wrapped(course(curve, report.best), screen, head, indent)
    yield first.replace(name, painted(name, CURVE_COLOURS[split], screen), 1)
    yield from rest


def _notes(report: Report, screen: Screen) -> Iterator[str]:
    """What was assumed or left out on the way."""
    notes = list(report.notes)
    if report.suppressed:
        notes.append(f"Suppressed by --select or --ignore: {count(report.suppressed, 'finding')}")
    if not notes:
        return
    yield ""
    yield bold("Notes", screen)
    for note in notes:
        yield from wrapped(note, screen, "  - ", "    ")
