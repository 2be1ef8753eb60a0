"""What can go wrong, as exceptions that carry their data: where, what was wrong, what would be right.

May not: import anything else of ours, print or exit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NAMED = 12


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, or the first few where none is near."""
    from difflib import get_close_matches  # a hint is worth an import, a start-up without errors is not

    words = list(known)
    close = get_close_matches(word, words, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    more = ", …" if len(words) > MOST_NAMED else ""
    return f"known are {', '.join(words[:MOST_NAMED])}{more}"


class DiagnoseError(Exception):
    """Every error of ours, with one line for a person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ReadError(DiagnoseError):
    """A log that cannot be read.

    `where` names the line (`line 3`) or the key (`val_loss[2]`) where known; `hint` says what would have been right.
    """

    def __init__(self, name: str, problem: str, *, where: str = "", hint: str = "") -> None:
        place = f"{name}, {where}" if where else name
        message = f"{place}: {problem}" + (f"; {hint}" if hint else "")
        # what stands in a log is quoted here and there: it may neither break the line nor steer a terminal
        super().__init__("".join(letter if letter.isprintable() else " " for letter in message))
        self.name, self.problem, self.where, self.hint = name, problem, where, hint


class Fault(NamedTuple):
    """One thing that is wrong in a file: what, at which key, and in which line where that is known."""

    problem: str
    where: str = ""
    line: int | None = None


class RuleError(DiagnoseError):
    """A rule file that breaks the schema, does not fit the facts or contradicts another; it carries all its faults."""

    def __init__(self, file: str, *faults: Fault) -> None:
        super().__init__("\n".join(_placed(file, fault) for fault in faults))
        self.file, self.faults = file, faults


def _placed(file: str, fault: Fault) -> str:
    place = file if fault.line is None else f"{file}:{fault.line}"
    return f"{place}, {fault.where}: {fault.problem}" if fault.where else f"{place}: {fault.problem}"


class SettingsError(DiagnoseError):
    """A setting that does not exist or has a value that it cannot have."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem
