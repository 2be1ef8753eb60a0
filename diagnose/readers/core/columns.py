"""A History, columns of one value an epoch, becomes a run: numbers checked, shorter columns put where they belong.

May not: parse bytes, name splits or metrics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Floats, Run, Series
from diagnose.readers.core.json_text import NAMED, to_float
from diagnose.vocabulary.axes import FIRST
from diagnose.vocabulary.recognition import is_rate

PLAIN = {float, int, np.float64, np.float32}


def history_run(
    name: str, columns: Mapping[str, Any], *, log_format: str = "keras-history", params: Mapping[str, Any] | None = None
) -> Run:
    """The run that columns of numbers describe, one value an epoch, the first epoch numbered 1.

    `columns` may hold lists, tuples or arrays; what holds none goes to the params of the run. A column `epoch` gives
    the numbers of the epochs. A column shorter than the longest is placed by the validation interval that explains its
    length, else from the first epoch on, with a note.

    Raises:
        ReadError: an entry is no number (its key and place are named), or no column holds numbers.
    """
    notes: list[str] = []
    columns = {str(key): column for key, column in columns.items()}
    numbers, rest = _split(name, columns, notes)
    epochs = _take_epochs(numbers, notes)
    longest = max((len(values) for values in numbers.values()), default=0)
    if not longest:
        raise ReadError(name, "no column holds numbers by epoch", hint='{"loss": [0.9, 0.7, …]} was expected')
    if epochs is None or len(epochs) != longest:
        epochs = np.arange(1.0, longest + 1)
    keras = "loss" in numbers
    measured = []
    for key, values in numbers.items():
        steps = _place(key, len(values), epochs, notes)
        averaged = keras and not key.startswith("val_") and not is_rate(key)
        # What is null was read as NaN, of which there is none in most columns.
        if np.isnan(values).any() and (missing := _absent(columns[key])):
            notes.append(f"{key}: {len(missing)} of {len(values)} values are missing (null)")
            steps, values = np.delete(steps, missing), np.delete(values, missing)
        measured.append(Series(key, steps, values, averaged=averaged))
    filled = tuple(series for series in measured if len(series))
    if not filled:
        raise ReadError(name, "every value is missing (null)", hint="numbers were expected")
    return Run(name, log_format, filled, {**rest, **(params or {})}, tuple(notes))


def _absent(column: Any) -> list[int]:
    """The places of the values that are null."""
    return [index for index, entry in enumerate(_entries(column)) if entry is None]


def is_column(value: object) -> bool:
    """Whether a value can be a column: a list, a tuple or an array that is not empty, or an array as JSON dumps it."""
    if isinstance(value, Mapping):
        return "__ndarray__" in value or _is_indexed(value)
    return isinstance(value, (list, tuple, np.ndarray)) and len(value) > 0


def _is_indexed(value: Mapping[Any, Any]) -> bool:
    """Whether a dict is a column of a table written with its row numbers: {"0": 0.9, "1": 0.7}."""
    return bool(value) and all(str(key) == str(row) for row, key in enumerate(value))


def _entries(column: Any) -> Sequence[Any]:
    if isinstance(column, Mapping):
        column = column["__ndarray__"] if "__ndarray__" in column else list(column.values())
    if isinstance(column, np.ndarray):
        column = column.tolist()
    return column if isinstance(column, (list, tuple)) else [column]


def _split(name: str, columns: Mapping[str, Any], notes: list[str]) -> tuple[dict[str, Floats], dict[str, Any]]:
    """The columns that hold numbers, and everything else."""
    numbers: dict[str, Floats] = {}
    rest: dict[str, Any] = {}
    for key, column in columns.items():
        if not is_column(column):
            rest[key] = column
            continue
        entries = _entries(column)
        if set(map(type, entries)) <= PLAIN:
            numbers[key] = _plain(name, key, entries)
        elif _is_nested(entries):
            notes.append(f"{key} holds several numbers an epoch and was left out")
        elif _is_prose(entries):
            notes.append(f"{key} holds words and was left out")
        else:
            numbers[key] = _numbers(name, key, entries)
    return numbers, rest


def _is_nested(entries: Sequence[Any]) -> bool:
    return all(isinstance(entry, (list, tuple)) and len(entry) != 1 for entry in entries)


def _is_prose(entries: Sequence[Any]) -> bool:
    """Whether all entries are words, none of which is meant as a number."""
    return all(isinstance(entry, str) and entry not in NAMED and not _reads_as_number(entry) for entry in entries)


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _plain(name: str, key: str, entries: Sequence[float]) -> Floats:
    try:
        return np.array(entries, dtype=np.float64)
    except OverflowError:  # an integer beyond all floats
        return _numbers(name, key, entries)


def _numbers(name: str, key: str, entries: Sequence[Any]) -> Floats:
    return np.array([_number(name, key, index, entry) for index, entry in enumerate(entries)], dtype=np.float64)


def _number(name: str, key: str, index: int, entry: Any) -> float:
    if entry is None:
        return float("nan")
    if isinstance(entry, str) and entry in NAMED:
        return NAMED[entry]
    if isinstance(entry, Mapping) and "__ndarray__" in entry:
        entry = entry["__ndarray__"]
    if isinstance(entry, (list, tuple)) and len(entry) == 1:
        entry = entry[0]
    item = getattr(entry, "item", None)
    if callable(item) and getattr(entry, "size", 1) == 1:
        entry = item()
    if isinstance(entry, (int, float)) and not isinstance(entry, bool):
        return to_float(entry)
    raise ReadError(name, f"this is {_described(entry)}", where=f"{key}[{index}]", hint="a number was expected")


def _described(entry: object) -> str:
    if isinstance(entry, bool):
        return f"the truth value {str(entry).lower()}"
    if isinstance(entry, str):
        return f"the string {entry[:40]!r}"
    kind = "an object" if isinstance(entry, Mapping) else f"a {type(entry).__name__}"
    return kind if len(str(type(entry).__name__)) < 40 else "no number"


def _take_epochs(numbers: dict[str, Floats], notes: list[str]) -> Floats | None:
    """The numbers of the epochs, counted from 1, out of the column that holds them."""
    for key in FIRST["epoch"]:
        steps = numbers.get(key)
        if steps is not None and len(numbers) > 1 and np.all(np.diff(steps) > 0) and np.all(steps == np.floor(steps)):
            del numbers[key]
            if steps[0] == 0:
                notes.append(f"{key} counts from 0; here the first epoch is 1")
                return steps + 1
            return steps
    return None


def _place(key: str, count: int, epochs: Floats, notes: list[str]) -> Floats:
    """The epochs at which the values of a column were measured.

    With `validation_freq=k` Keras validates after the epochs k, 2k, …, which makes ⌊n / k⌋ values for n epochs.
    """
    total = len(epochs)
    if count == total:
        return epochs
    every = total // count
    if every > 1 and total // every == count:
        notes.append(f"{key} has {count} values for {total} epochs: taken as measured every {every} epochs")
        return epochs[every - 1 :: every][:count]
    notes.append(f"{key} has {count} values for {total} epochs: taken as the first {count}")
    return epochs[:count]
