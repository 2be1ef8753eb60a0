"""The series of one run: each column of each shape on its axis, the same curve printed twice as one.

May not: cut runs, judge which series is the main one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from diagnose.model import Series
from diagnose.readers.text import vocabulary
from diagnose.readers.text.running import changes_once_an_epoch, is_running_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diagnose.model import Floats, Split, StepUnit
    from diagnose.readers.text.axes import Axis
    from diagnose.readers.text.shapes import Column

Mask: TypeAlias = "NDArray[np.bool_]"
RUNNING = re.compile(r"\b(?:avg|avr|average|running|mean|so far)\b|平均", re.IGNORECASE)
NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a section of the log lies, by order: from `start` on, before `end`."""

    start: float
    end: float


def curves(axes: list[Axis], section: Extent, hints: bool) -> tuple[tuple[Series, ...], list[str]]:
    """The series that the lines of one section hold, and what was replaced; `hints`: logger names say the split."""
    printed: list[Series] = []
    derived: list[Series] = []
    means: list[Series] = []
    for axis in axes:
        inside = (axis.order >= section.start) & (axis.order < section.end)
        if inside.any():
            _add_shape(axis, inside, hints, printed, derived)
            means += _means_of_batches(axis, inside, hints)
    notes = [_replaced(series) for series in printed if series.step_unit == "epoch"]
    printed = [_without_repeats(series) if series.step_unit == "epoch" else series for series in printed]
    whole = _merged(printed)
    by_epoch = {series.name.lower() for series in whole if series.step_unit == "epoch"}
    # what stands on a line of its own for the epoch goes before what its last batch line showed
    ends = _merged([series for series in derived if series.name.lower() not in by_epoch])
    # beside a validation once an epoch, what single batches gave can be compared by their means alone
    if any(series.step_unit == "epoch" and series.split in ("val", "test") for series in whole):
        told = by_epoch | {series.name.lower() for series in ends}
        missing = [mean for mean in means if mean.name.lower() not in told]
        notes += [f"{mean.name}: the means of its batch lines stand for the epochs" for mean in missing]
        ends += _merged(missing)
    return _named_apart([*whole, *ends]), [note for note in notes if note]


def _add_shape(axis: Axis, inside: Mask, hints: bool, printed: list[Series], derived: list[Series]) -> None:
    steps, unit = _x(axis, inside)
    has_average = {column.name for column in axis.shape.columns if column.is_average}
    for column, values in zip(axis.shape.columns, axis.shape.values, strict=True):
        name, split = _label(column, axis.shape.hint if hints else "")
        series = _series(name, split, steps, np.array(values)[inside], unit)
        if unit == "epoch":
            if column.is_average or column.name not in has_average:
                printed.append(series)
            continue
        old_news = _is_old_news(axis, inside, column, series.values)
        at_end = _at_epoch_end(axis, inside, series, column, old_news)
        if at_end is not None:
            derived.append(at_end)
        if not column.is_average and not old_news:
            printed.append(series)


def _means_of_batches(axis: Axis, inside: Mask, hints: bool) -> list[Series]:
    """The means by epoch of what single batches gave, for lines that name both; none for a single epoch."""
    epochs = axis.epochs[inside]
    if axis.level != "batch" or not np.isfinite(epochs).all() or len(epochs) < 4 or epochs[0] == epochs[-1]:
        return []
    begins = np.flatnonzero(np.append(True, epochs[1:] != epochs[:-1]))
    counts = np.diff(np.append(begins, len(epochs)))
    made = []
    for column, values in zip(axis.shape.columns, axis.shape.values, strict=True):
        name, split = _label(column, axis.shape.hint if hints else "")
        if column.is_average or split in ("val", "test") or not vocabulary.is_metric(column.name):
            continue
        sums = np.add.reduceat(np.array(values)[inside], begins)
        made.append(Series(name, epochs[begins], sums / counts, "epoch", split=split, averaged=True))
    return made


def _series(name: str, split: Split | None, steps: Floats, values: Floats, unit: StepUnit) -> Series:
    return Series(name, steps, values, unit, split=split)


def _label(column: Column, hint: str) -> tuple[str, Split | None]:
    split = column.split
    if split is None and hint and vocabulary.is_metric(column.name):
        split = vocabulary.split_alone(hint)
        return (f"{split} {column.name}", split) if split else (column.name, None)
    return column.name, split


def _x(axis: Axis, inside: Mask) -> tuple[Floats, StepUnit]:
    epochs, steps = axis.epochs[inside], axis.steps[inside]
    if axis.level == "epoch":
        return _filled(epochs), "epoch"
    if axis.level == "step":
        return steps, "step"
    if axis.level == "batch":
        return _through(axis, epochs, steps), "batch"
    return np.arange(1.0, len(epochs) + 1), "batch" if axis.level == "within" else "step"


def _filled(epochs: Floats) -> Floats:
    """Epochs with those before the first header counted back from it, or by their order where no header stands."""
    known = np.flatnonzero(np.isfinite(epochs))
    if len(known) == 0:
        return np.arange(1.0, len(epochs) + 1)
    if known[0] == 0:
        return epochs
    return np.concatenate([epochs[known[0]] - np.arange(known[0], 0, -1), epochs[known[0] :]])


def _through(axis: Axis, epochs: Floats, steps: Floats) -> Floats:
    """Batches counted through the run: those of the epochs before, and the batch of this one."""
    length = axis.shape.step_total
    if np.isfinite(length):
        length = max(length, float(axis.steps.max()) + (axis.steps.min() == 0))
    else:
        gaps = np.diff(axis.steps)
        gaps = gaps[gaps > 0]
        length = float(axis.steps.max()) + (float(np.median(gaps)) if len(gaps) and axis.steps.min() == 0 else 0.0)
    counted = np.isfinite(epochs).all()
    before = epochs - 1 if counted else np.concatenate([[0.0], np.cumsum(np.diff(steps) <= 0)])
    return before * max(length, 1.0) + steps


def _at_epoch_end(axis: Axis, inside: Mask, series: Series, column: Column, old_news: bool) -> Series | None:
    """What a running mean, or a value that a bar shows once an epoch, says at the end of each epoch."""
    says_running = vocabulary.is_metric(column.name) and _says_running(axis, column)
    epochs = _epoch_numbers(axis, inside)
    shows_running = not says_running and not old_news and _shows_running(axis, inside, column, epochs, series.values)
    is_running = says_running or shows_running
    if not is_running and not old_news:
        return None
    last = np.append(np.diff(epochs) != 0, True)
    if np.isfinite(axis.shape.step_total) and (old_news or shows_running):
        last &= axis.steps[inside] >= axis.shape.step_total * (1.0 if old_news else NEARLY)
    elif axis.level == "batch":
        last[-1] = _has_ended(axis, axis.steps[inside], last)
    if not last.any():
        return None
    return replace(series, steps=epochs[last], values=series.values[last], step_unit="epoch", averaged=is_running)


def _has_ended(axis: Axis, steps: Floats, last: Mask) -> bool:
    """Whether the last epoch of a log is over: it came as far as it should, or as those before it did."""
    ends = steps[last]
    if len(ends) > 1:
        return bool(ends[-1] >= ends[:-1].max() * NEARLY)
    interval = float(np.median(np.diff(steps))) if len(steps) > 1 else 0.0
    return bool(steps[-1] + interval >= axis.shape.step_total * NEARLY)  # never where no total is told


def _says_running(axis: Axis, column: Column) -> bool:
    return column.is_average or (RUNNING.search(column.name) is not None and axis.level != "step")


def _shows_running(axis: Axis, inside: Mask, column: Column, epochs: Floats, values: Floats) -> bool:
    """Whether the name does not say it, but the course does."""
    if axis.level != "batch" or column.split in ("val", "test") or not vocabulary.is_metric(column.name):
        return False
    return is_running_mean(epochs, axis.steps[inside], values)


def _is_old_news(axis: Axis, inside: Mask, column: Column, values: Floats) -> bool:
    """A bar of batches shows the validation, or the training mean, of the epoch before until its last update."""
    if axis.shape.step_kind != "bar":
        return False
    if column.split in ("val", "test") or column.name.endswith("_epoch"):
        return True
    total = axis.shape.step_total
    return (
        axis.level == "batch"
        and bool(np.isfinite(total))
        and changes_once_an_epoch(_epoch_numbers(axis, inside), axis.steps[inside], total, values)
    )


def _epoch_numbers(axis: Axis, inside: Mask) -> Floats:
    epochs = axis.epochs[inside]
    if np.isfinite(epochs).all():
        return epochs
    restarts: Floats = np.cumsum(np.diff(axis.steps[inside]) <= 0, dtype=np.float64)
    return np.concatenate([[1.0], 1.0 + restarts])


def _without_repeats(series: Series) -> Series:
    """One value an epoch: where a line is printed again, the first stands."""
    keep = np.concatenate([[True], np.diff(series.steps) != 0])
    return series if keep.all() else replace(series, steps=series.steps[keep], values=series.values[keep])


def _replaced(series: Series) -> str:
    """What is said of values that gave way to the first of their epoch."""
    again = np.diff(series.steps) == 0
    count = int(np.count_nonzero(again & (series.values[1:] != series.values[:-1])))
    return f"{series.name}: {count} values of an epoch that had one already were left out" if count else ""


def _merged(parts: list[Series]) -> list[Series]:
    """Series of the same name and unit as one, where they say the same or fill each other's gaps."""
    whole: list[Series] = []
    for series in parts:
        for number, other in enumerate(whole):
            if (other.name.lower(), other.step_unit) == (series.name.lower(), series.step_unit):
                union = _union(other, series)
                if union is not None:
                    whole[number] = union
                    break
        else:
            whole.append(series)
    return whole


def _union(first: Series, other: Series) -> Series | None:
    if not (np.isfinite(first.steps).all() and np.isfinite(other.steps).all()):
        return None  # a count that no float holds
    known = dict(zip(first.steps.tolist(), first.values.tolist(), strict=True))
    for step, value in zip(other.steps.tolist(), other.values.tolist(), strict=True):
        old = known.setdefault(step, value)
        if old != value and not (old != old and value != value):
            return None
    if len(known) != len(set(first.steps.tolist()) | set(other.steps.tolist())) or len(known) < len(first.steps):
        return None
    steps = np.array(sorted(known))
    return replace(first, steps=steps, values=np.array([known[step] for step in steps.tolist()]))


def _named_apart(merged: list[Series]) -> tuple[Series, ...]:
    """Series with names that differ: a batch series beside one of epochs says so, further ones are numbered."""
    by_epoch = {series.name for series in merged if series.step_unit == "epoch"}
    taken: set[str] = set()
    apart = []
    for series in merged:
        name = series.name
        if series.step_unit != "epoch" and name in by_epoch:
            name = f"{name} ({series.step_unit})"
        number = 2
        while name in taken:
            name, number = f"{series.name} ({number})", number + 1
        taken.add(name)
        apart.append(series if name == series.name else replace(series, name=name))
    return tuple(apart)
