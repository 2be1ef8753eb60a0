"""The time that one log may take: half of it to read, the most of the rest to judge.

May not: stop what is under way; those who read and judge ask between two pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

FOR_READING = 0.5
FOR_ALL = 0.9
"""The last tenth is there to finish the run that is being judged."""
MEGABYTE = 1_000_000


class Budget:
    """A number of seconds from now on, and how many bytes had been read when those for reading were spent."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.start = seconds, monotonic()
        self.read: int | None = None

    def is_spent(self, share: float = FOR_ALL) -> bool:
        """Whether this share of the time has gone by."""
        return monotonic() - self.start > share * self.seconds

    def stops_reading(self, length: int) -> bool:
        """Whether no more is to be read after that many bytes; the first to be stopped is remembered."""
        if not self.is_spent(FOR_READING):
            return False
        self.read = max(length, self.read or 0)
        return True


_BUDGET: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def allowed(seconds: float) -> Iterator[None]:
    """Give what is read and judged within the block so many seconds."""
    token = _BUDGET.set(Budget(seconds))
    try:
        yield
    finally:
        _BUDGET.reset(token)


def budget() -> Budget | None:
    """The budget of the log in hand, or None where it may take as long as it likes."""
    return _BUDGET.get()


def stops_reading(length: int) -> bool:
    """Whether the time for reading is spent after that many bytes of a log."""
    own = budget()
    return own is not None and own.stops_reading(length)


def part_read() -> str:
    """What is said where a log was not read to its end; empty where it was."""
    own = budget()
    if own is None or own.read is None:
        return ""
    return f"only its first {own.read / MEGABYTE:.1f} MB were read in the time that --time-limit allows"
