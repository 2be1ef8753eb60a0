"""HTML outputs of notebook cells: the tables that fastai and the Trainer draw while they train, and any like them.

May not: run scripts, follow links, take tables of anything but a count and its measures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
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
TAG = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]{0,2000}>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
CELL_LIMIT = 10_000
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
    """The cells of all tables, in order; a table within a table counts as its own.

    Tags are found one by one and never matched to each other, so that no page takes longer than its length allows.
    """
    tables: list[list[list[str]]] = []
    cell: int | None = None
    for tag in TAG.finditer(text):
        if cell is not None and tables and tables[-1]:
            tables[-1][-1].append(_plain(text[cell : tag.start()]))
        cell = None
        kind = tag[2].lower()
        if tag[1]:
            continue
        if kind == "table" or not tables:
            tables.append([])
        if kind == "tr":
            tables[-1].append([])
        elif kind in ("td", "th"):
            cell = tag.end()
    return tables


def _plain(markup: str) -> str:
    from html import unescape

    return " ".join(unescape(ANY_TAG.sub(" ", markup[:CELL_LIMIT])).split())


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
            rows.note(f"a row with {len(cells)} cells under a header of {len(header)} was left out")
        return
    try:
        step = position(cells[axis])
    except ValueError:
        step = None
    if step is None:
        rows.note("rows without a number of epoch or step were left out")
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
            rows.note(f"{name}: cells that are no numbers were left out")
        return None
