"""CatBoost: `catboost_training.json`, the names of metrics and sets first, then one record an iteration.

May not: read the TSV files beside it (a flavour of tables does).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source, Split
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.json_text import json_number, parse_json
from diagnose.readers.core.reader import Fit


class CatBoostJson:
    """{"meta": {…, "learn_metrics": […]}, "iterations": [{"learn": […], "test": […], "iteration": 0}, …]}."""

    name: ClassVar[str] = "catboost-json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    about: ClassVar[str] = "CatBoost's `catboost_training.json`."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has the keys `meta` and `learn_metrics` or `iterations` of CatBoost."""
        text = source.text
        known = '"meta"' in text and ('"learn_metrics"' in text or '"test_metrics"' in text or '"passed_time"' in text)
        return Fit.YES if text.lstrip().startswith("{") and known else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The one run, its test set taken for validation, as CatBoost uses it."""
        document = parse_json(source)
        meta = document.get("meta") if isinstance(document, dict) else None
        iterations = document.get("iterations") if isinstance(document, dict) else None
        if not isinstance(meta, dict) or not isinstance(iterations, list):
            raise ReadError(source.name, "`meta` and `iterations` are missing")
        rows = Rows(source.name, self.name)
        for place, record in enumerate(iterations):
            if isinstance(record, dict):
                _add(rows, meta, record, place)
        if rows.is_empty:
            raise ReadError(source.name, "no iteration holds a number", where="iterations")
        return rows.runs()


def _add(rows: Rows, meta: dict[str, Any], record: dict[str, Any], place: int) -> None:
    values: dict[str, float] = {}
    splits: tuple[tuple[str, Split], ...] = (("learn", "train"), ("test", "val"))
    for key, split in splits:
        entries = record.get(key)
        for at, value in enumerate(entries if isinstance(entries, list) else []):
            number = json_number(value)
            if number is not None:
                name = f"{key}/{_metric(meta.get(f'{key}_metrics'), at)}"
                rows.describe(name, split=split)
                values[name] = number
    rows.add(values, json_number(record.get("iteration")) or float(place), "step")


def _metric(names: Sequence[Any] | None, at: int) -> str:
    entry = names[at] if isinstance(names, list) and at < len(names) else None
    return str(entry.get("name", at)) if isinstance(entry, dict) else str(entry or at)
