"""Facts about how far the curves came down, and how much of it was lost again."""

from __future__ import annotations

import math

import numpy as np

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import train_profile, val_profile
from diagnose.model import Profile
from diagnose.trends import end_of, nearest_logged


@number("train.fall", "ratio")
def train_fall(m: Measurements) -> Measured:
    """How far the training loss came down from its start, relative to the start: 1 − lowest / first."""
    return _fall(train_profile(m))


@number("val.fall", "ratio")
def val_fall(m: Measurements) -> Measured:
    """How far the validation loss came down from its start, relative to the start: 1 − lowest / first."""
    return _fall(val_profile(m))


@number("train.extent", "ratio")
def train_extent(m: Measurements) -> Measured:
    """The distance from the lowest to the highest training loss, relative to the highest."""
    if not len(m.train):
        return None
    high, low = float(np.maximum.reduce(m.train)), float(np.minimum.reduce(m.train))
    largest = max(abs(high), abs(low))
    return (high - low) / largest if largest > 0.0 else 0.0


@number("train.lost", "ratio")
def train_lost(m: Measurements) -> Measured:
    """Which share of what it came down the training loss has gone up again at the end, on the working scale."""
    return _lost(train_profile(m))


@number("val.lost", "ratio")
def val_lost(m: Measurements) -> Measured:
    """Which share of what it came down the validation loss has gone up again at the end, on the working scale."""
    return _lost(val_profile(m))


@number("train.lost_noise", "standard errors")
def train_lost_noise(m: Measurements) -> Measured:
    """How far the training loss ends above its lowest level, in its noise from point to point."""
    return _lost_noise(train_profile(m))


@number("val.lost_noise", "standard errors")
def val_lost_noise(m: Measurements) -> Measured:
    """How far the validation loss ends above its lowest level, in its noise from point to point."""
    return _lost_noise(val_profile(m))


@number("train.risen", "ratio")
def train_risen(m: Measurements) -> Measured:
    """How far the training loss ends above its lowest level, relative to that level."""
    return _risen(train_profile(m))


@number("val.risen", "ratio")
def val_risen(m: Measurements) -> Measured:
    """How far the validation loss ends above its lowest level, relative to that level."""
    return _risen(val_profile(m))


@number("train.above_start", "ratio")
def train_above_start(m: Measurements) -> Measured:
    """How far the training loss ends above its start, relative to the start; negative below it."""
    curve = train_profile(m)
    return None if curve is None else relative(curve, end_of(curve) - float(curve.smooth[0]), float(curve.y[0]))


@number("train.turned", "step")
def train_turned(m: Measurements) -> Measured:
    """The step at which the training loss was lowest, lone outliers left out."""
    curve = train_profile(m)
    return None if curve is None else nearest_logged(m.train_steps, float(curve.x[int(curve.smooth.argmin())]))


def relative(curve: Profile, change: float, base: float) -> float:
    """A change on the working scale as a ratio to the value `base` from which it starts."""
    if curve.logarithmic:
        return math.expm1(min(change, 50.0))
    extent = float(curve.y.max() - curve.y.min())
    return change * extent / max(abs(base), 1e-300)


def _fall(curve: Profile | None) -> float | None:
    if curve is None:
        return None
    if curve.logarithmic:
        return -math.expm1(-curve.progress)
    largest = max(abs(float(np.maximum.reduce(curve.y))), abs(float(np.minimum.reduce(curve.y))))
    return max(-relative(curve, -curve.progress, largest), 0.0)


def _lost(curve: Profile | None) -> float | None:
    if curve is None or curve.progress <= 0.0:
        return None
    return max(end_of(curve) - curve.low, 0.0) / curve.progress


def _lost_noise(curve: Profile | None) -> float | None:
    if curve is None or len(curve) < 5:
        return None
    return min(max(end_of(curve) - curve.low, 0.0) / max(curve.noise, 1e-9), 1e3)


def _risen(curve: Profile | None) -> float | None:
    if curve is None or len(curve) < 5:
        return None
    lowest = float(np.minimum.reduce(curve.y))
    return max(relative(curve, end_of(curve) - curve.low, lowest), 0.0)


FACTS = (
    train_fall,
    val_fall,
    train_extent,
    train_lost,
    val_lost,
    train_above_start,
    train_turned,
    train_lost_noise,
    val_lost_noise,
    train_risen,
    val_risen,
)
