"""What every reader offers: a name, the usual suffixes, a look at the head, and a reading."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from diagnose.model import Run, Source


class Fit(IntEnum):
    """How well a source fits a reader, judged by its head alone."""

    NO = 0
    MAYBE = 1
    YES = 2


class Reader(Protocol):
    """One log format. `sniff` is pure and never raises; `read` raises ReadError naming the line or key."""

    @property
    def name(self) -> str:
        """What `--reader` calls it, and the format of its runs."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How files of this format usually end; a hint only."""
        ...

    @property
    def about(self) -> str:
        """What a person would call what it reads: who writes it, in one line."""
        ...

    def sniff(self, source: Source) -> Fit:
        """How well the head of the source fits this format."""
        ...

    def read(self, source: Source) -> list[Run]:
        """The runs that stand in the source, each with at least one series."""
        ...
