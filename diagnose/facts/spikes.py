"""Facts about sudden jumps upwards in the curves, and whether they were made good."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.limits import Limits
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import train_profile, val_profile
from diagnose.model import Profile


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
    return _spikes(train_profile(m), m.limits)


def _val_spikes(m: Measurements) -> Spikes | None:
    return _spikes(val_profile(m), m.limits)


def _spikes(curve: Profile | None, limits: Limits) -> Spikes | None:
    if curve is None or len(curve) < 8:
        return None
    jumps = curve.z[1:] - curve.z[:-1]
    # Without a logarithm a jump is measured against the whole way of the curve.
    size = math.log1p(limits.spike_size) if curve.logarithmic else limits.spike_size
    limit = max(size, limits.spike_noise * curve.noise)
    largest = float(np.maximum.reduce(jumps))
    if largest <= limit:
        return QUIET
    at = (jumps > limit).nonzero()[0]
    # The end of a curve cannot show whether a jump was made good.
    lows = np.minimum.accumulate(curve.z[::-1])[::-1]
    recovered = int(np.count_nonzero(lows[at + 1] <= curve.z[at] + limits.recovered * jumps[at]))
    first, last = float(curve.x[at[0] + 1]), float(curve.x[at[-1] + 1])
    return Spikes(len(at), first, last, math.expm1(largest) if curve.logarithmic else largest, recovered)


@number("train.spikes", "spikes")
def train_count(m: Measurements) -> Measured:
    """How often the training loss jumped up (by `fact.spike_size` and `fact.spike_noise` times its noise at once)."""
    return _count(train_spikes(m))


@number("train.spike_size", "ratio")
def train_size(m: Measurements) -> Measured:
    """The largest jump of the training loss, relative to the value before, or to the extent of a negative loss."""
    spikes = train_spikes(m)
    return None if not spikes else spikes.largest


@number("train.spikes_left", "spikes")
def train_left(m: Measurements) -> Measured:
    """How many of the jumps of the training loss were never made good."""
    spikes = train_spikes(m)
    return None if spikes is None else float(spikes.total - spikes.recovered)


@number("val.spikes", "spikes")
def val_count(m: Measurements) -> Measured:
    """How often the validation loss jumped up (by `fact.spike_size` and `fact.spike_noise` times its noise at once)."""
    return _count(m.once(_val_spikes))


@number("val.spike_size", "ratio")
def val_size(m: Measurements) -> Measured:
    """The largest jump of the validation loss, relative to the value before, or to the extent of a negative loss."""
    spikes = m.once(_val_spikes)
    return None if not spikes else spikes.largest


@number("val.spikes_left", "spikes")
def val_left(m: Measurements) -> Measured:
    """How many of the jumps of the validation loss were never made good."""
    spikes = m.once(_val_spikes)
    return None if spikes is None else float(spikes.total - spikes.recovered)


def _count(spikes: Spikes | None) -> Measured:
    if spikes is None:
        return None
    return Seen(float(spikes.total), spikes.first, spikes.last) if spikes.total else 0.0


FACTS = (train_count, train_size, train_left, val_count, val_size, val_left)
