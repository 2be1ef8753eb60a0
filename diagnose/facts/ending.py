"""Facts about the very end of the curves: a leap of the last value or two."""

from __future__ import annotations

import math

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import train_profile, val_profile
from diagnose.facts.progress import relative
from diagnose.model import Floats, Profile
from diagnose.trends import nearest_logged


@number("train.leap", "ratio")
def train_leap(m: Measurements) -> Measured:
    """How far the training loss leapt up in its last value or two, relative to where it stood; 0 where it did not."""
    return _size(train_profile(m), m.train_steps)


@number("val.leap", "ratio")
def val_leap(m: Measurements) -> Measured:
    """How far the validation loss leapt up in its last value or two, relative to where it stood; 0 where it did not."""
    return _size(val_profile(m), m.val_steps)


@number("leap.step", "step")
def leap_step(m: Measurements) -> Measured:
    """The step at which the curve that leapt last stood low."""
    sides = ((train_profile(m), m.train_steps), (val_profile(m), m.val_steps))
    before = [nearest_logged(steps, curve.leap.before) for curve, steps in sides if curve is not None and curve.leap]
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
    return m.as_logged("train", m.train[-1]) if len(m.train) else None


@number("val.end", "loss")
def val_end(m: Measurements) -> Measured:
    """The last validation loss that was logged."""
    return m.as_logged("val", m.val[-1]) if len(m.val) else None


def _size(curve: Profile | None, steps: Floats) -> float | Seen | None:
    if curve is None:
        return None
    leap = curve.leap
    if leap is None:
        return 0.0
    height = relative(curve, leap.height, leap.low)
    if not math.isfinite(height):
        return None
    return Seen(height, nearest_logged(steps, leap.step), float(steps[-1]))


FACTS = (train_leap, val_leap, leap_step, leap_at, train_end, val_end)
