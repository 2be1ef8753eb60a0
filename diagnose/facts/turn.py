"""Facts about where the validation curve turned, with its noise smoothed away, and what came after."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import logged_at, train_profile, val_profile
from diagnose.facts.progress import relative
from diagnose.model import Floats, Profile, Series
from diagnose.trends import profile_of

FEWEST = 8
"""Points after a step from which on they are looked at by themselves."""
QUIET = 0.01
"""Noise below this share of a curve's extent needs no smoothing."""


class Turn(NamedTuple):
    """The lowest point of the smoothed validation curve: index, steps as good as it, the rise since, its error.

    `lowest` is its level in units of the curve; the index is that in the curve or in its part after a step.
    """

    at: int
    step: float
    first: float
    last: float
    rise: float
    error: float
    lowest: float


def turn(m: Measurements) -> Turn | None:
    """Where the validation curve was lowest once a moving average took its noise away."""
    return m.once(_turn)


def _turn(m: Measurements) -> Turn | None:
    curve = val_profile(m)
    if curve is None or len(curve) < 4:
        return None
    whole = _lowest_level(m, curve, m.val_steps)
    regime = _after_step(m)
    if regime is None:
        return whole
    # A moving average over a step would hide what follows it.
    later = _lowest_level(m, profile_of(regime, m.trend_limits), regime.steps)
    stands = float(curve.smooth[whole.at]) <= math.log(max(later.lowest, 1e-300)) if curve.logarithmic else True
    return whole if stands else later


def _after_step(m: Measurements) -> Series | None:
    """The validation curve since the last step of the rate or of both curves, if it holds enough points."""
    since = m.curves.regime_since
    if since is None:
        return None
    later = m.val_steps >= since
    return Series("", m.val_steps[later], m.val[later]) if np.count_nonzero(later) >= FEWEST else None


def _lowest_level(m: Measurements, curve: Profile, steps: Floats) -> Turn:
    count = len(curve)
    quiet = curve.noise < QUIET * curve.extent
    width = 1 if quiet else max(1, count // 10 * 2 - 1)
    tail = 3 if quiet else max(3, count // 6)
    level = moving_average(curve.smooth, width)
    at = int(level.argmin())
    error = curve.noise * (1.0 / width + 1.0 / tail) ** 0.5
    lowest = float(level[at])
    good = (level <= lowest + max(curve.noise / width**0.5, m.limits.as_good * curve.progress)).nonzero()[0]
    # A curve that is lowest among its last points has not risen: its tail lies above its end.
    rise = 0.0 if at >= count - tail else float(np.add.reduce(curve.smooth[-tail:])) / tail - lowest
    step, first, last = (logged_at(curve, index, steps) for index in (at, good[0], good[-1]))
    height = math.exp(lowest) if curve.logarithmic else float(curve.y[at])
    return Turn(at, step, first, last, max(rise, 0.0), error, height)


def moving_average(values: Floats, width: int) -> Floats:
    """The mean of `width` neighbours (odd) around each value; fewer at the ends."""
    if width <= 1:
        return values
    low, high, counts = _windows(len(values), width // 2)
    running = np.zeros(len(values) + 1)
    np.add.accumulate(values, out=running[1:])
    means: Floats = (running[high] - running[low]) / counts
    return means


@lru_cache(maxsize=256)
def _windows(count: int, half: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    index = np.arange(count)
    low, high = np.maximum(index - half, 0), np.minimum(index + half + 1, count)
    return low, high, high - low


@number("val.turn", "step")
def val_turn(m: Measurements) -> Measured:
    """The step at which the smoothed validation loss was lowest, and the steps that were all but as good."""
    turned = turn(m)
    return None if turned is None else Seen(turned.step, turned.first, turned.last)


@number("val.turn_share", "ratio")
def val_turn_share(m: Measurements) -> Measured:
    """How far into the run the smoothed validation loss was lowest: 0 at its first point, 1 at its last."""
    curve, turned = val_profile(m), turn(m)
    if curve is None or turned is None:
        return None
    return float(np.searchsorted(curve.x, turned.step)) / (len(curve) - 1)


@number("val.settled", "step")
def val_settled(m: Measurements) -> Measured:
    """The first step at which the smoothed validation loss was all but as low as it ever got."""
    turned = turn(m)
    return None if turned is None else turned.first


@number("val.rise", "ratio")
def val_rise(m: Measurements) -> Measured:
    """How far the smoothed validation loss ends above its lowest point, relative to that point."""
    curve, turned = val_profile(m), turn(m)
    if curve is None or turned is None:
        return None
    value = relative(curve, turned.rise, turned.lowest)
    return Seen(value, turned.step, float(curve.x[-1]))


@number("val.rise_certainty", "standard errors")
def val_rise_certainty(m: Measurements) -> Measured:
    """The rise of the smoothed validation loss over its lowest point in standard errors of the difference."""
    turned = turn(m)
    return None if turned is None else min(turned.rise / max(turned.error, 1e-12), 1e3)


@number("val.rise_share", "ratio")
def val_rise_share(m: Measurements) -> Measured:
    """The rise of the smoothed validation loss since its lowest point as a share of what it had come down."""
    curve, turned = val_profile(m), turn(m)
    if curve is None or turned is None:
        return None
    return min(turned.rise / max(curve.progress, 1e-12), 1e3)


@number("train.fall_since_turn", "ratio")
def train_fall_since_turn(m: Measurements) -> Measured:
    """How far the training loss came down since the step at which the validation loss turned."""
    curve, turned = train_profile(m), turn(m)
    if curve is None or turned is None:
        return None
    at = min(int(np.searchsorted(curve.x, turned.step)), len(curve) - 1)
    change = float(curve.smooth[-3:].mean() - curve.smooth[max(at - 1, 0) : at + 2].mean())
    return -relative(curve, change, float(curve.y[at]))


FACTS = (val_turn, val_turn_share, val_settled, val_rise, val_rise_certainty, val_rise_share, train_fall_since_turn)
