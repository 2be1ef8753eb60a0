"""Small tables printed once an epoch: splits across and measures down, or measures across and splits down.

May not: count epochs; the lines around such a table do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.core.cells import number
from diagnose.readers.text import vocabulary
from diagnose.readers.text.grammar import Form, Sentence

if TYPE_CHECKING:
    from diagnose.model import Split

LONGEST = 1_000
PATIENCE = 100
PIPE = re.compile(r"[|│┃]")
DIGIT = re.compile(r"\d")
WHOLE = frozenset(("", "class", "combined", "split", "set", "phase", "metric", "metrics", "name"))


class Grids:
    """Watches a log for such tables."""

    def __init__(self) -> None:
        self.splits: tuple[Split, ...] = ()
        self.names: tuple[str, ...] = ()
        self.missed = 0
        self._forms: dict[tuple[tuple[str, Split], ...], Form] = {}

    def row(self, text: str) -> Sentence | None:
        """What a line says as the row of the table above it; None where it is none."""
        if ("|" not in text and "│" not in text and "┃" not in text) or len(text) > LONGEST:
            return None
        if not self.splits and not self.names and DIGIT.search(text, text.rfind("|") + 1):
            return None  # no header, as most lines of most logs
        cells = _cells(text)
        scores = self._scores_of_measure(cells) or self._scores_of_split(cells)
        if scores:
            self.missed = 0
            return self._sentence(scores)
        self.missed += 1
        if self.missed > PATIENCE:
            self.splits, self.names = (), ()
        self._hear_header(cells)
        return None

    def _hear_header(self, cells: list[str]) -> None:
        if any(DIGIT.search(cell) for cell in cells):
            return
        splits = tuple(split for cell in cells if (split := vocabulary.split_alone(cell)) is not None)
        if len(splits) == len(cells) == len(set(splits)) and len(cells) > 1:
            self.splits, self.names = splits, ()
        elif len(cells) > 1 and vocabulary.split_of(cells[0]) is None and any(map(vocabulary.is_metric, cells[1:])):
            self.splits, self.names = (), tuple(cells)

    def _scores_of_measure(self, cells: list[str]) -> dict[tuple[str, Split], float]:
        """The values of a row that begins with a measure, under a header of splits."""
        if not self.splits or len(cells) != len(self.splits) + 1 or not vocabulary.is_metric(cells[0]):
            return {}
        return _numbers([(f"{split} {cells[0]}", split) for split in self.splits], cells[1:])

    def _scores_of_split(self, cells: list[str]) -> dict[tuple[str, Split], float]:
        """The values of a row that begins with a split, under a header of measures."""
        if not self.names or len(cells) != len(self.names) or (split := vocabulary.split_alone(cells[0])) is None:
            return {}
        what = "" if self.names[0].lower() in WHOLE else f"{self.names[0]} "
        return _numbers([(f"{split} {what}{name}", split) for name in self.names[1:]], cells[1:])

    def _sentence(self, scores: dict[tuple[str, Split], float]) -> Sentence:
        key = tuple(scores)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = Form(tuple((*name, False) for name in key), "", "", False, "", None, "")
        return Sentence(form, None, None, None, None, list(scores.values()))


def _cells(text: str) -> list[str]:
    """The cells of a line between pipes; what a logger put before the first goes."""
    cells = [cell.strip() for cell in PIPE.split(text.strip().strip("|│┃"))]
    return [cells[0].rpartition(" - ")[2].strip(), *cells[1:]]


def _numbers(names: list[tuple[str, Split]], cells: list[str]) -> dict[tuple[str, Split], float]:
    try:
        values = {name: number(cell) for name, cell in zip(names, cells, strict=True) if vocabulary.is_metric(name[0])}
    except ValueError:
        return {}
    return {name: value for name, value in values.items() if value is not None}
