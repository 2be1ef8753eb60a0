"""What a bar shows inside its epochs, as batch series: a bounded number of running means with what they cover.

May not: un-average them; the series stage does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from diagnose.model import Floats, Series
from diagnose.readers.keras.bar.means_of_means import counts_whole_samples
from diagnose.readers.keras.bar.update import Update

MOST = 4_096
ACCURACIES = ("acc", "accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")


class MeansSoFar(NamedTuple):
    """The running means over the first `seen` samples or steps of an epoch."""

    epoch: int
    seen: int
    metrics: Mapping[str, float]


class RunningMeans:
    """The running means that a bar showed in one training, thinned evenly when they become too many."""

    def __init__(self, bound: Callable[[Floats], Floats]) -> None:
        self.bound = bound
        self.kept: list[MeansSoFar] = []
        self.stride, self.firsts, self.totals = 1, set[int](), dict[int, int]()
        self.twice = False

    def add(self, epoch: int, updates: Sequence[Update], stride: int) -> None:
        """Keep the updates of one epoch."""
        self.stride = max(self.stride, stride)
        if not updates:
            return
        self.firsts.add(updates[0].seen)
        self.totals[epoch] = max(self.totals.get(epoch, 0), updates[-1].total or updates[-1].seen)
        for before, after in pairwise(updates):
            if before.seen == after.seen:
                self.twice |= _differ(before.metrics, after.metrics)
            else:
                self.kept.append(MeansSoFar(epoch, before.seen, before.metrics))
        self.kept.append(MeansSoFar(epoch, updates[-1].seen, updates[-1].metrics))
        while len(self.kept) > MOST:
            self.kept, self.stride = self.kept[::2], self.stride * 2

    @property
    def tell_more_than_epochs(self) -> bool:
        """Whether means inside epochs are left, beside the last of each."""
        return len(self.kept) > len(self.totals)

    def are_means_of_means(self) -> bool | None:
        """Whether the bar averages running means once more; None where they do not tell."""
        if self.twice:
            return True
        inside = [means for means in self.kept if means.seen < self.totals[means.epoch]]
        answers = [
            counts_whole_samples([(means.seen, means.metrics[name]) for means in inside if name in means.metrics])
            for name in dict.fromkeys(name for means in inside for name in means.metrics)
            if name in ACCURACIES
        ]
        known = [whole for whole in answers if whole is not None]
        return not all(known) if known else None

    def forget(self, epoch: int) -> None:
        """Drop what was read of an epoch and those after it, since it starts anew."""
        self.kept = [means for means in self.kept if means.epoch < epoch]
        self.totals = {number: total for number, total in self.totals.items() if number < epoch}

    def renumber(self, by: int) -> None:
        """Move all epochs on by some number."""
        self.kept = [means._replace(epoch=means.epoch + by) for means in self.kept]
        self.totals = {number + by: total for number, total in self.totals.items()}

    def batch(self, samples: int) -> dict[str, int]:
        """How the bar counts, as parameters of the run: `samples` or `steps`, and the batch size as far as known.

        An old bar counts samples and jumps by whole batches, so that its first count is the batch size and divides
        all others but the last. A newer one counts steps and shows the first; then the samples, where they are told,
        give the batch size.
        """
        total = max(self.totals.values(), default=0)
        size = math.gcd(*self.firsts, *(means.seen for means in self.kept if means.seen != self.totals[means.epoch]))
        counted = {"steps": total}
        if total and (samples == total or 1 < size < total):
            counted = {"samples": total, "batch_size": size}
        elif samples > total > 1:
            counted = {"steps": total, "samples": samples, "batch_size": _batch_size(samples, total)}
        return counted

    def series(self, batch: Mapping[str, int]) -> list[Series]:
        """The running means as series over all batches of the training, each with the samples or steps it covers."""
        if not self.tell_more_than_epochs:
            return []
        starts = self._starts()
        names = dict.fromkeys(name for means in self.kept for name in means.metrics)
        by_batch = []
        for name in names:
            if name.startswith("val_"):
                continue
            having = [means for means in self.kept if name in means.metrics]
            steps = np.array([starts[means.epoch] + means.seen for means in having], dtype=np.float64)
            values = np.array([means.metrics[name] for means in having], dtype=np.float64)
            seen = np.array([means.seen for means in having], dtype=np.float64)
            if "steps" in batch and "batch_size" in batch:
                seen = np.minimum(seen * batch["batch_size"], batch["samples"])
            by_batch.append(Series(name, steps, values, "batch", bound=self.bound(values), averaged=True, seen=seen))
        return by_batch

    def _starts(self) -> dict[int, int]:
        """How many samples or steps had gone by when each epoch began; one that is missing counts as long as others."""
        usual = max(self.totals.values(), default=0)
        starts, gone, last = dict[int, int](), 0, 0
        for epoch in sorted(self.totals):
            gone += usual * (epoch - last - 1) + self.totals.get(last, 0)
            starts[epoch], last = gone, epoch
        return starts


def displayed_bound(values: Floats) -> Floats:
    """Half a unit of the last digit that Keras displays: four decimals, or four digits more than the first if small."""
    return np.where(np.abs(values) > 1e-3, 0.5e-4, _half_unit(values, 5))


def tqdm_bound(values: Floats) -> Floats:
    """Half a unit of the last of the three digits that tqdm displays."""
    return _half_unit(values, 3)


def _half_unit(values: Floats, digits: int) -> Floats:
    size = np.abs(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        unit = 10.0 ** (np.floor(np.log10(size)) - digits + 1)
    return np.asarray(np.where(np.isfinite(unit), 0.5 * unit, 0.0), dtype=np.float64)


def _batch_size(samples: int, steps: int) -> int:
    """The batch size that makes ⌈samples / size⌉ = steps, a power of two where one does."""
    least = -(-samples // steps)
    power = 1 << (least - 1).bit_length()
    return power if -(-samples // power) == steps else least


def _differ(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    return any(abs(after.get(name, value) - value) > 1.5e-4 * max(1.0, abs(value)) for name, value in before.items())
