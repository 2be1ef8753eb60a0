"""What the usual formulas say of a history: how they are used in practice, with their usual numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

History = Mapping[str, Sequence[float]]


def generalisation_loss(history: History) -> str:
    """Prechelt 1998, criterion GL: the last validation loss is 5 % above the lowest."""
    val = history["val_loss"]
    return "overfitting" if 100.0 * (val[-1] / min(val) - 1.0) > 5.0 else "healthy"


def early_stopping(history: History) -> str:
    """Keras' EarlyStopping with patience 10 would have stopped the run."""
    val = history["val_loss"]
    return "overfitting" if len(val) - 1 - int(np.argmin(val)) >= 10 else "healthy"


def slope_signs(history: History) -> str:
    """The table of the seeds by the signs of least-squares slopes over the last third, flat within 1 %."""
    return TABLE[_sign(history["loss"]), _sign(history["val_loss"])]


def _sign(values: Sequence[float]) -> int:
    tail = np.asarray(values[-max(3, len(values) // 3) :])
    change = float(np.polyfit(np.arange(len(tail)), tail, 1)[0]) * len(tail)
    return 0 if abs(change) < 0.01 * abs(float(tail.mean())) else (1 if change > 0 else -1)


TABLE = {
    (-1, -1): "still-learning",
    (-1, 0): "overfitting",
    (-1, 1): "overfitting",
    (0, -1): "data-problem",
    (0, 0): "plateau",
    (0, 1): "overfitting",
    (1, -1): "data-problem",
    (1, 0): "misconfiguration",
    (1, 1): "misconfiguration",
}

FORMULAS: Mapping[str, Callable[[History], str]] = {
    "Prechelt GL > 5 at the end": generalisation_loss,
    "Keras EarlyStopping(10) fires": early_stopping,
    "signs of slopes, the seeds' table": slope_signs,
}
