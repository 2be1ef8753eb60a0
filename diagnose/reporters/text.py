"""The report for a person at a terminal: the answer first, then the picture, the reasons, and what to change."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from diagnose.model import Curve, Finding, Recommendation, Report, Severity, Verdict
from diagnose.reporters.answers import Answers
from diagnose.reporters.phrases import asked, course, headline, measured, onset_of, timeline, unit_of
from diagnose.reporters.picture import COLOURS, picture
from diagnose.reporters.screen import Screen
from diagnose.reporters.summary import summary
from diagnose.reporters.words import fitted, plain
from diagnose.writing import count, sure

SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "green"}
MOST_WHOLE = 6  # more runs than this get one line each: nobody scrolls through a hundred pictures
NAME_WIDTH = 24
ASCII_FOR = str.maketrans({"→": "->", "×": "x", "·": "-", "−": "-", "–": "-", "—": "-", "≥": ">=", "≤": "<="})


def render(answers: Answers, screen: Screen) -> str:
    """The whole answer for each run, and one line a run where there are several."""
    reports = answers.reports
    brief = screen.brief or len(reports) > MOST_WHOLE
    blocks = [] if brief else ["\n".join(_whole(report, screen)) + "\n" for report in reports]
    if brief or len(reports) + len(answers.problems) > 1:
        blocks.append("\n".join(summary(answers, screen)) + "\n")
    line = ("─" if screen.unicode else "-") * screen.width
    text = f"\n{_paint(line, 'bright_black', screen)}\n\n".join(blocks)
    return text if screen.unicode else text.translate(ASCII_FOR)


def _whole(report: Report, screen: Screen) -> Iterator[str]:
    colour = "yellow" if report.verdict is Verdict.INCONCLUSIVE else SEVERITY_COLOURS[report.severity]
    yield _bold(f"{plain(report.run.name)}: ", screen) + _bold(headline(report), screen, colour)
    yield ""
    yield from _wrapped(report.summary, screen)
    yield from _curves(report, screen)
    yield from _reasons(report, screen)
    yield from _to_do(report, screen)
    yield from _others(report, screen)
    yield from _remarks(report, screen)


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
    yield f"  {_paint(name, COLOURS[split], screen)}  {first}"
    yield from (" " * (widest + 4) + line for line in rest)


def _reasons(report: Report, screen: Screen) -> Iterator[str]:
    """Why the deciding rule fired, in its numbers, and when not to believe it."""
    finding = report.deciding
    if finding is None:
        return
    yield ""
    yield _bold("Why", screen) + f" ({finding.code} {finding.name})"
    yield from _wrapped(finding.why, screen, "  ")
    unit = unit_of(report)
    values = [measured(one, unit) for one in finding.evidence]
    names = max((len(one.fact) for one in finding.evidence), default=0)
    widest = max(map(len, values), default=0)
    for one, value in zip(finding.evidence, values, strict=True):
        line = f"    {one.fact:<{names}}  {value:<{widest}}  {asked(one)}".rstrip()
        yield from textwrap.wrap(line, screen.width, subsequent_indent=" " * 8)
    if finding.not_when:
        yield from _wrapped(f"Do not believe it when: {finding.not_when}", screen, "  ")


def _to_do(report: Report, screen: Screen) -> Iterator[str]:
    """What to change, in order."""
    if not report.recommendations:
        return
    yield ""
    yield _bold("What to do first", screen)
    for at, one in enumerate(report.recommendations, 1):
        if at == 2:
            yield _bold("If that is not enough", screen)
        yield from _advice(at, one, screen)


def _advice(at: int, one: Recommendation, screen: Screen) -> Iterator[str]:
    number = f"  {at}. "
    yield from textwrap.wrap(
        one.do.rstrip(".") + ".", screen.width, initial_indent=number, subsequent_indent=" " * len(number)
    )
    reason = " ".join(filter(None, (one.why, f"[{one.source}]" if one.source else "")))
    for line in _wrapped(reason, screen, " " * len(number)):
        yield _paint(line, "bright_black", screen)


def _others(report: Report, screen: Screen) -> Iterator[str]:
    """The other findings, one sentence each."""
    others = [one for one in report.findings if one.code != report.rule]
    if not others:
        return
    yield ""
    yield _bold("Also seen", screen)
    for one in others:
        yield from _other(one, screen)


def _other(one: Finding, screen: Screen) -> Iterator[str]:
    head = f"  {one.severity.word:<7}  {one.code}  "
    first, *rest = textwrap.wrap(f"{one.message} ({sure(one.confidence)})", max(20, screen.width - len(head)))
    word = _paint(f"{one.severity.word:<7}", SEVERITY_COLOURS[one.severity], screen)
    yield f"  {word}  {one.code}  {first}"
    yield from (" " * len(head) + line for line in rest)


def _remarks(report: Report, screen: Screen) -> Iterator[str]:
    """What was assumed or left out on the way."""
    notes = list(report.notes)
    if report.suppressed:
        notes.append(f"Suppressed by --select or --ignore: {count(report.suppressed, 'finding')}")
    if not notes:
        return
    yield ""
    yield _bold("Notes", screen)
    for note in notes:
        yield from textwrap.wrap(plain(note), screen.width, initial_indent="  - ", subsequent_indent="    ")


def _wrapped(text: str, screen: Screen, indent: str = "") -> list[str]:
    return textwrap.wrap(plain(text), screen.width, initial_indent=indent, subsequent_indent=indent)


def _bold(text: str, screen: Screen, colour: str | None = None) -> str:
    return click.style(text, bold=True, fg=colour) if screen.colour else text


def _paint(text: str, colour: str, screen: Screen) -> str:
    return click.style(text, fg=colour) if screen.colour else text
