"""Sentences broken into lines that a screen holds, alone or in a list behind a label."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from diagnose.reporters.paint import bold
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.screen import Screen

CUT = " .."
NARROW = 60
"""Below so many columns a label has no column of its own."""
LABEL_WIDTH = 8
PART_OF_CODE = re.compile(r"[^ (]*(?:[ (]+|$)")
"""What is not broken: a name with its bracket, a word with its blank."""


def wrapped(text: str, screen: Screen, first: str = "", rest: str | None = None, most: int | None = None) -> list[str]:
    """The text in lines, at most so many, each begun by `first` and then by `rest`; what is cut off ends in dots."""
    further = first if rest is None else rest
    return textwrap.wrap(
        plain(text),
        screen.width,
        initial_indent=first,
        subsequent_indent=further,
        max_lines=most,
        placeholder=CUT,
        break_on_hyphens=False,
    )


def margin(screen: Screen) -> str:
    """What stands before the items behind a label: its width, and little on a narrow screen."""
    return " " * (LABEL_WIDTH if screen.width >= NARROW else 2)


def labelled(label: str, items: Sequence[str], screen: Screen, most: int) -> Iterator[str]:
    """The items, each on at most so many lines of its own, the first of them behind the label."""
    left = margin(screen)
    head = f"{label}: ".ljust(len(left))
    for place, item in enumerate(items):
        lines = wrapped(item, screen, left if place else head, left + "  ", most)
        if place == 0 and lines:
            lines[0] = bold(lines[0][: len(head)], screen) + lines[0][len(head) :]
        yield from lines


def lines_needed(item: str, screen: Screen) -> int:
    """How many lines an item needs behind a label of at most five letters."""
    left = margin(screen)
    return len(wrapped(item, screen, left.ljust(len("First: ")), left + "  "))


def code_lines(code: str, screen: Screen, left: str, most: int | None = None) -> list[str]:
    """A line of code, broken behind brackets and blanks where it must be; at most so many lines, then dots."""
    room = screen.width - len(left)
    parts = [fitted(part, room) if len(part) > room else part for part in PART_OF_CODE.findall(plain(code))]
    lines = [left + line.rstrip() for line in packed(parts, room, "")]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1][: screen.width - len(CUT)] + CUT]


def packed(items: Sequence[str], width: int, between: str, indent: str = "") -> list[str]:
    """The items in lines, as many side by side as there is room for; those that are wider stand alone.

    Each line but the first is indented.
    """
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}{between}{item}" if lines else ""
        if lines and len(joined.rstrip()) <= width - len(between.rstrip()):
            lines[-1] = joined
        else:
            lines[-1:] = [*(line + between.rstrip() for line in lines[-1:]), (indent if lines else "") + item]
    return lines
