"""A JSON list of records: Chainer's LogReport and whatever else appends objects to a list.

May not: take a list of samples or of models for a log.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.json_text import json_bytes, parse_json
from diagnose.readers.core.reader import Fit
from diagnose.readers.core.words import tells_of_training
from diagnose.readers.json_logs.records import Records

OPENING = re.compile(r"\s{0,1000}\[\s{0,1000}\{")
KEY = re.compile(r'"([^"\\\n]{1,120})"\s{0,20}:\s{0,20}["\d\-NI]')
DIGITS = b"-+.0123456789eE"


class JsonRecords:
    """A list of objects, one a log entry; cut off in the middle, what is whole is read."""

    name: ClassVar[str] = "json-records"
    suffixes: ClassVar[tuple[str, ...]] = (".json", ".log", "")
    about: ClassVar[str] = "A JSON list of records, such as Chainer's LogReport."

    def sniff(self, source: Source) -> Fit:
        """YES where the first objects of a list have the keys of a training log."""
        text = source.text.lstrip("\ufeff")
        if not OPENING.match(text):
            return Fit.NO
        keys = dict.fromkeys(key[1] for key in KEY.finditer(text[:20_000]))
        return Fit.YES if tells_of_training(keys) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs in the list."""
        entries, cut = _entries(source)
        records = Records(source.name, self.name)
        odd = sum(not isinstance(entry, dict) for entry in entries)
        for entry in entries:
            if isinstance(entry, dict):
                records.add(entry)
        if odd:
            records.rows.note(Caution(f"{odd} entries of the list that are no objects were left out"))
        if cut:
            records.rows.note(Caution(f"the JSON is cut off after {len(entries)} records: what is whole was read"))
        return records.runs()


def _entries(source: Source) -> tuple[list[Any], bool]:
    try:
        document, cut = parse_json(source), False
    except ReadError as error:
        if "cut off" not in error.problem:
            raise
        try:
            document, cut = _partial(source, error), True
        except ValueError:
            raise error from None  # nothing before the cut is whole
    if not isinstance(document, list):
        raise ReadError(source.name, "it is no list of records")
    return document, cut


def _partial(source: Source, fault: ReadError) -> object:
    """What is whole in a JSON document that is cut off; a number at the very end may lack digits and is not whole."""
    from pydantic_core import from_json

    try:
        return from_json(json_bytes(source).rstrip(DIGITS), allow_inf_nan=True, allow_partial=True)
    except ValueError:
        raise fault from None
