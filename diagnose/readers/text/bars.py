"""Bars drawn in text: how far each has come, and what stands beside it.

May not: take escapes or carriage returns out, look for metrics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnose.readers.text.tokens import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

BAR = re.compile(
    r"(\d{1,3})%\|[^|]{0,400}\|\s{0,9}(\d+(?:\.\d+)?[kMG]?)/(\d+(?:\.\d+)?[kMG]?)\s{0,3}\[([^\]]{0,2000})\]?"
)
# where a notebook showed the bar itself as a widget: `50% 1/2 [00:00<00:00, 6.54it/s, loss=2.29]`
BARE = re.compile(
    r"(\d{1,3})%\s{1,3}(\d{1,12}(?:\.\d{1,9})?[kMG]?)/(\d{1,12}(?:\.\d{1,9})?[kMG]?)\s\[(?=\d{1,3}:\d\d)([^\]]{0,2000})\]?"
)
# `[=====>  1/391 ...]`, or the count behind all else, to where backspaces had taken it
SQUARE = re.compile(r"\[={0,300}>[.\s]{0,300}(?:(\d{1,9})/(\d{1,9})[.\s]{0,300})?\]")
BEHIND = re.compile(r"\s(\d{1,9})/(\d{1,9})\s{0,9}$")
DRAWN = re.compile(
    r"(?<![\d.])(\d{1,3})%\s(?=[━╸╺─])[━╸╺─ ]{1,300}?(\d{1,12}(?:\.\d{1,3})?[kMG]?)/(\d{1,12}(?:\.\d{1,3})?[kMG]?)\s"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A tqdm bar: how many of how many, and whether it counts epochs by its own word."""

    done: float
    total: float
    of_epochs: bool


def beside_bars(text: str) -> Iterator[tuple[str, Bar | None]]:
    """What stands beside the bars of a text, each with its bar; a text without one as it is.

    A bar's own text (before it and in its brackets) is one piece, what follows the bar another.
    """
    if "%\\|" in text:
        text = text.replace("\\|", "|")  # in a table of Markdown
    if "%|" in text:
        yield from _with_bars(text, BAR)
    elif "% " in text:
        yield from _without_pipes(text)
    elif ("[=" in text or "[>" in text) and (square := SQUARE.search(text)):
        yield _beside_square(text, square)
    elif text:
        yield text, None


def _without_pipes(text: str) -> Iterator[tuple[str, Bar | None]]:
    if "<" in text and BARE.search(text) is not None:
        yield from _with_bars(text, BARE)
    elif drawn := DRAWN.search(text):
        yield f"{text[: drawn.start()]} | ", Bar(_count(drawn[2]), _count(drawn[3]), of_epochs=False)
    elif ("[=" in text or "[>" in text) and (square := SQUARE.search(text)):
        yield _beside_square(text, square)
    else:
        yield text, None


def _beside_square(text: str, square: re.Match[str]) -> tuple[str, Bar | None]:
    """What stands beside a bar in brackets, and its count, which stands in it or behind all else."""
    count = square if square[1] else BEHIND.search(text, square.end())
    if count is None:
        return text, None
    rest = text[square.end() : len(text) if count is square else count.start()]
    return f"{text[: square.start()]} | {rest}", Bar(float(count[1]), float(count[2]), of_epochs=False)


def _with_bars(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, Bar | None]]:
    start = 0
    for match in pattern.finditer(text):
        before, inside = text[start : match.start()], match[4]
        rate, _, values = inside.partition(", ") if "it/s" not in inside else _after_rate(inside)
        of_epochs = "epoch" in rate.lower() or re.fullmatch(r"\s*epochs?\s*:?\s*", before, re.IGNORECASE) is not None
        bar = Bar(_count(match[2]), _count(match[3]), of_epochs)
        if bar.done > 0:  # before the first update a bar shows what the last one left
            yield f"{before} | {values}", bar
        start = match.end()
    if text[start:].strip():
        yield text[start:], None


def _after_rate(inside: str) -> tuple[str, str, str]:
    place = inside.find("it/s") + 4
    return inside[:place], "", inside[place:].lstrip(" ,")


def _count(text: str) -> float:
    scale = SCALES.get(text[-1], 1.0)
    return float(text.rstrip("kMG")) * scale
