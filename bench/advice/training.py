"""A recipe trained: the log that the run writes, and what only the judge knows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.advice.recipes import Recipe
from bench.advice.tasks import TASKS, Arrays


@dataclass(frozen=True)
class Trained:
    """A trained run: its log as a framework writes it, and for each epoch how good the net is by the task's measure.

    The measure is the log loss, averaged over classes, or the squared error, lower is better; `chance` is what it is
    for the best constant answer, on the test set.
    """

    log: dict[str, Any]
    val: list[float]
    test: list[float]
    accuracy: list[float]
    chance: float

    def val_at(self, checkpoint: int) -> float:
        """The measure on the validation set, which whoever chooses may see."""
        return _finite(self.val[checkpoint - 1])

    def test_at(self, checkpoint: int) -> float:
        """The measure on the test set, which nobody saw."""
        return _finite(self.test[checkpoint - 1])

    @property
    def train_loss(self) -> float:
        """The last training loss."""
        sets = self.log.get("history") or next(iter(self.log.values()))
        return _finite(next(iter(sets.values()))[-1])


Train = Callable[[Recipe], Trained]


def train(recipe: Recipe) -> Trained:
    """The run that a recipe gives; the same recipe gives the same run."""
    if TASKS[recipe.task].family == "trees":
        from bench.advice.trees import train_trees

        return train_trees(recipe)
    from bench.advice.net_training import train_net

    return train_net(recipe)


def chance(train_part: Arrays, test: Arrays, classes: int) -> float:
    """The measure of the best constant answer on the test set."""
    if not classes:
        return float(np.square(test[1] - train_part[1].mean(0)).mean())
    counts = np.bincount(train_part[1].ravel(), minlength=classes) + 1.0
    return class_mean(-np.log(counts / counts.sum())[test[1].ravel()], test[1].ravel())


def class_mean(losses: np.ndarray, labels: np.ndarray) -> float:
    """The mean over the classes of the mean loss of each."""
    counts = np.bincount(labels)
    sums = np.bincount(labels, weights=losses)
    return float((sums[counts > 0] / counts[counts > 0]).mean())


def rounded(values: Sequence[float]) -> list[float]:
    """The values with six digits, as logs have them."""
    return [float(f"{value:.6g}") for value in values]


def _finite(value: float) -> float:
    return value if math.isfinite(value) else math.inf
