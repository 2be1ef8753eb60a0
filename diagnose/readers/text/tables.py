"""Tables inside a text: a header line of names, then rows of as many cells, whatever separates them.

May not: take prose for a header; a header has an epoch or step and a measure, and no number.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from diagnose.readers.core.cells import number, position
from diagnose.readers.text import vocabulary
from diagnose.readers.text.detection import Scores
from diagnose.readers.text.grammar import Form, Sentence
from diagnose.readers.text.headers import Header, by_pipes, by_width, header_in, header_of, is_header
from diagnose.vocabulary import axes

if TYPE_CHECKING:
    from diagnose.readers.text.bars import Bar

LONGEST = 1_000
PATIENCE = 400
PREFIX = re.compile(
    r"^[\s\[(]{0,4}(?:(?:INFO|DEBUG)\s{0,3}[:|]\s{0,3})?"
    r"(?:\d{4}[-/]\d\d[-/]\d\d[ T]?)?(?:\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)?\s?[\])]?[\s|:-]{0,5}"
    r"(?:\[?\b(?:INFO|DEBUG|WARNING|ERROR)\b\]?[\s|:-]{0,8})?"
)
AXIS = re.compile(rf"^E\s+#|{'|'.join(axes.stems())}|[^\x00-\x7f]", re.IGNORECASE)
SUMMED = "train/loss is the sum of the parts that the table names"
BY_BATCH = "train/loss is the mean over the batches since the row before, over which the losses of the table are summed"
RULE = re.compile(r"\s*(?:(?:-{2,}|_{2,}|={2,})(?:\s+|$)){2,}")
TIME = re.compile(r"[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?")
DIGIT = re.compile(r"\d")
PART = re.compile(r"[-_=]{2,}")


class Tables:
    """Watches a log for tables."""

    def __init__(self) -> None:
        self.header: Header | None = None
        self.scores = Scores()
        self.notes: list[str] = []
        self._above: list[str] = []  # the cells of a line that may be the upper half of a header
        self._forms: dict[tuple[bool, bool, tuple[str, ...]], Form] = {}

    def row(self, text: str, bar: Bar | None, *, may_head: bool = True) -> Sentence | None:
        """What a line says as the row of the table above it; None where it is none.

        What counts nothing cannot head a table, and need not be looked at for that.
        """
        if len(text) > LONGEST:
            return None
        if (scores := self.scores.row(text)) is not None:
            return scores
        header = self.header
        if header is not None and not header.missed and header.first is None and RULE.fullmatch(text):
            header.bounds = _bounds(text, len(header.names))
            return None
        if header is not None:
            row = _values(header, text, bar)
            if row is not None:
                return self._sentence(header, *row)
            header.missed += 1
            if header.missed > PATIENCE:
                self.header = None
        if bar is None and (may_head or self._above) and (AXIS.search(text) or self._above):
            self.header = self._whole_header(_without_prefix(text)) or self.header
        return None

    def _whole_header(self, text: str) -> Header | None:
        """The header that a line is, or that it completes: columns between pipes may be named in two lines."""
        above, cells = self._above, by_pipes(text)
        self._above = cells if len(cells) > 2 and AXIS.search(text) and not DIGIT.search(text) else []
        if above and len(above) == len(cells) and any(map(str.isalpha, text)) and not DIGIT.search(text):
            both = [f"{upper} {lower}".strip() for upper, lower in zip(above, cells, strict=True)]
            if is_header(both):
                return header_of(both, by_pipes)
        return header_in(text)

    def _sentence(self, header: Header, place: tuple[float, float], values: dict[str, float]) -> Sentence:
        header.last, header.missed = place, 0
        header.first = place if header.first is None else header.first
        how = BY_BATCH if header.by_batch else SUMMED
        if header.summed and how not in self.notes:
            self.notes.append(how)
        form = self._form(header, tuple(values))
        epoch = place[0] if header.is_epoch else None
        step = place[0] if epoch is None else None if header.inner is None else place[1]
        return Sentence(form, epoch, step, None, None, list(values.values()))

    def _form(self, header: Header, names: tuple[str, ...]) -> Form:
        has_step = header.inner is not None or not header.is_epoch
        key = header.is_epoch, has_step, names
        form = self._forms.get(key)
        if form is None:
            columns = tuple((name, vocabulary.split_of(name), False) for name in names)
            form = Form(columns, "table", "step" if has_step else "", header.is_epoch, "", None, "")
            self._forms[key] = form
        return form


def _without_prefix(text: str) -> str:
    match = PREFIX.match(text)
    return text[match.end() :] if match and any(map(str.isalnum, match[0])) else text


def _values(header: Header, text: str, bar: Bar | None) -> tuple[tuple[float, float], dict[str, float]] | None:
    """The place and the numbers of a row, if it is one; on a bar (YOLO's rows) only of the finished one."""
    if bar is not None and bar.done < bar.total:
        return None
    cells = [cell.rstrip(":*") for cell in header.split(_without_prefix(text.rstrip(" |") if bar else text))]
    if len(cells) != len(header.names):
        cells = _otherwise(header, text, len(cells))
        if len(cells) != len(header.names):
            return None
    try:
        step = position(cells[header.axis])
        inner = 0.0 if header.inner is None else position(cells[header.inner])
        shown = {header.names[place]: number(cells[place]) for place in header.kept if not TIME.fullmatch(cells[place])}
    except ValueError:
        return None
    values = {name: value for name, value in shown.items() if value is not None}
    if step is None or inner is None or not values:
        return None
    if header.summed:
        whole = sum(value for name, value in values.items() if name in header.summed)
        values = {"train/loss": whole / _batches(header, step), **values}
    place = step, inner
    return None if place <= header.last and place != header.first else (place, values)


def _batches(header: Header, step: float) -> float:
    """Over how many batches the losses of a row are summed; the first row stands for all up to it, at least one."""
    before = header.last[0] if 0.0 < header.last[0] < step else 0.0
    return max(step - before, 1.0) if header.by_batch else 1.0


def _otherwise(header: Header, text: str, count: int) -> list[str]:
    """The cells of a row that has more or fewer than the header has names: some hold blanks, some are empty."""
    if count == len(header.names) + 1:  # a time that the header does not name
        *cells, last = header.split(text)
        if TIME.fullmatch(last):
            return cells
    if count < len(header.names) == len(apart := text.rstrip("* ").split()):
        return apart  # columns that only one blank keeps apart, as their numbers are long
    if header.bounds and (header.bounds[0] or count < len(header.names)):
        return [text[start:end].strip() for start, end in pairwise(header.bounds)]
    if header.split is by_width and count == len(header.names) + 1:
        number_of_row, *cells = by_width(text)
        return cells if number_of_row.isdigit() else []
    if header.split is not str.split or count < len(header.names):
        return []
    cells = by_width(text)
    return cells[1:] if len(cells) == len(header.names) + 1 and cells[0].isdigit() else cells  # rows have numbers


def _bounds(rule: str, columns: int) -> tuple[int, ...]:
    """Where columns begin and end, half way between, as the parts of a rule tell; empty where it has other columns.

    One column more than the header names is that of the rows' own numbers or names, and is none of the table.
    """
    parts = list(PART.finditer(rule))
    between = [(left.end() + right.start()) // 2 for left, right in pairwise(parts)]
    if len(parts) == columns:
        return (0, *between, LONGEST)
    return (*between, LONGEST) if len(parts) == columns + 1 and parts[0].start() == 0 else ()
