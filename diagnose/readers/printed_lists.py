"""Lists of numbers that are printed or assigned one after another: `train_loss = [0.9, 0.7, 0.6]`.

May not: evaluate anything, take lists inside other text for a log where anything else is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.columns import history_run
from diagnose.readers.core.opening import whole_text
from diagnose.readers.core.reader import Fit
from diagnose.readers.keras.printed_dict import values_of
from diagnose.vocabulary.recognition import makes_a_curve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnose.model import Run, Source

OPENING = re.compile(
    r"^[ \t>*-]{0,8}(?P<key>[^\W\d][\w .'\"\[\]()/-]{0,60}?)[ \t]{0,8}[:=][ \t]{0,8}"
    r"(?:(?:np\.|numpy\.|torch\.)?(?:array|asarray|tensor)\()?\[",
    re.MULTILINE,
)
INDEXED = re.compile(r".*\[['\"]([\w .-]{1,60})['\"]\]")
SETTING = re.compile(r"weight|scale|coef|ratio|lambda|factor|class|bound|range", re.IGNORECASE)
FEWEST = 3
MOSTLY = 0.5
BLANKS = re.compile(r"\s+")


class PrintedLists:
    """One list a curve, its place in the list its epoch."""

    name: ClassVar[str] = "printed-lists"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".log", ".py")
    about: ClassVar[str] = "Lists of numbers with names, as people paste them: `train_loss = [0.9, 0.7]`."

    def sniff(self, source: Source) -> Fit:
        """YES where the head is mostly such lists, MAYBE where it has one."""
        lists = list(_lists(source.text))
        if not lists:
            return Fit.NO
        covered = sum(len(BLANKS.sub("", text)) for _, _, text in lists)
        return Fit.YES if covered >= MOSTLY * len(BLANKS.sub("", source.text)) else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """The run of the lists; another where a name comes again.

        Raises:
            ReadError: no list with the name of a loss or a score holds three numbers.
        """
        runs: list[dict[str, list[float | None]]] = [{}]
        for key, values, _ in _lists(whole_text(source)):
            if key in runs[-1]:
                runs.append({})
            runs[-1][key] = values
        if not runs[0]:
            raise ReadError(source.name, "no list has the name of a loss or a score and three numbers")
        several = len(runs) > 1
        return [
            history_run(f"{source.name}#{number}" if several else source.name, columns, log_format=self.name)
            for number, columns in enumerate(runs, 1)
        ]


def _lists(text: str) -> Iterator[tuple[str, list[float | None], str]]:
    """The name, the values and the text of each list that may be a curve."""
    for opening in OPENING.finditer(text):
        indexed = INDEXED.fullmatch(opening["key"])
        key = indexed[1] if indexed else opening["key"].strip(" '\"")
        close = text.find("]", opening.end())
        if close < 0 or SETTING.search(key) or not makes_a_curve(key):
            continue
        try:
            values = values_of(key, key, text[opening.end() : close], key)
        except ReadError:
            continue  # it holds more than numbers
        if len(values) >= FEWEST:
            yield key, values, text[opening.start() : close + 1]
