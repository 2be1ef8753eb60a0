"""Where another run begins or the same one is resumed: an epoch or step that goes back, in the order of the log.

May not: build series.
"""

from __future__ import annotations

import math
from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from diagnose.readers.core.gathering.counting import starts_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnose.readers.text.axes import Axis


TAKEN_OVER = 3
INTRODUCTION = 8


@dataclass(frozen=True, slots=True)
class Resume:
    """Where in the order of the log a run was resumed, the epoch or step it went back to, and the last one before."""

    order: float
    unit: Literal["epoch", "step"]
    place: float
    last: float


def breaks(axes: list[Axis], resumed_at: Sequence[int]) -> tuple[list[float], list[Resume]]:
    """The places in the order of the log at which a run begins, from the second on, and those at which one resumes.

    An epoch that starts over is another run. One that goes back to some later place is a resume; but not where a
    program introduces itself at length before it, saying nothing of resuming (`resumed_at` are the places that do), nor
    where it is given up for another start before it has come as far as before. Lines without an epoch of their own that
    counted their batches anew before the first line of the new run belong to it already.
    """
    walker = _Walker(resumed_at)
    for order, number, row in _in_order(axes):
        walker.take(order, axes[number], number, row)
    starts = sorted({*walker.starts, *_strangers(axes, walker.starts)})
    return starts, sorted([*walker.resumed, *walker.pending], key=lambda resume: resume.order)


def _strangers(axes: list[Axis], starts: list[float]) -> list[float]:
    """Where, in what would be one run, epoch lines of quite other names take over for good: another program's."""
    places = []
    for start, end in pairwise([-math.inf, *starts, math.inf]):
        spans: list[tuple[float, float, set[str]]] = []
        for axis in axes:
            if axis.level == "epoch" and axis.shape.own_epoch:
                orders = axis.order[(axis.order >= start) & (axis.order < end)]
                if len(orders) >= TAKEN_OVER:
                    spans.append((float(orders[0]), float(orders[-1]), {column.name for column in axis.shape.columns}))
        spans.sort(key=lambda span: span[0])
        last, names = -math.inf, set[str]()
        for first, until, own in spans:
            if names and first > last and names.isdisjoint(own):
                places.append(first)
            last, names = max(last, until), names | own
    return places


def _in_order(axes: list[Axis]) -> list[tuple[float, int, int]]:
    orders = [axis.order for axis in axes]
    if not orders:
        return []
    numbers = np.repeat(np.arange(len(orders)), [len(order) for order in orders])
    rows = np.concatenate([np.arange(len(order)) for order in orders])
    whole = np.concatenate(orders)
    sequence = np.argsort(whole, kind="stable")
    return list(zip(whole[sequence].tolist(), numbers[sequence].tolist(), rows[sequence].tolist(), strict=True))


class _Walker:
    def __init__(self, resumed_at: Sequence[int]) -> None:
        self.resumed_at = resumed_at
        self.longest = 0.0  # the most lines between two that lead
        self.starts: list[float] = []
        self.resumed: list[Resume] = []
        self.pending: list[Resume] = []  # resumes that have not yet come as far as the run had before
        self.first: dict[int, tuple[float, float]] = {}
        self.epoch, self.lowest = -math.inf, math.inf
        self._go_on()
        self.marked_at = -math.inf

    def _begin(self, order: float) -> None:
        self.starts += [*(resume.order for resume in self.pending), order]
        self.pending.clear()
        self.first = {}
        self.epoch, self.lowest = -math.inf, math.inf
        self._go_on()

    def _go_on(self) -> None:
        self.last: dict[int, tuple[float, float]] = {}
        self.batch: dict[int, float] = {}
        self.reset_at = -math.inf

    def take(self, order: float, axis: Axis, number: int, row: int) -> None:
        """Look at one line, whether it goes back behind what came before."""
        epoch, step = float(axis.epochs[row]), float(axis.steps[row])
        if not axis.leads:
            self._watch_batches(order, axis, number, step)
            return
        place = (epoch if axis.shape.own_epoch or axis.shape.context == "header" else math.nan, step)
        if self._goes_back(axis, number, place, row):
            self._turn_back(self.reset_at if self.reset_at > self.marked_at else order, number, place)
        elif self.marked_at > -math.inf:
            self.longest = max(self.longest, order - self.marked_at)
        self._confirm(place)
        self.last[number] = place
        self.first.setdefault(number, place)
        self.marked_at = order
        if not math.isnan(place[0]):
            self.epoch, self.lowest = place[0], min(self.lowest, place[0])

    def _turn_back(self, order: float, number: int, place: tuple[float, float]) -> None:
        epoch, step = place
        if math.isnan(epoch):
            lowest = min((first for _, first in self.first.values() if not math.isnan(first)), default=math.inf)
            resume = Resume(order, "step", step, self.last[number][1])
        else:
            lowest, resume = self.lowest, Resume(order, "epoch", epoch, self.epoch)
        if starts_over(resume.place, lowest) or self._is_introduced(order):
            self._begin(order)
        else:
            self.pending.append(resume)
            self._go_on()

    def _is_introduced(self, order: float) -> bool:
        """Whether far more lines that say nothing stand before this one than within the run, none of a resume."""
        if order - self.marked_at <= max(INTRODUCTION, 2 * self.longest):
            return False
        at = bisect(self.resumed_at, self.marked_at)
        return at == len(self.resumed_at) or self.resumed_at[at] > order

    def _confirm(self, place: tuple[float, float]) -> None:
        for resume in list(self.pending):
            reached = place[0] if resume.unit == "epoch" else place[1]
            if reached >= resume.last:
                self.pending.remove(resume)
                self.resumed.append(resume)

    def _watch_batches(self, order: float, axis: Axis, number: int, step: float) -> None:
        if axis.level == "batch":
            if step <= self.batch.get(number, -math.inf) and self.reset_at <= self.marked_at:
                self.reset_at = order
            self.batch[number] = step

    def _goes_back(self, axis: Axis, number: int, place: tuple[float, float], row: int) -> bool:
        epoch, step = place
        known = self.last.get(number)
        if not math.isnan(epoch):
            if epoch < self.epoch - 1 or (epoch < self.epoch and epoch <= self.lowest):
                return True
            if known is None:
                return False
            return epoch < known[0] or (epoch == known[0] and self._repeats(axis, known, step, row))
        if known is None or math.isnan(step) or axis.level == "batch":
            return False
        return step < known[1] or (step == known[1] == self.first[number][1] and not _same_values(axis, row))

    def _repeats(self, axis: Axis, known: tuple[float, float], step: float, row: int) -> bool:
        """Whether a line of the same epoch as the one before it shows a new start."""
        if axis.level == "epoch":
            is_last_word = row == len(axis.epochs) - 1 and len(self.last) > 0 and known[0] > self.lowest
            return not _same_values(axis, row) and not is_last_word
        if axis.level in ("batch", "step"):
            return step < known[1] and not axis.loops
        return False


def _same_values(axis: Axis, row: int) -> bool:
    return row > 0 and all(
        values[row] == values[row - 1] or (values[row] != values[row] and values[row - 1] != values[row - 1])
        for values in axis.shape.values
    )


def take_out(axes: list[Axis], starts: list[float], resumes: list[Resume]) -> dict[float, int]:
    """Take out of the order what a resume replaced; returns how many values of each, by the order of the resume."""
    dropped = {}
    for resume in resumes:
        start = max((begin for begin in starts if begin < resume.order), default=-math.inf)
        count = 0
        for axis in axes:
            places = axis.epochs if resume.unit == "epoch" else axis.steps
            gone = (axis.order >= start) & (axis.order < resume.order) & (places >= resume.place)
            count += int(np.count_nonzero(gone)) * len(axis.shape.columns)
            axis.order[gone] = math.nan
        dropped[resume.order] = count
    return dropped
