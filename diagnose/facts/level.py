"""Facts about how the two curves lie to each other."""

from __future__ import annotations

import numpy as np

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import train_profile
from diagnose.facts.together import are_alike, together
from diagnose.trends.robust import median


@number("gap.below_start", "ratio")
def below_start(m: Measurements) -> Measured:
    """How far the validation loss ends below the training loss, relative to where the training loss started.

    A benign gap (dropout, averaging over the epoch) is a part of what is left of the loss, so it shrinks as training
    goes on; one that is a large part of the first loss is none.
    """
    ends = _ends(m)
    train = train_profile(m)
    if ends is None or train is None or train.y[0] <= 0.0:
        return None
    return (ends[0] - ends[1]) / float(train.y[0])


@number("gap.end_times", "times")
def end_times(m: Measurements) -> Measured:
    """How many times the training loss the validation loss is at the end."""
    ends = _ends(m)
    return None if ends is None or ends[0] <= 0.0 or ends[1] <= 0.0 else ends[1] / ends[0]


@number("gap.least_apart", "times")
def least_apart(m: Measurements) -> Measured:
    """How many times the other loss the larger one is at the least, over the whole run."""
    both = together(m)
    if both is None or not both.positive:
        return None
    return float(np.exp(np.abs(np.log(both.val / both.train)).min()))


def _ends(m: Measurements) -> tuple[float, float] | None:
    if not len(m.train) or not len(m.val) or m.val_turned or not are_alike(m):
        return None
    return median(m.train[-3:]), median(m.val[-3:])


FACTS = (below_start, end_times, least_apart)
