"""Many runs at a glance: how many of which verdict, then one line a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from diagnose.model import Report
from diagnose.reporters.answers import Answers
from diagnose.reporters.paint import SEVERITY_COLOURS, bold, painted
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import headline
from diagnose.writing import count

NAME_WIDTH = 40


def overview(answers: Answers, screen: Screen) -> Iterator[str]:
    """The lines of the overview."""
    verdicts = Counter(report.verdict.value for report in answers.reports)
    tally = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
    head = f"{count(len(answers.reports), 'run')}: {tally}" if tally else "no run could be read"
    if answers.failed:
        head += f"; {count(len(answers.failed), 'log')} could not be read"
    yield bold(head, screen)
    widest = min(NAME_WIDTH, max((len(plain(report.run.name)) for report in answers.reports), default=0))
    heads = max((len(headline(report)) for report in answers.reports), default=0)
    for report in answers.reports:
        yield _line(report, widest, heads, screen)


def _line(report: Report, widest: int, heads: int, screen: Screen) -> str:
    head = painted(f"{headline(report):<{heads}}", SEVERITY_COLOURS[report.severity], screen)
    left = screen.width - widest - heads - 6
    reason = fitted_end(plain(report.summary), left) if left > 20 else ""
    return f"  {fitted(report.run.name, NAME_WIDTH):<{widest}}  {head}  {reason}".rstrip()


def fitted_end(text: str, width: int) -> str:
    """The first sentence of a text, its end left out where it is wider than `width`."""
    first = text.split(". ")[0].rstrip(".")
    return first if len(first) <= width else first[: width - 2].rstrip() + ".."
