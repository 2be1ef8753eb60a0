"""Many runs at a glance: how many of which verdict, then one line a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

from diagnose.model import Report
from diagnose.reporters.answers import Answers
from diagnose.reporters.paint import bold, colour_of, painted
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import happened, headline
from diagnose.reporters.wrapping import packed
from diagnose.writing import count

NAME_WIDTH, LEAST_NAME = 40, 16
LEAST_FOLDER = 8
LEAST_ADVICE = 24
"""Columns that what to do first needs to be understood."""


def overview(answers: Answers, screen: Screen) -> Iterator[str]:
    """The lines of the overview."""
    reports = answers.reports
    folder = _folder([plain(report.run.name) for report in reports])
    yield from (bold(line, screen) for line in _tally(answers, folder, screen))
    names = [plain(report.run.name)[len(folder) :] for report in reports]
    heads = max((len(headline(report)) for report in reports), default=0)
    room = screen.width - heads - 4
    widest = min(NAME_WIDTH, room, max(map(len, names), default=0))
    for name, report in zip(names, reports, strict=True):
        yield from _beside(name, report, widest, heads, screen) if room >= LEAST_NAME else _below(name, report, screen)


def _folder(names: Sequence[str]) -> str:
    """The folder in which all the runs stand, with its slash; empty for a single run, whose name stays whole."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    same = next((at for at, letters in enumerate(zip(first, last, strict=False)) if letters[0] != letters[1]), 0)
    return first[: first.rfind("/", 0, same) + 1]


def _tally(answers: Answers, folder: str, screen: Screen) -> list[str]:
    """How many runs there are, where, and how many of each verdict."""
    verdicts = Counter(report.verdict.value for report in answers.reports).most_common()
    tally = [f"{number} {verdict}" for verdict, number in verdicts]
    if tally:
        runs = count(len(answers.reports), "run")
        room = screen.width - len(f"{runs} in : {tally[0]},")
        place = f" in {fitted(folder.rstrip('/'), room)}" if len(folder) > 1 and room >= LEAST_FOLDER else ""
        tally[0] = f"{runs}{place}: {tally[0]}"
    failed = [f"{count(len(answers.failed), 'log')} could not be read"] if answers.failed else []
    return packed([*(tally or ["no run could be read"]), *failed], screen.width, ", ", "  ")


def _beside(name: str, report: Report, widest: int, heads: int, screen: Screen) -> Iterator[str]:
    """Name and verdict, and what to do first where there is room; what happened where there is nothing to do."""
    head = painted(f"{headline(report):<{heads}}", colour_of(report), screen)
    left = screen.width - widest - heads - 6
    todo = report.recommendations[0].do if report.recommendations else happened(report).rstrip(".")
    todo = shorten(plain(todo), left, placeholder=" ..") if left >= LEAST_ADVICE else ""
    yield f"  {fitted(name, widest):<{widest}}  {head}  {todo}".rstrip()


def _below(name: str, report: Report, screen: Screen) -> Iterator[str]:
    """The verdict below the name, on a narrow screen."""
    yield f"  {fitted(name, screen.width - 2)}"
    whole = headline(report)
    verdict = whole if len(whole) + 4 <= screen.width else whole.rpartition(", ")[0]
    yield f"    {painted(verdict, colour_of(report), screen)}"
