"""What is told of a reading: which lines were read as what, which were left, which names were not understood.

May not: read lines, make series.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from diagnose.model import Caution
from diagnose.writing import count as counted

if TYPE_CHECKING:
    from diagnose.model import Account, Series
    from diagnose.readers.text.axes import Axis
    from diagnose.readers.text.curves import Extent
    from diagnose.readers.text.shapes import Listener

NOTED = 6
AGAIN = re.compile(r" \(\d{1,3}\)$")
AS = {
    "epoch": "as epoch lines",
    "step": "as lines of steps",
    "batch": "as batch lines",
    "within": "as lines inside an epoch, counted in their order",
    "counted": "as a series without a count, numbered in its order",
}


def account_of(log_axes: list[Axis], listener: Listener) -> Account:
    """What became of the lines with values: those of all shapes, and those that are in none."""
    used = {id(axis.shape) for axis in log_axes}
    for shape in listener.shapes.values():
        if id(shape) in used:
            listener.ledger.use(shape.seen)
        else:
            listener.ledger.leave(shape.example, shape.seen)
    return listener.ledger.account()


def numbered(logged: tuple[Series, ...]) -> list[str]:
    """What is said of names that came several times, with other values."""
    names = [series.name for series in logged if AGAIN.search(series.name)]
    again = "the name stands in the log more than once, and what tells them apart was not understood"
    return [Caution(f"{', '.join(names[:NOTED])}: {again}")] if names else []


def count_in(axis: Axis, section: Extent) -> int:
    """How many rows of an axis lie in a section."""
    return int(np.count_nonzero((axis.order >= section.start) & (axis.order < section.end)))


def is_summary(axis: Axis, log_axes: list[Axis], section: Extent) -> bool:
    """A line that stands once and without a count in a run of many lines: a final result."""
    most = max(count_in(other, section) for other in log_axes)
    return not axis.shape.marked and count_in(axis, section) == 1 and most > 1


def notes_of(log_axes: list[Axis], section: Extent, listener: Listener) -> list[str]:
    """What is said of how the lines of a section were read, and of those that were left out."""
    notes = []
    for axis in sorted(log_axes, key=lambda axis: -len(axis.order)):
        count = count_in(axis, section)
        if count == 0:
            continue
        if is_summary(axis, log_axes, section):
            notes.append(f"left out as a final result: `{axis.shape.example}`")
        else:
            stride = axis.shape.stride
            were = "was" if count * stride == 1 else "were"
            lines_read = counted(count * stride, "line")
            notes.append(f"{lines_read} like `{axis.shape.example}` {were} read {AS[axis.level]}")
            if stride > 1:
                notes.append(f"of those lines every {stride}th was kept, to bound the memory")
    if len(notes) > NOTED:
        notes[NOTED:] = [f"{len(notes) - NOTED} further kinds of lines were read"]
    used = {id(axis.shape) for axis in log_axes}
    unused = [shape.example for shape in listener.shapes.values() if id(shape) not in used and not shape.aside]
    if examples := [*unused, *listener.of_other_things]:
        notes.append(Caution(f"left out, since no epoch or step counts them: lines like `{examples[0]}`"))
    notes += listener.notes
    if listener.forgotten:
        notes.append(f"{listener.forgotten} kinds of lines that came too seldom were passed over")
    return notes
