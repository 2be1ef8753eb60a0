"""What the reporters are handed: the reports, and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from diagnose.model import Report


class FailedLog(NamedTuple):
    """A log that could not be read, and why, in one line that names it."""

    name: str
    detail: str


class Answers(NamedTuple):
    """All that one call has to say: a report for each run, the logs that failed, and remarks on the whole."""

    reports: Sequence[Report]
    failed: Sequence[FailedLog] = ()
    notes: Sequence[str] = ()
