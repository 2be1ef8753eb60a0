"""Facts about the very end of the curves: a leap of the last value or two."""

from __future__ import annotations

import math

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import logged_at, train_profile, val_profile
from diagnose.facts.progress import relative
from diagnose.model import Floats, Profile
from diagnose.trends import Leap, Thresholds, leap_at_end, limits_of


@number("train.leap", "ratio")
def train_leap(m: Measurements) -> Measured:
    """How far the training loss leapt up in its last value or two, relative to where it stood; 0 where it did not."""
    return _size(train_profile(m), m.once(_train_leap), m.train_steps)


@number("val.leap", "ratio")
def val_leap(m: Measurements) -> Measured:
    """How far the validation loss leapt up in its last value or two, relative to where it stood; 0 where it did not."""
    return _size(val_profile(m), m.once(_val_leap), m.val_steps)


@number("leap.step", "step")
def leap_step(m: Measurements) -> Measured:
    """The step at which the curve that leapt last stood low."""
    sides = (
        (train_profile(m), m.once(_train_leap), m.train_steps),
        (val_profile(m), m.once(_val_leap), m.val_steps),
    )
    before = [logged_at(curve, leap.at - 1, steps) for curve, leap, steps in sides if curve is not None and leap]
    return min(before, default=None)


@number("leap.at", "step")
def leap_at(m: Measurements) -> Measured:
    """The step at which a curve leapt at the end, the first of the two if both did."""
    leaps = (train_leap.measure(m), val_leap.measure(m))
    steps = [leap.start for leap in leaps if isinstance(leap, Seen)]
    return min(steps, default=None)


@number("train.end", "loss")
def train_end(m: Measurements) -> Measured:
    """The last training loss that was logged."""
    return m.as_logged(m.train[-1]) if len(m.train) else None


@number("val.end", "loss")
def val_end(m: Measurements) -> Measured:
    """The last validation loss that was logged."""
    if not len(m.val):
        return None
    return float(-m.val[-1] if m.val_turned else m.val[-1])


def _train_leap(m: Measurements) -> Leap | None:
    return _leap(m, train_profile(m))


def _val_leap(m: Measurements) -> Leap | None:
    return _leap(m, val_profile(m))


def _leap(m: Measurements, curve: Profile | None) -> Leap | None:
    return None if curve is None else leap_at_end(curve, m.once(_trend_limits))


def _trend_limits(m: Measurements) -> Thresholds:
    return limits_of(m.numbers)


def _size(curve: Profile | None, leap: Leap | None, steps: Floats) -> float | Seen | None:
    if curve is None:
        return None
    if leap is None:
        return 0.0
    base = float(curve.y[leap.at - 1])
    height = relative(curve, float(curve.z[-1] - curve.z[leap.at - 1]), base)
    if not math.isfinite(height):
        return None
    return Seen(height, logged_at(curve, leap.at, steps), float(steps[-1]))


FACTS = (train_leap, val_leap, leap_step, leap_at, train_end, val_end)
