"""What can go wrong, as exceptions that carry their data: where, what was wrong, what would be right.

May not: import anything else of ours, print or exit.
"""

from __future__ import annotations


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
        said = f"{place}: {problem}" + (f"; {hint}" if hint else "")
        # what stands in a log is quoted here and there: it may neither break the line nor steer a terminal
        super().__init__("".join(one if one.isprintable() else " " for one in said))
        self.name, self.problem, self.where, self.hint = name, problem, where, hint


class RuleError(DiagnoseError):
    """A rule file that breaks the schema or contradicts another; `where` names the line or key."""

    def __init__(self, file: str, problem: str, *, where: str = "") -> None:
        super().__init__(f"{file}, {where}: {problem}" if where else f"{file}: {problem}")
        self.file, self.problem, self.where = file, problem, where


class SettingsError(DiagnoseError):
    """A setting that does not exist or has a value that it cannot have."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place, self.problem = place, problem
