"""The report for a person at a terminal: the answer first, then the picture, the reasons, and what to change."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from diagnose.model import Curve, Finding, Recommendation, Report, Verdict
from diagnose.reporters.answers import Answers
from diagnose.reporters.overview import overview
from diagnose.reporters.paint import CURVE_COLOURS, FAINT, SEVERITY_COLOURS, bold, painted
from diagnose.reporters.picture import picture
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import (
    condition,
    course,
    headline,
    measured,
    onset_of,
    other_findings,
    reason,
    timeline,
    unit_of,
)
from diagnose.writing import count, sure

MOST_WHOLE = 6  # more runs than this get one line each: nobody scrolls through a hundred pictures
NAME_WIDTH = 24
ASCII_FOR = str.maketrans({"→": "->", "×": "x", "·": "-", "−": "-", "–": "-", "—": "-", "≥": ">=", "≤": "<="})


def render(answers: Answers, screen: Screen) -> str:
    """The whole answer for each run, and one line a run where there are several."""
    reports = answers.reports
    brief = screen.brief or len(reports) > MOST_WHOLE
    blocks = [] if brief else ["\n".join(_full_report(report, screen)) + "\n" for report in reports]
    if brief or len(reports) + len(answers.failed) > 1:
        blocks.append("\n".join(overview(answers, screen)) + "\n")
    line = ("─" if screen.unicode else "-") * screen.width
    text = f"\n{painted(line, FAINT, screen)}\n\n".join(blocks)
    return text if screen.unicode else text.translate(ASCII_FOR)


def _full_report(report: Report, screen: Screen) -> Iterator[str]:
    colour = "yellow" if report.verdict is Verdict.INCONCLUSIVE else SEVERITY_COLOURS[report.severity]
    yield bold(f"{plain(report.run.name)}: ", screen) + bold(headline(report), screen, colour)
    yield ""
    yield from _wrapped(report.summary, screen)
    yield from _curves(report, screen)
    yield from _reasons(report, screen)
    yield from _to_do(report, screen)
    yield from _also_seen(report, screen)
    yield from _notes(report, screen)


def _curves(report: Report, screen: Screen) -> Iterator[str]:
    """What each judged curve does, then their picture."""
    judged = report.curves.by_split
    if not judged:
        return
    yield ""
    widest = min(NAME_WIDTH, max(len(curve.name) for curve in judged.values()))
    for split, curve in judged.items():
        yield from _course(report, split, curve, widest, screen)
    if phases := timeline(report):
        yield from textwrap.wrap(phases, screen.width, initial_indent="  ", subsequent_indent="    ")
    drawn = picture(report.curves, report.best, onset_of(report), screen)
    if drawn:
        yield ""
    yield from ("  " + line for line in drawn)


def _course(report: Report, split: str, curve: Curve, widest: int, screen: Screen) -> Iterator[str]:
    name = f"{fitted(curve.name, NAME_WIDTH):<{widest}}"
    first, *rest = textwrap.wrap(course(curve, report.best), screen.width - widest - 4)
    yield f"  {painted(name, CURVE_COLOURS[split], screen)}  {first}"
    yield from (" " * (widest + 4) + line for line in rest)


def _reasons(report: Report, screen: Screen) -> Iterator[str]:
    """Why the deciding rule fired, in its numbers, and when not to believe it."""
    finding = report.deciding
    if finding is None:
        return
    yield ""
    yield bold("Why", screen) + f" ({finding.code} {finding.name})"
    yield from _wrapped(finding.why, screen, "  ")
    unit = unit_of(report)
    values = [measured(evidence, unit) for evidence in finding.evidence]
    names = max((len(evidence.fact) for evidence in finding.evidence), default=0)
    widest = max(map(len, values), default=0)
    for evidence, value in zip(finding.evidence, values, strict=True):
        line = f"    {evidence.fact:<{names}}  {value:<{widest}}  {condition(evidence)}".rstrip()
        yield from textwrap.wrap(line, screen.width, subsequent_indent=" " * 8)
    if finding.not_when:
        yield from _wrapped(f"Do not believe it when: {finding.not_when}", screen, "  ")


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


def _advice(place: int, recommendation: Recommendation, screen: Screen) -> Iterator[str]:
    number = f"  {place}. "
    sentence = recommendation.do.rstrip(".") + "."
    yield from textwrap.wrap(sentence, screen.width, initial_indent=number, subsequent_indent=" " * len(number))
    for line in _wrapped(reason(recommendation), screen, " " * len(number)):
        yield painted(line, FAINT, screen)


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
    head = f"  {finding.severity.word:<7}  {finding.code}  "
    sentence = f"{finding.message} ({sure(finding.confidence)})"
    first, *rest = textwrap.wrap(sentence, max(20, screen.width - len(head)))
    word = painted(f"{finding.severity.word:<7}", SEVERITY_COLOURS[finding.severity], screen)
    yield f"  {word}  {finding.code}  {first}"
    yield from (" " * len(head) + line for line in rest)


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
        yield from textwrap.wrap(plain(note), screen.width, initial_indent="  - ", subsequent_indent="    ")


def _wrapped(text: str, screen: Screen, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), screen.width, initial_indent=indent, subsequent_indent=indent)
