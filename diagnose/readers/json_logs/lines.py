"""JSON lines: one object a line, as loggers, Detectron2 (`metrics.json`) and DETR (`log.txt`) write them.

May not: take lines for records that hold no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.json_text import json_number
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit
from diagnose.readers.core.words import tells_of_training
from diagnose.readers.json_logs.records import Records, flatten

LOOKED_AT = 40
LONGEST = 1 << 20


def parse_record(line: str) -> dict[str, Any] | None:
    """The object on a line, or None where the line is no JSON object."""
    from pydantic_core import from_json

    line = line.strip().rstrip(",")
    if not line.startswith("{") or not line.endswith("}") or len(line) > LONGEST:
        return None
    try:
        record = from_json(line, allow_inf_nan=True)
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def head_records(source: Source) -> list[dict[str, Any]]:
    """The objects among the first lines of a source, none if anything else comes before them."""
    text = source.text.lstrip("\ufeff \r\n\t")
    if not text.startswith("{"):
        return []
    parsed = (parse_record(line) for line in text.split("\n", LOOKED_AT)[:LOOKED_AT])
    return [record for record in parsed if record is not None]


def names_in(record: dict[str, Any]) -> list[str]:
    """The keys of a record that hold numbers."""
    return [key for key, value in flatten(record) if json_number(value) is not None]


def read_records(source: Source, records: Records) -> list[Run]:
    """The runs in the lines of a source; lines that are no objects are counted in the notes.

    Raises:
        ReadError: no record holds a training curve.
    """
    odd = 0
    for record in _line_records(source):
        if record is None:
            odd += 1
        else:
            records.add(record)
    if odd:
        records.rows.note(Caution(f"{odd} lines that are no whole JSON objects were left out"))
    return records.runs()


def _line_records(source: Source) -> Iterator[dict[str, Any] | None]:
    for line in lines(source):
        if line.strip():
            yield parse_record(line.lstrip("\ufeff"))


class JsonLines:
    """One JSON object a line."""

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".json", ".txt", ".log")
    about: ClassVar[str] = "JSON lines: Detectron2, DETR, W&B, and anything with one object a line."

    def sniff(self, source: Source) -> Fit:
        """YES where the first lines are objects with the keys of a training log."""
        records = head_records(source)
        if any(tells_of_training(names_in(record)) for record in records):
            return Fit.YES if len(records) > 1 or source.text.count("\n") < 2 else Fit.NO
        return Fit.MAYBE if len(records) > 1 else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs in all lines."""
        if not source.text.lstrip("\ufeff \r\n\t").startswith("{"):
            raise ReadError(source.name, "it is not JSON lines", where="line 1", hint="an object was expected")
        return read_records(source, Records(source.name, self.name))
