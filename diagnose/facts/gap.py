"""Facts about the distance between the two losses: how wide, against what, since when."""

from __future__ import annotations

import math

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.together import together


@number("gap.of_progress", "ratio")
def of_progress(m: Measurements) -> Measured:
    """The distance from training to validation loss at the end, as a share of what the training loss came down."""
    both = together(m)
    if both is None or both.progress <= 0.0:
        return None
    return (both.late_val - both.late_train) / both.progress


@number("gap.in_noise", "standard errors")
def in_noise(m: Measurements) -> Measured:
    """The distance of the two losses at the end against how much it jumps from step to step.

    The noise is that of the differences between neighbours, with the median as its measure (von Neumann 1941).
    """
    both = together(m)
    if both is None or len(both.steps) < 4:
        return None
    gaps = both.val - both.train
    jumps = np.sort(np.abs(gaps[1:] - gaps[:-1]))
    noise = 1.4826 * float(jumps[len(jumps) // 2]) / math.sqrt(2.0)
    return min(abs(both.late_val - both.late_train) / max(noise, 1e-300), 1e3)


@number("gap.widened", "ratio")
def widened(m: Measurements) -> Measured:
    """How much the distance of the two losses grew over the last half, as a share of the training loss's progress."""
    both = together(m)
    if both is None or both.progress <= 0.0 or len(both.steps) < 6:
        return None
    half = len(both.steps) // 2
    gaps = both.val - both.train
    middle = float(gaps[half - 1 : half + 2].sum()) / 3.0
    return Seen(
        (both.late_val - both.late_train - middle) / both.progress, float(both.steps[half]), float(both.steps[-1])
    )


@number("gap.share_below", "ratio")
def share_below(m: Measurements) -> Measured:
    """At which share of the steps the validation loss is below the training loss."""
    both = together(m)
    return None if both is None else float(np.count_nonzero(both.val < both.train)) / len(both.steps)


@number("gap.share_below_lagged", "ratio")
def share_below_lagged(m: Measurements) -> Measured:
    """At which share of the steps the validation loss is below a training loss that is moved by half an epoch.

    A training loss that is a mean over its epoch belongs to the middle of the epoch; the mean of two
    neighbours belongs to the end of the first, where the validation loss is taken.
    """
    both = together(m)
    if both is None or len(both.steps) < 3:
        return None
    moved = 0.5 * (both.train[:-1] + both.train[1:])
    return float(np.count_nonzero(both.val[:-1] < moved)) / len(moved)


@number("gap.first_times", "times")
def first_times(m: Measurements) -> Measured:
    """The first validation loss as a multiple of the first training loss; only where both are positive."""
    both = together(m)
    if both is None or both.train[0] <= 0.0 or both.val[0] <= 0.0:
        return None
    return Seen(float(both.val[0] / both.train[0]), float(both.steps[0]), float(both.steps[0]))


@number("gap.least_times", "times")
def least_times(m: Measurements) -> Measured:
    """The smallest multiple of the training loss at which the validation loss was ever seen; both positive."""
    both = together(m)
    if both is None or float(np.minimum.reduce(both.train)) <= 0.0:
        return None
    return float(np.minimum.reduce(both.val / both.train))


@number("gap.same_share", "ratio")
def same_share(m: Measurements) -> Measured:
    """At which share of the steps both losses are the same number to the last digit."""
    both = together(m)
    if both is None or float(both.train[0]) == float(both.train[-1]):
        return None
    return float(np.count_nonzero(both.val == both.train)) / len(both.steps)


@number("gap.tracking", "ratio")
def tracking(m: Measurements) -> Measured:
    """The usual distance of the two losses, lag taken off, as a share of the training loss's progress."""
    both = together(m)
    if both is None or both.progress <= 0.0 or len(both.steps) < 6:
        return None
    moved = 0.5 * (both.train[:-1] + both.train[1:])
    away = np.sort(np.abs(both.val[:-1] - moved))
    return float(away[int(0.9 * len(away))]) / both.progress


FACTS = (
    of_progress,
    in_noise,
    widened,
    share_below,
    share_below_lagged,
    first_times,
    least_times,
    same_share,
    tracking,
)
