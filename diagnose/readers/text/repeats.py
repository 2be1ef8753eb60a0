"""Rows that tell of one place again: bars that were drawn twice, devices side by side, steps of further epochs.

May not: join shapes, look at rows that count nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diagnose.readers.text import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diagnose.model import Floats
    from diagnose.readers.text.axes import Axis
    from diagnose.readers.text.shapes import Shape

FEWEST = 3
MOSTLY = 0.8
HARDLY = 0.1
"""By which share of all that a value changes it may differ between devices."""


def settle_repeats(shape: Shape) -> str:
    """Keep one row of each place where a shape tells of places again and again; returns what is to be said of it.

    A bar that is drawn again stands as it was drawn last. Of lines that tell of (nearly) each step equally often, as
    devices side by side do, the first stands.
    """
    steps, epochs = np.array(shape.steps), np.array(shape.epochs)
    if shape.step_kind == "" and shape.own_epoch:
        return _settle_epochs(shape, epochs)
    if shape.step_kind == "" or not np.isfinite(steps).all():
        return ""
    same = (np.diff(steps) == 0) & ((np.diff(epochs) == 0) | np.isnan(np.diff(epochs)))
    begins = np.flatnonzero(np.append(True, ~same))
    if not same.any() or len(begins) < FEWEST:
        return ""
    if shape.step_kind == "bar":
        shape.keep(np.append(begins[1:] - 1, len(steps) - 1).tolist())
        return "a bar that was drawn again at the same count stands as it was drawn last"
    sizes = np.diff(np.append(begins, len(steps)))
    usual = int(np.median(sizes))
    if usual < 2 or (sizes == usual).mean() < MOSTLY:
        return ""
    shape.keep(begins.tolist())
    return f"each step is told {usual} times, as by devices side by side: the first of the lines stands"


def _settle_epochs(shape: Shape, epochs: Floats) -> str:
    """Keep the first line of each epoch where all are told equally often, by values that hardly differ."""
    begins = np.flatnonzero(np.append(True, np.diff(epochs) != 0))
    sizes = np.diff(np.append(begins, len(epochs)))
    if len(begins) < FEWEST or sizes[0] < 2 or (sizes != sizes[0]).any():
        return ""
    for column, values in zip(shape.columns, shape.values, strict=True):
        if vocabulary.is_metric(column.name):
            grouped = np.array(values).reshape(len(begins), -1)
            if not np.isfinite(grouped).all() or np.ptp(grouped, axis=1).max() > HARDLY * np.ptp(grouped):
                return ""
    shape.keep(begins.tolist())
    return f"each epoch is told {sizes[0]} times, as by devices side by side: the first of the lines stands"


def goes_through_epochs(axis: Axis) -> bool:
    """Whether steps that fall back, where nothing counts epochs, do so since an epoch is over and not another run.

    They fall back from the same last step each time, and the loss goes on from where it was.
    """
    steps = axis.steps
    falls = np.flatnonzero(np.diff(steps) < 0)
    if not len(falls) or np.isfinite(axis.epochs).any() or not np.isfinite(steps).all():
        return False
    interval = float(np.median(np.diff(steps)[np.diff(steps) > 0])) if (np.diff(steps) > 0).any() else 0.0
    ends = steps[falls]
    if np.ptp(np.append(ends, steps.max())) > interval or np.ptp(steps[falls + 1]) > interval:
        return False
    losses = next((place for place, column in enumerate(axis.shape.columns) if vocabulary.is_metric(column.name)), 0)
    return _goes_on(np.array(axis.shape.values[losses]), falls)


def _goes_on(values: Floats, falls: NDArray[np.intp]) -> bool:
    """Whether values behind each fall are nearer to those before it than to the first of all, or none is a number."""
    before, after = values[falls], values[falls + 1]
    finite = np.isfinite(before) & np.isfinite(after)
    if not finite.any() or not np.isfinite(values[0]):
        return not np.isfinite(values).any()
    near = np.abs(after - before)[finite] <= np.abs(after - values[0])[finite]
    return bool(near.all())
