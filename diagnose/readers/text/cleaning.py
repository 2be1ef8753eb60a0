"""One physical line to the pieces of text that stand in it: escapes gone, overwritten parts apart.

May not: look for metrics.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.core.gluing import unglued
from diagnose.readers.core.opening import overwritten
from diagnose.readers.text.bars import beside_bars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnose.readers.text.bars import Bar

PIECE_LIMIT = 8_000
ESCAPE = re.compile(
    r"\x1b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\x07\x1b]{0,200}\x07?|[()][A-Z0-9]|.)|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
OCTAL = {"#033": "\x1b", "#015": "\r", "#011": "\t", "#010": "\b"}  # as syslog writes them


def pieces(line: str) -> Iterator[tuple[str, Bar | None]]:
    """The texts of a line in order, each with the bar that it stands on.

    Carriage returns separate what overwrote each other, and the same again is said once; records that stand one behind
    another are taken apart. A piece longer than 8,000
    characters is cut: no print loop writes one.
    """
    if "#0" in line and ("#015" in line or "#033[" in line):
        for written, meant in OCTAL.items():
            line = line.replace(written, meant)
    if "\x1b" in line or "\x08" in line or "\x00" in line:
        line = ESCAPE.sub("", line)
    if not line or line.isspace():
        return
    for part in overwritten(line):
        for record in unglued(part):
            yield from _beside_bars(record[:PIECE_LIMIT])


def _beside_bars(text: str) -> Iterator[tuple[str, Bar | None]]:
    if "%" in text or "[" in text:
        yield from beside_bars(text)
    elif text:
        yield text, None
