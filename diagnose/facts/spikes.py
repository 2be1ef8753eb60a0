"""Facts about sudden jumps upwards in the curves, and whether they were made good."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.curves import train_curve, val_curve
from diagnose.facts.fact import Measured, Seen, fact
from diagnose.facts.measurements import Measurements
from diagnose.trends import Curve

LEAST = 0.2
"""A jump of less than a fifth of the curve's height is no spike."""

USUAL = 8.0
"""A spike is this many times the noise from step to step."""


class Spikes(NamedTuple):
    """The spikes of a curve: how many, the first and last step, the largest jump, how many came down again."""

    total: int
    first: float
    last: float
    largest: float
    recovered: int


QUIET = Spikes(0, 0.0, 0.0, 0.0, 0)


def train_spikes(m: Measurements) -> Spikes | None:
    """The spikes of the training curve, or None where there is no curve of positive values."""
    return m.once(_train_spikes)


def _train_spikes(m: Measurements) -> Spikes | None:
    return _spikes(train_curve(m))


def _val_spikes(m: Measurements) -> Spikes | None:
    return _spikes(val_curve(m))


def _spikes(curve: Curve | None) -> Spikes | None:
    if curve is None or not curve.logarithmic or len(curve) < 8:
        return None
    jumps = curve.z[1:] - curve.z[:-1]
    limit = max(math.log1p(LEAST), USUAL * curve.noise)
    largest = float(np.maximum.reduce(jumps))
    if largest <= limit:
        return QUIET
    at = (jumps > limit).nonzero()[0]
    # The end of a curve cannot show whether a jump was made good.
    lows = np.minimum.accumulate(curve.z[::-1])[::-1]
    recovered = int(np.count_nonzero(lows[at + 1] <= curve.z[at] + 0.25 * jumps[at]))
    first, last = float(curve.x[at[0] + 1]), float(curve.x[at[-1] + 1])
    return Spikes(len(at), first, last, math.expm1(largest), recovered)


@fact("train.spikes", "spikes")
def train_count(m: Measurements) -> Measured:
    """How many times the training loss jumped up by a fifth and by eight times its noise at once."""
    return _count(train_spikes(m))


@fact("train.spike_size", "ratio")
def train_size(m: Measurements) -> Measured:
    """The largest jump of the training loss, relative to the value before."""
    found = train_spikes(m)
    return None if not found else found.largest


@fact("train.spikes_left", "spikes")
def train_left(m: Measurements) -> Measured:
    """How many of the jumps of the training loss were never made good."""
    found = train_spikes(m)
    return None if found is None else float(found.total - found.recovered)


@fact("val.spikes", "spikes")
def val_count(m: Measurements) -> Measured:
    """How many times the validation loss jumped up by a fifth and by eight times its noise at once."""
    return _count(m.once(_val_spikes))


@fact("val.spike_size", "ratio")
def val_size(m: Measurements) -> Measured:
    """The largest jump of the validation loss, relative to the value before."""
    found = m.once(_val_spikes)
    return None if not found else found.largest


@fact("val.spikes_left", "spikes")
def val_left(m: Measurements) -> Measured:
    """How many of the jumps of the validation loss were never made good."""
    found = m.once(_val_spikes)
    return None if found is None else float(found.total - found.recovered)


def _count(found: Spikes | None) -> Measured:
    if found is None:
        return None
    return Seen(float(found.total), found.first, found.last) if found.total else 0.0


FACTS = (train_count, train_size, train_left, val_count, val_size, val_left)
