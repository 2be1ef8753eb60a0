"""The report for a person at a terminal: the answer first, then the picture, then what to do; the rest if asked for."""

from __future__ import annotations

from diagnose.reporters.answers import Answers
from diagnose.reporters.first_text import first_lines
from diagnose.reporters.overview import overview
from diagnose.reporters.paint import FAINT, painted
from diagnose.reporters.screen import Screen
from diagnose.reporters.whole_text import whole_lines
from diagnose.reporters.wrapping import wrapped

MOST_PICTURES = 6  # more runs than this get one line each: nobody scrolls through a hundred pictures
ASCII_FOR = str.maketrans({"→": "->", "×": "x", "·": "-", "−": "-", "–": "-", "—": "-", "≥": ">=", "≤": "<="})


def render(answers: Answers, screen: Screen) -> str:
    """The first screen or the whole for each run, and one line a run where there are several."""
    reports = answers.reports
    in_lines = screen.detail == "line" or (screen.detail == "first" and len(reports) > MOST_PICTURES)
    lines_of = whole_lines if screen.detail == "whole" else first_lines
    blocks = [] if in_lines else ["\n".join(lines_of(report, screen)) + "\n" for report in reports]
    if in_lines or len(reports) + len(answers.failed) > 1:
        further = _further(screen) if in_lines and screen.detail != "line" else []
        blocks.append("\n".join([*overview(answers, screen), *further]) + "\n")
    line = ("─" if screen.unicode else "-") * screen.width
    text = f"\n{painted(line, FAINT, screen)}\n\n".join(blocks)
    return text if screen.unicode else text.translate(ASCII_FOR)


def _further(screen: Screen) -> list[str]:
    """How to see more than a line a run."""
    hint = f"Give a run alone to see its curves and what to do; {screen.more} shows the whole of each"
    return [painted(line, FAINT, screen) for line in wrapped(hint, screen)]
