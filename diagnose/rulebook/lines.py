"""In which line of a TOML text a key stands; the parser does not tell.

May not: parse values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w.-]+)\s*=""")


def line_of(text: str, place: Sequence[int | str]) -> int | None:
    """The line, counted from 1, of the key at `place` (names, and the number of a table among its like from 0).

    Where the key itself is missing, the line of the table in which it should stand; None at the top of the file.
    """
    table, number, keys = _target(place)
    counts: Counter[str] = Counter()
    current = ""
    header: int | None = None
    for at, line in enumerate(text.splitlines(), 1):
        if named := HEADER.match(line):
            current = named[1].strip("\"'")
            counts[current] += 1
            if current == table and counts[current] == number + 1:
                header = at
        elif current == table and (not table or counts[current] == number + 1):
            written = KEY.match(line)
            if written and written[1].strip("\"'") in keys:
                return at
    return header


def _target(place: Sequence[int | str]) -> tuple[str, int, tuple[str, ...]]:
    """The table's name, which of its like it is, and the key in it, by itself and with the keys below it."""
    names = [part for part in place if isinstance(part, str)]
    number = next((part for part in place[1:] if isinstance(part, int)), 0)
    if len(names) == 1 and len(place) == 1:
        return "", 0, (names[0],)
    return names[0], number, (names[1], ".".join(names[1:])) if len(names) > 1 else ()
