"""Many runs at a glance: how many of which verdict, then one line a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from diagnose.model import Report, Severity
from diagnose.reporters.answers import Answers
from diagnose.reporters.phrases import headline
from diagnose.reporters.screen import Screen
from diagnose.reporters.words import fitted, plain
from diagnose.writing import count

NAME_WIDTH = 40
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "green"}


def summary(answers: Answers, screen: Screen) -> Iterator[str]:
    """The lines of the summary."""
    verdicts = Counter(report.verdict.value for report in answers.reports)
    said = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
    head = f"{count(len(answers.reports), 'run')}: {said}" if said else "no run could be read"
    if answers.problems:
        head += f"; {count(len(answers.problems), 'log')} could not be read"
    yield click.style(head, bold=True) if screen.colour else head
    widest = min(NAME_WIDTH, max((len(plain(report.run.name)) for report in answers.reports), default=0))
    heads = max((len(headline(report)) for report in answers.reports), default=0)
    for report in answers.reports:
        yield _line(report, widest, heads, screen)


def _line(report: Report, widest: int, heads: int, screen: Screen) -> str:
    said = f"{headline(report):<{heads}}"
    left = screen.width - widest - heads - 6
    reason = fitted_end(plain(report.summary), left) if left > 20 else ""
    said = click.style(said, fg=COLOURS[report.severity]) if screen.colour else said
    return f"  {fitted(report.run.name, NAME_WIDTH):<{widest}}  {said}  {reason}".rstrip()


def fitted_end(text: str, width: int) -> str:
    """The first sentence of a text, its end left out where it is wider than `width`."""
    first = text.split(". ")[0].rstrip(".")
    return first if len(first) <= width else first[: width - 2].rstrip() + ".."
