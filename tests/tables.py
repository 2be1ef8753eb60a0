"""Committed tables of what comes out now, compared line by line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

HINT = "run `make table`, read its diff line by line, and commit it where each change is wanted\n"


def check(file: Path, columns: Iterable[str], lines: Iterable[str]) -> None:
    """Fails with the lines that differ: numbers may, by one in the fourth digit, as machines round differently."""
    head, *before = file.read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == list(columns)
    pairs = zip_longest(before, lines, fillvalue="")
    differing = [f"- {old}\n+ {new}" for old, new in pairs if old != new and not _alike(old, new)]
    assert not differing, HINT + "\n".join(differing[:20])


def _alike(old: str, new: str) -> bool:
    cells = zip_longest(old.split("\t"), new.split("\t"), fillvalue="")
    return all(one == other or _close(one, other) for one, other in cells)


def _close(one: str, other: str) -> bool:
    try:
        return math.isclose(float(one), float(other), rel_tol=2e-3, abs_tol=1e-9)
    except ValueError:
        return False
