"""The two losses side by side, at the steps of the validation curve, made once a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.curves import train_curve, val_curve
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats

LAST = 3
"""How many points stand for where a curve ends."""


class Together(NamedTuple):
    """Training and validation values of one metric at common steps; `progress` is the fall of the training loss."""

    steps: Floats
    train: Floats
    val: Floats
    progress: float

    @property
    def late_train(self) -> float:
        """Where the training loss ends: the mean of its last points."""
        return float(self.train[-LAST:].sum()) / min(LAST, len(self.train))

    @property
    def late_val(self) -> float:
        """Where the validation loss ends: the mean of its last points."""
        return float(self.val[-LAST:].sum()) / min(LAST, len(self.val))


def together(m: Measurements) -> Together | None:
    """Both curves at the steps of the validation curve, or None where they are not the same metric or too short.

    A training curve with other steps is interpolated; of a long run both are the thinned curves of the trends.
    """
    return m.once(_together)


def _together(m: Measurements) -> Together | None:
    train, val = train_curve(m), val_curve(m)
    if train is None or val is None or not _are_alike(m):
        return None
    x, y = val.x, train.y
    if len(train) != len(val) or float(train.x[0]) != float(x[0]) or not bool((train.x == x).all()):
        y = np.interp(x, train.x, train.y)
    start = float(train.y[: max(1, len(train) // 10)].max())
    return Together(x, y, val.y, max(start - float(train.y[-LAST:].mean()), 0.0))


def _are_alike(m: Measurements) -> bool:
    train, val = m.pair.train, m.pair.val
    return train is not None and val is not None and train.metric == val.metric
