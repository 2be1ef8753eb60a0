"""The two losses side by side, at the steps of the validation curve, made once a run."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.measurements import Measurements, late
from diagnose.facts.profiles import train_profile, val_profile
from diagnose.model import Floats


class Together(NamedTuple):
    """Training and validation values of one metric at common steps.

    `progress` is the fall of the training loss; `late_train` and `late_val` are where the two end, the means of their
    last points; `positive` tells whether all values of both are above zero.
    """

    steps: Floats
    train: Floats
    val: Floats
    progress: float
    late_train: float
    late_val: float
    positive: bool


def together(m: Measurements) -> Together | None:
    """Both curves at the steps of the validation curve, or None where they are not the same metric or too short.

    A training curve with other steps is interpolated; of a long run both are the thinned curves of the trends.
    """
    return m.once(_together)


def _together(m: Measurements) -> Together | None:
    train, val = train_profile(m), val_profile(m)
    if train is None or val is None or not are_alike(m):
        return None
    x, y = val.x, train.y
    if train.x is not x and not np.array_equal(train.x, x):
        y = np.interp(x, train.x, train.y)
    start = float(np.maximum.reduce(train.y[: max(1, len(train) // 10)]))
    if train.logarithmic and train.start < float(train.smooth[0]):
        start = math.exp(train.start)  # a huge first value is no progress
    progress = max(start - late(train.y), 0.0)
    return Together(x, y, val.y, progress, late(y), late(val.y), train.logarithmic and val.logarithmic)


def are_alike(m: Measurements) -> bool:
    """Whether both curves are there and of one metric, so that their levels may be compared."""
    train, val = m.train_series, m.val_series
    return train is not None and val is not None and train.metric == val.metric
