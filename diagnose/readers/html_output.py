"""HTML outputs of notebook cells: the tables that fastai and the Trainer draw while they train, and any like them.

May not: run scripts, follow links, take tables of anything but a count and its measures.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution
from diagnose.readers.core.cells import number, position
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import whole_text
from diagnose.readers.core.reader import Fit
from diagnose.readers.core.words import axis_unit, is_aside, tells_of_training

if TYPE_CHECKING:
    from diagnose.model import Run, Source, StepUnit

LIMIT = 64 << 20
TABLE = re.compile(r"<table\b|<tr\b", re.IGNORECASE)
ANYWHERE = re.compile(r"<(?:table|progress|div|p|style|html|!doctype|tbody|thead)\b", re.IGNORECASE)
PIECE = re.compile(r"<[^<]*|[^<]+")
MOST_PENDING = 64
BREAKS = frozenset(("br", "div", "hr", "li", "p", "pre"))
UNSEEN = frozenset(("script", "style"))
NO_LOG = frozenset(("no log", "not applicable", "-", "—", ""))


class HtmlOutput:
    """<table> with a header of epoch or step and measures."""

    name: ClassVar[str] = "html-table"
    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm")
    about: ClassVar[str] = "An HTML table such as fastai or the Trainer shows in a notebook."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has a table with an epoch or step and measures, MAYBE where it has any table."""
        if ANYWHERE.search(source.text[:20_000]) is None or TABLE.search(source.text) is None:
            return Fit.NO
        return Fit.YES if training_tables(source.text) else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """The runs, one for each table, split where the count starts over.

        Raises:
            ReadError: no table has an epoch or step beside a measure.
        """
        tables = training_tables(whole_text(source, LIMIT))
        runs = [run for number, table in enumerate(tables, 1) for run in _runs(source.name, table, number, len(tables))]
        if not runs:
            raise ReadError(
                source.name,
                "no table of a training is found in it",
                hint="looked for a <table> with a column epoch or step beside a loss or a score",
            )
        return runs


def training_tables(text: str) -> list[list[list[str]]]:
    """The tables of a page whose first row names an epoch or step and measures, as rows of cells."""
    return [table for table in _tables(text) if table and _is_training(table[0])]


def _is_training(header: list[str]) -> bool:
    return any(axis_unit(name) is not None for name in header) and tells_of_training(header)


def _tables(text: str) -> list[list[list[str]]]:
    """The cells of all tables, in the order in which they begin; a table within a table counts as its own.

    The parser gets a piece from one < to the next at a time. Where one thing takes too many of them, such as a comment
    without an end, they are passed over: it would look through all of them anew with each.
    """
    page = _Page()
    pending = 0
    for piece in PIECE.findall(text):
        pending = pending + 1 if page.take(piece) else 0
        if pending > MOST_PENDING:
            page.reset()
    return page.whole()


class _Page(HTMLParser):
    """Collects the cells of tables while it is fed, closed or not."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.around: list[tuple[list[list[str]], list[str] | None]] = []
        """The tables that the current one stands in, and the cells in which they were left."""
        self.table: list[list[str]] = []
        self.cell: list[str] | None = None
        self.unseen = ""

    def take(self, piece: str) -> bool:
        """Whether something is still open behind this piece, a tag or a comment."""
        try:
            self.feed(piece)
        except AssertionError:  # the parser's answer to a section such as <![x
            self.reset()
        return bool(self.rawdata)

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Nothing: scripts are passed over below, since the parser would wait for their end, however far it is."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if self.unseen:
            return
        if tag in UNSEEN:
            self.unseen = tag
        elif tag == "table":
            self.around.append((self.table, self.cell))
            self._begin_table()
        elif tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._begin_cell()
        elif tag in BREAKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            self.unseen = "" if tag == self.unseen else self.unseen
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_table()
        elif tag in BREAKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unseen:
            self.cell.append(data)

    def whole(self) -> list[list[list[str]]]:
        """All tables, those that are still open closed."""
        while self.around:
            self._end_table()
        self._end_cell()
        return self.tables

    def _end_table(self) -> None:
        """Go on in what stands around the table; what stands behind the last of all belongs to it still."""
        self._end_cell()
        if self.around:
            table, cell = self.around.pop()
            if table:
                self.table, self.cell = table, cell

    def _end_cell(self) -> None:
        """Put the text of the cell that is open into its row."""
        if self.cell is not None:
            self.table[-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def _begin_table(self) -> None:
        self.table, self.cell = [], None
        self.tables.append(self.table)

    def _begin_row(self) -> None:
        self._end_cell()
        if not self.tables:
            self._begin_table()
        self.table.append([])

    def _begin_cell(self) -> None:
        self._end_cell()
        if not self.tables or not self.table:
            self._begin_row()
        self.cell = []


def _runs(name: str, table: list[list[str]], number: int, count: int) -> list[Run]:
    header = table[0]
    units = [axis_unit(cell) for cell in header]
    unit: StepUnit = "epoch" if "epoch" in units else "step"
    axis = units.index(unit)
    table_name = f"{name}, table {number}" if count > 1 else name
    rows = Rows(table_name, HtmlOutput.name)
    for cells in table[1:]:
        _add(rows, header, cells, axis, unit)
    return rows.runs()


def _add(rows: Rows, header: list[str], cells: list[str], axis: int, unit: StepUnit) -> None:
    if len(cells) != len(header):
        if cells:
            rows.note(Caution(f"a row with {len(cells)} cells under a header of {len(header)} was left out"))
        return
    try:
        step = position(cells[axis])
    except ValueError:
        step = None
    if step is None:
        rows.note(Caution("rows without a number of epoch or step were left out"))
        return
    named = {name: cell for name, cell in zip(header, cells, strict=True) if name and axis_unit(name) is None}
    values = {name: value for name, cell in named.items() if (value := _value(rows, name, cell)) is not None}
    if values:
        rows.add(values, step, unit)


def _value(rows: Rows, name: str, cell: str) -> float | None:
    if cell.lower() in NO_LOG:
        return None
    try:
        return number(cell)
    except ValueError:
        if not is_aside(name):
            rows.note(Caution(f"{name}: cells that are no numbers were left out"))
        return None
