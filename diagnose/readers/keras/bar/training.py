"""The epochs of one training as they come off a bar, and the run that they make.

May not: parse.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from diagnose.model import Caution, Floats, Run, Series
from diagnose.readers.core.signs import Signs
from diagnose.readers.keras.bar.running_means import RunningMeans, displayed_bound
from diagnose.vocabulary.recognition import is_rate

NEARLY_ALL = 0.9


class Training:
    """One training: its epochs so far, the running means inside them, and what was noted."""

    def __init__(
        self,
        samples: int = 0,
        *,
        headed: bool = True,
        log_format: str = "keras-stdout",
        bound: Callable[[Floats], Floats] = displayed_bound,
    ) -> None:
        self.samples, self.headed, self.format, self.bound = samples, headed, log_format, bound
        self.columns: dict[str, tuple[array[float], array[float]]] = {}
        self.epochs: list[int] = []
        self.seconds: dict[int, Mapping[str, float]] = {}
        self.announced = 0
        self.means = RunningMeans(bound)
        self.notes: dict[str, None] = {}
        self.base = 1
        self.coloured = False
        self.signs = Signs()

    def note(self, text: str) -> None:
        """Keep a sentence about what was assumed or left out, once."""
        self.notes[text] = None

    def hear(self, piece: bytes, *, under_way: bool = False) -> None:
        """Take a piece without values for what it may tell of the run, while an epoch is under way or not."""
        self.signs.hear(piece.decode(errors="replace"), len(self.epochs) + under_way)

    def add(self, epoch: int, metrics: Mapping[str, float]) -> None:
        """Add the values of an epoch."""
        self.epochs.append(epoch)
        for name, value in metrics.items():
            steps, values = self.columns.setdefault(name, (array("d"), array("d")))
            steps.append(epoch)
            values.append(value)

    def add_second(self, epoch: int, metrics: Mapping[str, float]) -> None:
        """Keep what a second bar of an epoch showed; the last of several stands."""
        self.seconds[epoch] = metrics

    def forget_second(self, epoch: int) -> None:
        """Drop what a second bar of an epoch showed, since it is of another training."""
        self.seconds.pop(epoch, None)

    def _take_seconds(self) -> None:
        """Take the second bars for the validation where (nearly) each epoch has one, and nothing else validates."""
        if not self.seconds:
            return
        of_all = len(self.seconds) >= max(2, NEARLY_ALL * len(self.epochs))
        if not of_all or any(name.startswith("val_") for name in self.columns):
            self.note("a second bar of an epoch is taken for an evaluation and left out")
            return
        self.note(Caution("a second bar behind each epoch is taken for its validation, and named val_"))
        for epoch in sorted(self.seconds.keys() & set(self.epochs)):
            for name, value in self.seconds[epoch].items():
                steps, values = self.columns.setdefault(f"val_{name}", (array("d"), array("d")))
                steps.append(epoch)
                values.append(value)

    def cut(self, epoch: int) -> None:
        """Drop an epoch and those after it, since the log starts it anew."""
        self.epochs = [number for number in self.epochs if number < epoch]
        self.seconds = {number: metrics for number, metrics in self.seconds.items() if number < epoch}
        self.means.forget(epoch)
        for steps, values in self.columns.values():
            while steps and steps[-1] >= epoch:
                steps.pop()
                values.pop()

    def renumber(self, by: int) -> None:
        """Move the epochs, whose header was missing, to the numbers that the next header implies."""
        self.epochs = [number + by for number in self.epochs]
        self.seconds = {number + by: metrics for number, metrics in self.seconds.items()}
        self.means.renumber(by)
        for name, (steps, values) in self.columns.items():
            self.columns[name] = (array("d", (step + by for step in steps)), values)

    def run(self, name: str) -> Run:
        """The run, its epochs counted from 1."""
        self._take_seconds()
        shift = 1 - self.base
        by_epoch = []
        for column, (steps, values) in self.columns.items():
            if steps:
                numbers = np.frombuffer(values)
                averaged = not column.startswith("val_") and not is_rate(column)
                bound = self.bound(numbers)
                by_epoch.append(Series(column, np.frombuffer(steps) + shift, numbers, bound=bound, averaged=averaged))
        batch = self.means.batch(self.samples)
        by_batch = [series for series in self.means.series(batch) if not is_rate(series.name)]
        if by_batch:
            twice = self.means.are_means_of_means() if "steps" in batch else False
            self._explain(batch, twice)
            if twice:
                batch["bar_averages_twice"] = 1
        elif self.means.stride > 1:
            self.note("the updates within epochs were left out: there are too many epochs to keep them")
        params: dict[str, Any] = batch if by_batch else {}
        if self.announced:
            params["epochs"] = self.announced
        signs = self.signs.told(lambda place: len(self.epochs) - place)
        return Run(name, self.format, (*by_epoch, *by_batch), params, tuple(self.notes), signs=signs)

    def _explain(self, batch: Mapping[str, int], twice: bool | None) -> None:
        samples, steps, size = batch.get("samples"), batch.get("steps"), batch.get("batch_size")
        short = f", the last of {samples % size}" if samples and size and samples % size else ""
        if steps is None:
            self.note(f"the bar counts samples ({samples}), in batches of {size}{short}")
        elif size:
            self.note(f"the bar counts steps ({steps}); with {samples} samples a batch is {size}{short}")
        else:
            self.note(f"the bar counts steps ({steps}); the batch size is not told")
        self.note("updates within an epoch show the running mean since its start: kept as batch series, not as epochs")
        if self.means.stride > 1:
            self.note(f"of the updates within epochs about one in {self.means.stride} was kept")
        if twice:
            self.note("this Keras averages its running means once more on the bar: batch values cannot be recovered")
        elif twice is None and self.coloured:
            self.note("should this Keras be older than 3.15, its bar averages twice: then batch values are smoothed")


def is_finite(metrics: Mapping[str, float]) -> bool:
    """Whether no metric is NaN or infinite."""
    return all(math.isfinite(value) for value in metrics.values())
