"""What the numbers of a column show by themselves: that it counts, or that it is no mean of the column before it.

May not: know more of names than whether they are measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diagnose.readers.text import vocabulary

if TYPE_CHECKING:
    from diagnose.model import Floats
    from diagnose.readers.text.shapes import Shape

FEWEST = 3
SHOWN = 0.1
"""Values that hardly vary where they are shown may vary by this share between."""
LEAVES = 0.2
"""From this share of values on that lie outside, brackets hold no means."""


def count_by_column(shape: Shape) -> None:
    """Let lines without a count be counted by their first column of whole numbers that only grow, if they have one."""
    if shape.marked or shape.context or len(shape) < FEWEST or not _measures(shape):
        return
    for place, column in enumerate(shape.columns):
        values = np.array(shape.values[place])
        if not vocabulary.is_metric(column.name) and _counts(values):
            shape.steps, shape.step_kind = shape.values[place], "step"
            shape.drop({place})
            return


def _measures(shape: Shape) -> bool:
    """Whether a measure is among the columns, with values that are not all whole numbers: counts of things are."""
    columns = zip(shape.columns, shape.values, strict=True)
    return any(vocabulary.is_metric(column.name) and any(value % 1 for value in values) for column, values in columns)


def _counts(values: Floats) -> bool:
    return bool(
        np.isfinite(values).all() and (values >= 0).all() and (values % 1 == 0).all() and (np.diff(values) > 0).all()
    )


def drop_untrue_means(shape: Shape) -> str:
    """Drop columns in brackets that leave the range of what they would be means of; returns what is to be said.

    Only some of the values are shown, so that their range is widened by itself on either side.
    """
    untrue = {
        place
        for place, column in enumerate(shape.columns)
        if place and column.is_average and _leaves(np.array(shape.values[place]), np.array(shape.values[place - 1]))
    }
    if not untrue:
        return ""
    names = ", ".join(shape.columns[place].name for place in sorted(untrue))
    shape.drop(untrue)
    return f"what stands in brackets behind {names} is no mean of it and was left out"


def _leaves(means: Floats, values: Floats) -> bool:
    finite = np.isfinite(means) & np.isfinite(values)
    means, values = means[finite], values[finite]
    if len(means) < FEWEST:
        return False
    low, high = float(values.min()), float(values.max())
    width = max(high - low, SHOWN * max(abs(low), abs(high)))
    return bool(((means < low - width) | (means > high + width)).mean() > LEAVES)
