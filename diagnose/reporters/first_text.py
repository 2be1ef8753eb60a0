"""What a colleague would say of a run, on one screen: what happened, the picture, what to do, and what else was seen.

However much there is to say, it takes no more than MOST_LINES beside the picture: of a long report less is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diagnose.model import Finding, Recommendation, Report
from diagnose.reporters.paint import FAINT, bold, colour_of, painted
from diagnose.reporters.picture import picture
from diagnose.reporters.plain_text import fitted
from diagnose.reporters.screen import Screen
from diagnose.reporters.selection import Selection, selection
from diagnose.reporters.sentences import happened, headline, lower_case, onset_of, what_to_do
from diagnose.reporters.wrapping import code_lines, labelled, lines_needed, margin, wrapped
from diagnose.writing import count

MOST_LINES = 20


class Ration(NamedTuple):
    """How much of a report is told: how many lines of a part, and how many items of a kind on how many lines each."""

    sentence: int
    first: int
    code: int
    then: int
    also: int
    cautions: int
    lines: int


RATIONS = (
    Ration(sentence=6, first=6, code=3, then=2, also=3, cautions=2, lines=2),
    Ration(sentence=6, first=6, code=3, then=2, also=2, cautions=1, lines=2),
    Ration(sentence=6, first=6, code=3, then=2, also=1, cautions=1, lines=2),
    Ration(sentence=5, first=6, code=3, then=1, also=1, cautions=1, lines=2),
    Ration(sentence=4, first=4, code=2, then=1, also=1, cautions=1, lines=1),
)
"""From plenty to little; the last one fits any report on any screen."""


def first_lines(report: Report, screen: Screen) -> list[str]:
    """The first screen of a report."""
    above, below = _told(report, screen)
    drawn = ["  " + line for line in picture(report.curves, report.best, onset_of(report), screen)]
    return [*above, "", *drawn, *([""] if drawn else []), *below]


def _told(report: Report, screen: Screen) -> tuple[list[str], list[str]]:
    """The lines above and below the picture: as much as may stand there."""
    blanks = 2
    for ration in RATIONS:
        above, below = [*heading(report, screen, ration.sentence)], [*_below(report, screen, ration)]
        if len(above) + len(below) + blanks <= MOST_LINES:
            break
    return above, below


def heading(report: Report, screen: Screen, most: int | None = None) -> Iterator[str]:
    """The run, its verdict, and what happened in at most so many lines."""
    name, verdict = f"{fitted(report.run.name, screen.width - 1)}:", headline(report)
    if len(name) + 1 + len(verdict) <= screen.width:
        yield f"{bold(name, screen)} {bold(verdict, screen, colour_of(report))}"
    else:
        yield bold(name, screen)
        yield from (bold(line, screen, colour_of(report)) for line in wrapped(verdict, screen, most=2))
    yield from wrapped(happened(report), screen, most=most)


def _below(report: Report, screen: Screen, ration: Ration) -> Iterator[str]:
    chosen = selection(report, ration.then, ration.also)
    if chosen.first is not None:
        yield from labelled("First", [lower_case(what_to_do(chosen.first))], screen, ration.first)
        yield from _code(chosen.first, screen, ration.code)
    yield from labelled("Then", [lower_case(advice.do) for advice in chosen.then], screen, ration.lines)
    yield from labelled("Also", _also(chosen, screen, ration), screen, ration.lines)
    yield from labelled("Note", _some(chosen.cautions, ration.cautions), screen, ration.lines)
    yield painted(_further(report, chosen, screen), FAINT, screen)


def _code(advice: Recommendation, screen: Screen, most: int) -> list[str]:
    return [] if advice.how is None else code_lines(advice.how.code, screen, margin(screen), most)


def _also(chosen: Selection, screen: Screen, ration: Ration) -> list[str]:
    """The other findings, and how many more there are."""
    items = [_shortly(finding, screen, ration.lines) for finding in chosen.also]
    if items and chosen.unsaid:
        more = f"and {chosen.unsaid} more"
        joined = f"{items[-1]}; {more}"
        has_room = lines_needed(joined, screen) == lines_needed(items[-1], screen)
        items = [*items[:-1], joined] if has_room else [*items, more]
    return items


def _shortly(finding: Finding, screen: Screen, lines: int) -> str:
    """What was found with its numbers, or what it is called: whichever needs one line, else so many."""
    message, title = f"{finding.message} ({finding.code})", f"{lower_case(finding.title)} ({finding.code})"
    choices = [(words, most) for most in range(1, lines + 1) for words in (message, title)]
    return next((words for words, most in choices if lines_needed(words, screen) <= most), title)


def _some(notes: Sequence[str], most: int) -> list[str]:
    """The first of the notes, the last of them with how many more there are."""
    left = len(notes) - most
    return [*notes[: most - 1], f"({left} more) {notes[most - 1]}"] if left > 0 else list(notes)


def _further(report: Report, chosen: Selection, screen: Screen) -> str:
    """How to see the rest, as far as a line holds it."""
    more = f" and {count(chosen.untold, 'more piece', 'more pieces')} of advice" if chosen.untold else ""
    whole = f"{screen.more} shows evidence, reasons{more}" if more else f"{screen.more} shows evidence and reasons"
    rule = f"; `diagnose explain {report.rule}` the rule" if report.rule else ""
    choices = (
        whole + rule,
        whole,
        f"{screen.more} shows evidence, reasons, all advice",
        f"{screen.more} shows the rest",
    )
    return next((words for words in choices if len(words) <= screen.width), choices[-1])
