"""The exit statuses, and which of several is the worst."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """How the command ended; the same for every output format."""

    CLEAN = 0
    FINDING = 1
    USAGE = 2
    UNREADABLE = 3
    UNDECIDED = 4
    BUG = 70
    INTERRUPTED = 130


# An unreadable log comes before a finding: the answer is incomplete, and what the missing part would have said is not
# known. A finding comes before an undecided run: it is something to act on now.
WORST_FIRST = (Exit.UNREADABLE, Exit.FINDING, Exit.UNDECIDED)


def worst(exits: Iterable[Exit]) -> Exit:
    """The status that stands for all of several: unreadable, then a finding, then undecided, else clean."""
    seen = set(exits)
    return next((status for status in WORST_FIRST if status in seen), Exit.CLEAN)
