"""Cells of a table to numbers, as people and programs write them.

May not: know any format.
"""

from __future__ import annotations

import re

LONGEST = 200
ABSENT = frozenset(
    ("", "na", "n/a", "none", "null", "-", "--", "—", "–", "_", "?", ".", "…", "...", "no log", "no_log", "nolog")
)
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
WRAPPED = re.compile(r"(?:tensor\(|\[|np\.float\d*\(|array\()+\s*([^\s,\])]{1,40})[,\])].{0,80}")
OF = re.compile(r"(\d{1,9})\s*/\s*\d{1,9}")


def number(cell: str, decimal: str = ".") -> float | None:
    """The number in a cell; None where the cell says that there is none.

    Percent signs, thousands commas, `tensor(0.5)` and `[0.5]` are understood.

    Raises:
        ValueError: the cell holds something else.
    """
    if len(cell) > LONGEST:
        raise ValueError
    if decimal == ",":
        cell = cell.replace(",", ".")
    try:
        return float(cell)
    except ValueError:
        return _written_otherwise(cell.strip().strip('"').strip())


def _written_otherwise(cell: str) -> float | None:
    if cell.lower() in ABSENT:
        return None
    if cell.endswith("%"):
        return float(cell[:-1])
    if GROUPED.fullmatch(cell):
        return float(cell.replace(",", ""))
    wrapped = WRAPPED.fullmatch(cell)
    return float(wrapped[1] if wrapped else cell)


def position(cell: str, decimal: str = ".") -> float | None:
    """The number in a cell of an axis, where `12/50` is 12.

    Raises:
        ValueError: the cell holds something else.
    """
    part = OF.fullmatch(cell.strip())
    return float(part[1]) if part else number(cell, decimal)


def is_number(cell: str, decimal: str = ".") -> bool:
    """Whether a cell holds a number or says that there is none."""
    try:
        number(cell, decimal)
    except ValueError:
        return False
    return True


def is_filled(cell: str) -> bool:
    """Whether a cell holds anything at all."""
    return cell.strip().lower() not in ABSENT
