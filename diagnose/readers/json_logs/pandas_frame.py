"""A data frame as `DataFrame.to_json` writes it: by columns, by rows, split, or with its schema.

May not: import pandas, guess the names of columns (`orient="values"` has none).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.columns import history_run
from diagnose.readers.core.json_text import json_number, parse_json
from diagnose.readers.core.reader import Fit
from diagnose.readers.core.words import axis_unit, tells_of_training
from diagnose.readers.json_logs.records import Records

SPLIT = re.compile(r'\s{0,100}\{\s{0,100}"columns"\s{0,9}:\s{0,9}\[([^\[\]{}]{1,60000})\]')
TABLE = re.compile(
    r'\s{0,100}\{\s{0,100}"schema"\s{0,9}:\s{0,9}\{\s{0,100}"fields"\s{0,9}:\s{0,9}\[([^\[\]]{1,60000})\]'
)
ROWS = re.compile(r'\s{0,100}\{\s{0,100}"-?\d{1,18}"\s{0,9}:\s{0,100}\{([^{}\[\]]{1,60000})[}\]]')
COLUMNS = re.compile(
    r'\s{0,100}\{\s{0,100}"[^"\\]{1,120}"\s{0,9}:\s{0,100}\{\s{0,100}"-?\d{1,18}"\s{0,9}:\s{0,9}[-\dnN]'
)
VALUES = re.compile(r"\s{0,100}\[\s{0,100}\[\s{0,100}(?:-?\d|null)")
NAME = re.compile(r'"([^"\\]{1,120})"')
KEY = re.compile(r'"([^"\\]{1,120})"\s{0,9}:\s{0,9}[-\dnN]')
COLUMN = re.compile(r'"([^"\\]{1,120})"\s{0,9}:\s{0,100}\{\s{0,100}"-?\d{1,18}"\s{0,9}:')


class PandasJson:
    """`DataFrame.to_json` with its orients columns, index, split and table; records are the next reader's."""

    name: ClassVar[str] = "pandas-json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    about: ClassVar[str] = "A data frame as `DataFrame.to_json` writes it, by columns, by rows, split or as a table."

    def sniff(self, source: Source) -> Fit:
        """YES for a frame whose columns tell of a training, and for one that has no names to tell."""
        text = source.text
        for form, names in ((SPLIT, NAME), (TABLE, NAME), (ROWS, KEY)):
            if match := form.match(text):
                return Fit.YES if tells_of_training(names.findall(match[1])) else Fit.NO
        if COLUMNS.match(text):
            return Fit.YES if tells_of_training(COLUMN.findall(text)) else Fit.NO
        return Fit.YES if VALUES.match(text) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs in the rows of the frame; its index counts the epochs where no column does and it tells."""
        columns, index = _frame(source.name, parse_json(source))
        numbered = [json_number(label) for label in index]
        if (
            not any(axis_unit(name) for name in columns)
            and numbered != list(range(len(index)))
            and None not in numbered
        ):
            columns = {"epoch": numbered, **columns}
        if not any(axis_unit(name) == "step" for name in columns) and _goes_on(columns):
            return [history_run(source.name, columns, log_format=self.name)]
        records = Records(source.name, self.name)
        for row in zip(*columns.values(), strict=True):
            records.add(dict(zip(columns, row, strict=True)))
        return records.runs()


def _goes_on(columns: Mapping[str, list[Any]]) -> bool:
    """Whether the epochs, as far as a column tells them, only rise: else the frame holds several runs or a resume."""
    epochs = [json_number(value) for name, column in columns.items() if axis_unit(name) == "epoch" for value in column]
    known = [value for value in epochs if value is not None]
    return all(before < after for before, after in pairwise(known))


def _frame(name: str, document: object) -> tuple[dict[str, list[Any]], list[Any]]:
    """The columns of a frame, and its index.

    Raises:
        ReadError: it has no names, or its parts do not fit together.
    """
    if isinstance(document, list):
        raise ReadError(name, "rows of numbers without names", hint='dump the frame with another orient than "values"')
    if not isinstance(document, Mapping):
        raise ReadError(name, "it is no data frame")
    rows = document.get("data")
    if isinstance(rows, list) and isinstance(document.get("columns"), list):
        names = [str(column) for column in document["columns"]]
        fitting = all(isinstance(row, list) and len(row) == len(names) for row in rows)
        if not fitting:
            raise ReadError(name, f"a row has not one value for each of the {len(names)} columns", where="data")
        index = document.get("index", range(len(rows)))
        return {column: [row[at] for row in rows] for at, column in enumerate(names)}, list(index)
    if isinstance(rows, list) and isinstance(document.get("schema"), Mapping):
        return _from_rows(name, rows, range(len(rows)))
    if all(isinstance(part, Mapping) for part in document.values()):
        if all(json_number(key) is not None for key in document):
            return _from_rows(name, document.values(), document)
        first = list(next(iter(document.values())))
        if all(list(column) == first for column in document.values()):
            return {str(key): list(column.values()) for key, column in document.items()}, first
    raise ReadError(name, "its columns do not have the same rows")


def _from_rows(name: str, rows: Iterable[Any], index: Iterable[Any]) -> tuple[dict[str, list[Any]], list[Any]]:
    rows = list(rows)
    if not all(isinstance(row, Mapping) for row in rows):
        raise ReadError(name, "a row is no object with a value for each column")
    names = [str(key) for key in dict.fromkeys(key for row in rows for key in row) if key != "index"]
    return {key: [row.get(key) for row in rows] for key in names}, list(index)
