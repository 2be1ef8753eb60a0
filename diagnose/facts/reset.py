"""Facts about sudden jumps up: a resume that lost the weights, warm restarts, updates that threw the model back."""

from __future__ import annotations

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.profiles import logged_at, train_profile, val_profile
from diagnose.model import Floats, Profile

EARLIEST = 3
"""Points that must stand before a jump, so that there is progress to lose, and after it."""


@number("train.reset", "ratio")
def train_reset(m: Measurements) -> Measured:
    """The largest jump up of the training loss between two points, as a share of what it had come down until then."""
    return m.once(_largest_of_train)


@number("val.reset", "ratio")
def val_reset(m: Measurements) -> Measured:
    """The largest jump up of the validation loss between two points, as a share of what it had come down until then."""
    curve = val_profile(m)
    return None if curve is None else _largest(curve, _shares(curve), m.val_steps)


@number("train.reset_step", "step")
def train_reset_step(m: Measurements) -> Measured:
    """The step at which the training loss made its largest jump up, as a share of its progress."""
    seen = m.once(_largest_of_train)
    return None if seen is None else seen.start


@number("train.jumps", "jumps")
def train_jumps(m: Measurements) -> Measured:
    """How many times the training loss lost at least a good part of its progress from one point to the next."""
    shares = m.once(_shares_of_train)
    return None if shares is None else float(np.count_nonzero(shares >= m.limits.reset))


def _shares_of_train(m: Measurements) -> Floats | None:
    curve = train_profile(m)
    return None if curve is None else _shares(curve)


def _largest_of_train(m: Measurements) -> Seen | None:
    return _largest(train_profile(m), m.once(_shares_of_train), m.train_steps)


def _shares(curve: Profile) -> Floats:
    """Each step up as a share of the progress made before it; 0 where too little stands before or after."""
    z = curve.smooth
    if len(z) < 2 * EARLIEST + 1:
        return np.zeros(0)
    steps = z[1:] - z[:-1]
    made = z[0] - np.minimum.accumulate(z)[:-1]
    shares = np.where(made > 0.02, steps / np.maximum(made, 1e-12), 0.0)
    shares[: EARLIEST - 1] = 0.0
    shares[-EARLIEST + 1 :] = 0.0
    return shares


def _largest(curve: Profile | None, shares: Floats | None, steps: Floats) -> Seen | None:
    if curve is None or shares is None or not len(shares):
        return None
    at = int(shares.argmax())
    step = logged_at(curve, at + 1, steps)
    return Seen(max(float(shares[at]), 0.0), step, step)


FACTS = (train_reset, val_reset, train_reset_step, train_jumps)
