"""What the values inside epochs are, by their course: running means, or values that change once an epoch.

May not: know names.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from diagnose.model import Floats

LOOKED_AT = 200_000
READINGS = 12  # fewer in an epoch show no course
SHRINKS = 3.0
EACH = 1.5
MOST = 0.8


def is_running_mean(epochs: Floats, steps: Floats, values: Floats) -> bool:
    """Whether the values inside each epoch are means since its start, told by how their changes shrink.

    The n-th batch moves such a mean by 1/n of what it moves the first: over N readings the first quarter changes about
    `2 ln(N/4) / ln 2` times as fast as the second half, 4.6 times for 20 and 9.3 times for 100, where single values
    change alike. The first epoch is left out, since there every loss falls.
    """
    ratios = []
    for begin, end in _epochs(epochs[:LOOKED_AT])[1:]:
        new = np.append(np.diff(steps[begin:end]) > 0, True)
        changes = np.abs(np.diff(values[begin:end][new]))
        if len(changes) + 1 < READINGS or not np.isfinite(changes).all():
            continue
        early, late = float(changes[: len(changes) // 4].mean()), float(changes[len(changes) // 2 :].mean())
        if early > 0:
            ratios.append(early / late if late > 0 else np.inf)
    shrinking = sum(ratio > EACH for ratio in ratios)
    return len(ratios) >= 2 and float(np.median(ratios)) >= SHRINKS and shrinking >= MOST * len(ratios)


def changes_once_an_epoch(epochs: Floats, steps: Floats, total: float, values: Floats) -> bool:
    """Whether a bar to `total` shows what the epoch before gave until it comes to its end, in two epochs at least."""
    ends: list[float] = []
    told = 0
    for begin, end in _epochs(epochs[:LOOKED_AT]):
        inside = values[begin:end][steps[begin:end] < total]
        last = float(values[end - 1])
        if len(inside):
            if bool((inside != inside[0]).any()) or (float(inside[0]) != last and inside[0] not in ends[-1:]):
                return False
            told += 1
        ends.append(last)
    return told >= 2 and len(set(ends)) > 1


def _epochs(epochs: Floats) -> list[tuple[int, int]]:
    """Where the rows of each epoch begin and end."""
    bounds = [0, *(np.flatnonzero(np.diff(epochs) != 0) + 1).tolist(), len(epochs)]
    return list(pairwise(bounds))
