"""What each shape is: an epoch line, a step line, a batch line or a line inside an epoch; and its epochs from 1.

May not: cut runs, name columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from diagnose.readers.text.arithmetic import count_by_column, drop_untrue_means
from diagnose.readers.text.evidence import believed
from diagnose.readers.text.repeats import goes_through_epochs, settle_repeats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from diagnose.model import Floats, Split
    from diagnose.readers.text.shapes import Listener, Shape

Level: TypeAlias = Literal["epoch", "within", "step", "batch", "counted"]

OFTEN = 0.3
FEWEST = 3


@dataclass(slots=True)
class Axis:
    """A shape with what it is: its level, and epochs and steps as numbers (NaN where a line stands under none)."""

    shape: Shape
    level: Level
    order: Floats
    epochs: Floats
    steps: Floats
    loops: bool = False

    @property
    def leads(self) -> bool:
        """Whether its own count can show that the training started over."""
        if self.shape.aside:
            return False
        own_step = self.shape.step_kind == "step" or (self.level == "step" and self.shape.step_kind == "count")
        return self.shape.own_epoch or self.shape.context == "header" or own_step


def axes(listener: Listener) -> list[Axis]:
    """The shapes that may hold curves, each with its level; shapes that came once and unmarked are not among them."""
    for shape in listener.shapes.values():
        count_by_column(shape)
        listener.note(settle_repeats(shape))
        listener.note(drop_untrue_means(shape))
    asides = [shape for shape in listener.shapes.values() if shape.aside and len(shape) > 1]
    shapes = believed(shape for shape in listener.shapes.values() if not shape.aside and _may_be_a_curve(shape))
    has_epochs = any(shape.own_epoch or shape.context == "header" for shape in shapes)
    shapes = [shape for shape in shapes if shape.marked or has_epochs or _has_steps(shape) or _speaks_alone(shape)]
    _put_on_epochs([shape for shape in shapes if shape.style == "table" and shape.own_epoch and shape.step_kind])
    shapes = shapes or _told_of_both_splits(asides)
    named = {column.name.lower() for shape in shapes for column in shape.columns}
    beside = [shape for shape in asides if shapes and named.isdisjoint(column.name.lower() for column in shape.columns)]
    shifts = _shifts([*shapes, *beside])
    return [_axis(shape, has_epochs, shifts, listener) for shape in (*shapes, *beside)]


def _told_of_both_splits(asides: list[Shape]) -> list[Shape]:
    """Lines that tell the same of training and validation, by whatever name (`train_epoch=1, avg_f=0.4`)."""
    of_names: dict[tuple[str, ...], list[Shape]] = {}
    for shape in asides:
        of_names.setdefault(tuple(column.name for column in shape.columns), []).append(shape)
    both = [alike for alike in of_names.values() if {"train", "val"} <= {_tested(shape.split) for shape in alike}]
    for shape in (told := [shape for alike in both for shape in alike]):
        shape.aside = False
        shape.columns = tuple(
            replace(column, name=f"{shape.split} {column.name}", split=shape.split) for column in shape.columns
        )
    return told


def _tested(split: Split | None) -> Split | None:
    return "val" if split == "test" else split


def _put_on_epochs(tables: list[Shape]) -> None:
    """Let rows of tables that count steps beside epochs stand at their epochs, if no epoch has two of them."""
    rows = sorted({row for shape in tables for row in zip(shape.order, shape.epochs, strict=True)})
    if all(before < after for (_, before), (_, after) in pairwise(rows)):
        for shape in tables:
            shape.step_kind = ""


def _may_be_a_curve(shape: Shape) -> bool:
    return len(shape) >= 2 or shape.marked or shape.context != ""


def _has_steps(shape: Shape) -> bool:
    return bool(np.isfinite(np.frombuffer(shape.steps)).any())


def _speaks_alone(shape: Shape) -> bool:
    """Lines without any count are a curve only where they repeat, vary and name a loss."""
    is_evaluation = all(column.split == "test" for column in shape.columns)
    return len(shape) >= 3 and shape.has_loss and not is_evaluation and len(set(shape.values[0][:50])) > 1


def _shifts(shapes: Iterable[Shape]) -> dict[int, float]:
    """How much to add to the epochs of each shape, so that the first of those marked alike is 1.

    Lines that begin at 1 and go beyond the last of those that begin at 0 count what is done, and need no shift.
    """
    spans: dict[str, list[tuple[int, float, float]]] = {}
    for shape in shapes:
        epochs = np.frombuffer(shape.epochs)
        finite = epochs[np.isfinite(epochs)]
        if len(finite):
            spans.setdefault(shape.style, []).append((id(shape), float(finite.min()), float(finite.max())))
    shifts = {}
    for alike in spans.values():
        last = max((high for _, low, high in alike if 0 <= low < 1), default=np.inf)
        for key, low, high in alike:
            shifts[key] = 1.0 if last < np.inf and low >= 0 and not (low >= 1 and high > last) else 0.0
    return shifts


def _axis(shape: Shape, has_epochs: bool, shifts: dict[int, float], listener: Listener) -> Axis:
    epochs = np.array(shape.epochs) + shifts.get(id(shape), 0.0)
    axis = Axis(shape, "epoch", np.array(shape.order, dtype=np.float64), epochs, np.array(shape.steps))
    has_means = any(column.is_average for column in shape.columns)  # `loss 0.5 (0.6)` runs through batches
    if shape.step_kind == "count" and not shape.own_epoch and not has_epochs and not has_means:
        axis.epochs, axis.steps = axis.steps, np.full(len(axis.steps), np.nan)
        axis.epochs = axis.epochs + (1.0 if axis.epochs.min() == 0 else 0.0)
        shape.own_epoch, shape.step_kind = True, ""
    if shape.step_kind:
        _settle_steps(axis)
    elif np.isfinite(axis.epochs).any():
        _settle_epochs(axis, listener)
    else:
        axis.level = "step" if np.isfinite(axis.steps).any() else "counted"
    return axis


def _settle_steps(axis: Axis) -> None:
    shape = axis.shape
    if not shape.own_epoch and shape.context == "after":
        axis.epochs = np.full(len(axis.epochs), np.nan)  # the header that stands above is that of the epoch before
    if shape.ends_only:
        axis.level, axis.epochs = "epoch", np.arange(1.0, len(shape) + 1)
        return
    axis.level = "batch"
    through = _counts_through(axis)
    in_epochs = _starts_over_each_epoch(axis) or goes_through_epochs(axis)
    if through or (shape.step_kind == "step" and not in_epochs):
        axis.level = "step"
    if _is_once_an_epoch(axis, through=through and shape.step_kind != "step"):
        axis.level = "epoch"
        if shape.step_kind == "count" and not shape.own_epoch:
            axis.epochs = axis.steps + (axis.steps[0] == 0)
        return
    same = np.diff(axis.epochs) == 0
    back = np.diff(axis.steps) < 0
    axis.loops = bool((same & back).sum() > OFTEN * max(1, len(np.unique(axis.epochs))))


def _counts_through(axis: Axis) -> bool:
    """Whether a count with a total, that of the whole run, goes on wherever the epoch does."""
    on = np.diff(axis.epochs) > 0
    return bool(np.isfinite(axis.shape.step_total) and on.sum() >= 2 and (np.diff(axis.steps)[on] > 0).all())


def _is_once_an_epoch(axis: Axis, *, through: bool) -> bool:
    """Whether each epoch has one such line: at its last step, with values of both splits, or with the epoch's count."""
    shape, steps = axis.shape, axis.steps
    on = np.diff(axis.epochs)
    on = on[1:] if len(on) and np.isnan(on[0]) else on  # a header may stand below its lines
    if len(steps) < FEWEST or not (on > 0).all():
        return False
    if shape.step_kind == "count" and not shape.own_epoch:
        return bool((np.diff(steps)[-len(on) :] == on).all())
    if through and bool((axis.epochs[np.isfinite(axis.epochs)] % 1 == 0).all()):
        return True
    of_both = {"train", "val"} <= {column.split for column in shape.columns}
    if shape.own_epoch and shape.step_kind != "step" and of_both and len(on) == len(steps) - 1:
        return True  # `Epoch [22/100] (8625) train_mae: …, val_mae: …`; a step that is named is one
    sums_up = steps[0] == shape.step_total or of_both
    is_last_step = shape.step_kind == "step" and np.isnan(shape.step_total) and steps[0] > 0
    if shape.own_epoch and is_last_step and (steps == steps[0]).all():
        return True
    told = shape.own_epoch or (shape.step_kind == "bar" and shape.context == "header")
    return told and sums_up and bool((steps == steps[0]).all())


def _starts_over_each_epoch(axis: Axis) -> bool:
    """Whether the step falls back where the epoch goes on; what stands before the first header is of the one before."""
    epochs = axis.epochs
    if np.isnan(epochs).any() and np.isfinite(epochs).any():
        epochs = np.where(np.isnan(epochs), np.nanmin(epochs) - 1.0, epochs)
    on = np.diff(epochs) > 0
    return bool(on.any() and (np.diff(axis.steps)[on] <= 0).mean() > 0.5)


def _settle_epochs(axis: Axis, listener: Listener) -> None:
    shape, epochs = axis.shape, axis.epochs
    if not shape.own_epoch and len(epochs) > 1 and np.isnan(epochs[0]) and listener.epoch > shape.epochs[-1]:
        # each header stands below its lines: every line belongs to the one that follows
        axis.epochs = np.append(epochs[1:], epochs[-1] + 1)
    if shape.style == "table":
        return  # where a table comes to an epoch again, another run begins
    repeated = _repeated(axis)
    if shape.epoch_total != 1 and repeated.sum() > OFTEN * len(epochs):
        axis.level = "within"


def _repeated(axis: Axis) -> NDArray[np.bool_]:
    """True where a line has the epoch of the line before it, and other values."""
    same: NDArray[np.bool_] = np.diff(axis.epochs) == 0
    for values in axis.shape.values:
        column = np.array(values)
        differs = (column[1:] != column[:-1]) & ~(np.isnan(column[1:]) & np.isnan(column[:-1]))
        if differs[same].any():
            return same
    return np.zeros_like(same)
