"""How a table is written: what separates its fields, how decimals look, where the header stands, what it names.

May not: read beyond the head.
"""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from diagnose.readers.core.cells import is_filled, is_number
from diagnose.readers.core.words import axis_unit, has_curve, is_index, tells_of_training

SEPARATORS = (",", ";", "\t", "|")
HEAD_LINES = 80
LOGGED = re.compile(r"\d\d:\d\d[^|]{0,40}\b(?:INFO|DEBUG|WARNING|ERROR)\b")  # what a logger puts before its lines
LONGEST_NAME = 300
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(e[+-]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way to write a table. `separator` None means blanks; `titles` is the number of lines before the header."""

    separator: str | None
    decimal: str
    names: tuple[str, ...]
    titles: int
    is_telling: bool

    def fields(self, line: str) -> list[str]:
        """The cells of a line."""
        return fields(line, self.separator)


def fields(line: str, separator: str | None) -> list[str]:
    """The cells of a line, quotes taken off."""
    if separator is None:
        return line.split()
    if '"' in line:
        # The parser refuses endless fields and carriage returns between quotes: such a line is cut as it stands.
        with suppress(csv.Error):
            return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    return line.split(separator)


@lru_cache(maxsize=8)
def dialect_of(text: str) -> Dialect | None:
    """The dialect of the table that the head of a log shows, or None where it shows none."""
    if text.lstrip()[:1] in ("{", "[", "<", ""):
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", HEAD_LINES)[:HEAD_LINES]
    lines = [line for line in lines if line.strip()]
    dialects = [dialect for separator in SEPARATORS if (dialect := _dialect_with(separator, lines))]
    if not dialects:
        blank = _dialect_with(None, lines)
        return blank if blank is not None and len(blank.names) > 2 else None
    return max(dialects, key=lambda dialect: (dialect.is_telling, len(dialect.names)))


def _dialect_with(separator: str | None, lines: list[str]) -> Dialect | None:
    if not any(separator is None or separator in line for line in lines):
        return None
    rows = [fields(line, separator) for line in lines]
    for place, row in enumerate(rows[:-1]):
        names = header_names(row)
        if names is None or not has_curve(names):
            continue
        decimal = "," if separator in (";", "\t", None) and _has_decimal_commas(rows[place + 1 : place + 6]) else "."
        if _is_row(rows[place + 1], names, decimal, strict=separator is None):
            telling = tells_of_training(names)
            if telling or any(axis_unit(name) for name in names):
                return Dialect(separator, decimal, names, place, telling)
    return None


def header_names(row: list[str]) -> tuple[str, ...] | None:
    """The names in a row if it can be a header: words in it, no number, no name twice; else None."""
    names = tuple(cell.strip().lstrip("\ufeff").strip('"').strip() for cell in row)
    last = max((place for place, name in enumerate(names) if name), default=-1)
    names = names[: last + 1]
    filled = [name for name in names if name]
    if not filled or len(set(filled)) < len(filled) or len(filled) < len(names) - 1:
        return None
    if any(is_filled(name) and is_number(name) for name in filled) or LOGGED.search(filled[0]):
        return None
    return names if all(len(name) < LONGEST_NAME and any(map(str.isalpha, name)) for name in filled) else None


def _is_row(row: list[str], names: tuple[str, ...], decimal: str, *, strict: bool) -> bool:
    """Whether a row can stand under a header: about as many cells, and at least half of them numbers."""
    if strict and len(row) != len(names):
        return False
    # Fields beyond the names decide before any cell is looked at, since an odd line may have a hundred thousand.
    if len(row) < len(names) - 1 or sum(1 for cell in row[len(names) :] if cell and not cell.isspace()) > 1:
        return False
    filled = [cell for cell in row if is_filled(cell)]
    numbers = sum(is_number(cell, decimal) for cell in filled)
    return numbers > 0 and 2 * numbers >= len(filled)


def _has_decimal_commas(rows: list[list[str]]) -> bool:
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(DECIMAL_COMMA.fullmatch(cell) is not None for cell in cells)
    return commas > 0 and not any("." in cell and is_number(cell) for cell in cells)


def shifted_from(names: tuple[str, ...], rows: list[list[str]]) -> int | None:
    """The index of a field that no name belongs to, where all rows are one field longer than the header.

    A field that is always blank has lost its name; else a first field that counts is the row number of pandas.
    """
    longer = [row for row in rows if len(row) == len(names) + 1]
    if not rows or len(longer) < len(rows):
        return None
    for place in range(len(names)):
        if not any(row[place].strip() for row in longer):
            return place
    counts = [row[0].strip() for row in longer[:3]]
    has_numbers = is_index(names[0]) or axis_unit(names[0]) is not None or not any(row[-1].strip() for row in longer)
    return 0 if counts == [str(n) for n in range(len(counts))] and not has_numbers else None
