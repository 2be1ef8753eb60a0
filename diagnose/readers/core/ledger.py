"""What became of the lines of a log that hold values: how many were used, which were left.

May not: decide which are used.
"""

from __future__ import annotations

import re

from diagnose.model import Account, Caution, LeftLines

TIME = r"(?!\s?(?:s|secs?|seconds?|ms|mins?|minutes?|h|hours?)\b)"
VALUE = re.compile(
    rf"(?<![\w.:/-])[-+]?\d++\.\d++(?:[eE][-+]?\d++)?(?![\w.:/]){TIME}|(?<![\w.])(?:nan|inf)(?!\w)", re.IGNORECASE
)
REMARK = re.compile(r"improv|\bbest\b|\bsav(?:ed|ing)\b|restor|early.?stop|reducing", re.IGNORECASE)
"""What speaks of values that stand elsewhere."""
NUMBERS = re.compile(r"\d+")
KINDS = 400
SHOWN = 3
LONGEST = 100
KIND_BY = 60
OFTEN = 3
SHARE = 0.1
"""From this share on, lines that were left are spoken of in the report, if those of one kind came three times."""


class Ledger:
    """Counts lines that hold values, as used or as left; those that were left by their kind."""

    def __init__(self) -> None:
        self.used = 0
        self._left: dict[str, tuple[int, str]] = {}
        self._others = 0

    def use(self, lines: int = 1) -> None:
        """Count lines of which a value was used."""
        self.used += lines

    def leave(self, text: str, lines: int = 1) -> None:
        """Count lines like this one that were left, if it holds a value of its own: a number with a point, no time."""
        if "." not in text and "n" not in text.lower():
            return
        if VALUE.search(text) is None or REMARK.search(text) is not None:
            return
        kind = NUMBERS.sub("0", text[:KIND_BY]).strip()
        count, like = self._left.get(kind, (0, text.strip()[:LONGEST]))
        if count or len(self._left) < KINDS:
            self._left[kind] = count + lines, like
        else:
            self._others += lines

    def account(self) -> Account:
        """How many lines there were, how many of them were used, and which kinds were left, the commonest first."""
        kinds = sorted((LeftLines(count, like) for count, like in self._left.values()), key=lambda left: -left.lines)
        left = self._others + sum(kind.lines for kind in kinds)
        return Account(self.used + left, self.used, tuple(kinds[:SHOWN]))


def note_of(account: Account) -> str:
    """What the report says of the lines that were left; nothing where they are few, or each is of its own kind."""
    left = account.lines - account.used
    if not account.left or account.left[0].lines < OFTEN or left < SHARE * account.lines:
        return ""
    commonest = account.left[0]
    of_them = f"{commonest.lines} of them like `{commonest.like}`"
    return Caution(f"{left} of {account.lines} lines with values were not used, {of_them}")
