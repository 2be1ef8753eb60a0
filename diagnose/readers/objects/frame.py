"""A pandas DataFrame to a run: axes found by name, cells that were not logged told from NaN that was.

May not: import pandas.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Floats, Run
from diagnose.readers.core.curves import last_run
from diagnose.readers.core.gathering.counting import Clock
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.words import axis_unit, has_curve


def frame_run(frame: Any, name: str) -> Run:
    """The run in a table of one row a step. Without an axis among the columns each row is an epoch, counted from 1.

    pandas has one sign for a value that is NaN and a cell without a value. A column that is whole up to some row and
    NaN from there on was logged as NaN, and so are columns that hold nothing else; other NaN are cells without a value.

    Raises:
        ReadError: no column of numbers is a training curve.
    """
    columns = {str(column): numbers for column in frame.columns if (numbers := _numbers(frame[column])) is not None}
    epochs = next((columns.pop(key) for key in list(columns) if axis_unit(key) == "epoch"), None)
    steps = next((columns.pop(key) for key in list(columns) if axis_unit(key) == "step"), None)
    if not has_curve(columns) or not len(frame):
        raise ReadError(name, "no column of the table is a training curve", hint="columns like loss, val_loss")
    rows = Rows(name, "dataframe")
    if left_out := [str(column) for column in frame.columns if _numbers(frame[column]) is None]:
        rows.note(f"left out, since they hold no numbers: {', '.join(left_out[:8])}")
    logged = {key: _logged(values, columns.values()) for key, values in columns.items()}
    clock = Clock()
    for at in range(len(frame)):
        row = {key: float(values[at]) for key, values in columns.items() if logged[key][at]}
        epoch = None if epochs is None or np.isnan(epochs[at]) else float(epochs[at])
        if steps is not None and not np.isnan(steps[at]):
            rows.add(row, clock.at(float(steps[at]), epoch), "step", epoch)
        elif steps is None:
            rows.add(row, epoch)
    runs = rows.runs()
    if not runs:
        raise ReadError(name, "the table holds no values")
    return last_run(runs, "the table holds {} runs one below the other, and the last of them is this one")


def _numbers(column: Any) -> Floats | None:
    try:
        numbers = np.asarray(column.to_numpy(), dtype=np.float64)
    except (TypeError, ValueError):
        return None
    return numbers if numbers.ndim == 1 else None


def _logged(values: Floats, others: Any) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Where a column holds a value that was logged."""
    is_number = ~np.isnan(values)
    count = int(is_number.sum())
    if count == len(values):
        return is_number
    whole_then_nan = count > 0 and bool(is_number[:count].all())
    all_nan = count == 0 and all(bool(np.isnan(other).all()) for other in others)
    return np.ones(len(values), dtype=np.bool_) if whole_then_nan or all_nan else is_number
