"""Records (JSON objects, one a log entry) to runs: nested keys flattened, axes found, the rest said.

May not: parse text, name splits or metrics by itself beyond what a record's own `mode` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from diagnose.errors import ReadError
from diagnose.model import Run, StepUnit
from diagnose.readers.core.curves import with_curves
from diagnose.readers.core.gathering.counting import Clock
from diagnose.readers.core.gathering.rows import Base, Rows
from diagnose.readers.core.json_text import json_number
from diagnose.readers.core.words import axis_unit, is_index
from diagnose.vocabulary.axes import FIRST, bare
from diagnose.vocabulary.splits import split_of_word

DEPTH = 6
SPLIT_KEYS = ("mode", "split", "phase", "stage", "subset", "set")


class Records:
    """Collects records in the order of the log. An entry with an epoch but no step stands at the step before it."""

    def __init__(self, name: str, log_format: str, base: Base = "auto") -> None:
        self.rows = Rows(name, log_format, base=base)
        self.clock = Clock()
        self.last: float | None = None
        self.left_out: Counter[str] = Counter()

    def add(self, record: Mapping[str, Any]) -> None:
        """Add one record; what holds no number is counted and named in the notes at the end."""
        flat = dict(flatten(record))
        floats = {key for key, value in flat.items() if isinstance(value, float)}
        epoch = _take_axis(flat, "epoch")
        self.rows.is_elapsed = self.rows.is_elapsed or (epoch is not None and epoch[0] in floats)
        step = _take_axis(flat, "step")
        prefix = _split_prefix(flat)
        values: dict[str, float] = {}
        absent: list[str] = []
        for key, value in flat.items():
            number = json_number(value)
            if number is None:
                self.left_out[key] += value is not None
                absent.append(prefix + key)
            elif not is_index(key):
                values[prefix + key] = number
        self._place(values, epoch[1] if epoch else None, step[1] if step else None)
        if not epoch and not step:
            self.rows.skip(absent)

    def runs(self) -> list[Run]:
        """The runs in all records.

        Raises:
            ReadError: no key is a training curve.
        """
        self.rows.note_wordy([key for key, count in self.left_out.items() if count and key])
        runs = with_curves(self.rows.runs())
        if not runs:
            raise ReadError(self.rows.name, "its records hold no training curve")
        return runs

    def _place(self, values: dict[str, float], epoch: float | None, step: float | None) -> None:
        if step is None and self.last is not None and epoch is not None:
            step = self.last
        elif step is not None:
            step = self.last = self.clock.at(step, epoch)
        if step is not None:
            self.rows.add(values, step, "step", epoch)
        else:
            self.rows.add(values, epoch)


def flatten(record: Mapping[str, Any], prefix: str = "", depth: int = DEPTH) -> Iterator[tuple[str, Any]]:
    """The keys and values of a record, keys of inner records joined to the outer by a slash."""
    for key, value in record.items():
        if isinstance(value, Mapping) and depth:
            yield from flatten(value, f"{prefix}{key}/", depth - 1)
        else:
            yield prefix + str(key), value


def _take(flat: dict[str, Any], names: list[str]) -> tuple[str, float] | None:
    """Take the first of `names` that holds a number out of a record."""
    for name in names:
        number = json_number(flat.get(name))
        if number is not None:
            del flat[name]
            return name, number
    return None


def _take_axis(flat: dict[str, Any], unit: StepUnit) -> tuple[str, float] | None:
    """Take what numbers a record out of it; of several counts the likeliest, as the vocabulary has them."""
    keys = [key for key in flat if axis_unit(key) == unit]
    if len(keys) > 1:
        first = FIRST[unit]
        keys.sort(key=lambda key: first.index(name) if (name := bare(key)) in first else len(first))
    return _take(flat, keys)


def _split_prefix(flat: dict[str, Any]) -> str:
    """What a record says of its split, as a prefix for its names."""
    for key in SPLIT_KEYS:
        value = flat.get(key)
        if isinstance(value, str) and split_of_word(value.lower()):
            del flat[key]
            return f"{value.lower()}/"
    return ""
