"""Facts about what more training would bring: the validation curve drawn further, with the range of what is likely."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.curves import val_curve
from diagnose.facts.fact import Measured, Seen, fact
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats

FURTHER = 0.5
"""How much longer, as a share of the run, the curve is drawn."""

FLOORS = 1.0 - np.geomspace(0.02, 4.0, 12)
"""Final levels that are tried, as 1 − share of the fall so far that is still to come."""

LIKELY = 2.0
"""A fit whose squared error is within this factor of the best one's is likely too."""


class Outlook(NamedTuple):
    """The relative fall to expect over half as many steps again: the best fit, and the range of the likely ones."""

    gain: float
    low: float
    high: float
    step: float


def outlook(m: Measurements) -> Outlook | None:
    """The outlook of the validation loss; None for fewer than ten points or a curve that does not come down."""
    return m.once(_outlook)


def _outlook(m: Measurements) -> Outlook | None:
    curve = val_curve(m)
    if curve is None or not curve.logarithmic or len(curve) < 10:
        return None
    skip = len(curve) // 4
    x, y = curve.x[skip:], np.exp(curve.smooth[skip:])
    span = float(y[:2].mean() - y[-3:].mean())
    if span <= 0.0:
        return None
    end = float(curve.x[-1])
    then = end + FURTHER * (end - float(curve.x[0]) + 1.0)
    now = float(y[-3:].mean())
    floors = now - span * (1.0 - FLOORS)
    fits = [_fit(y, floors, at) for at in ((np.log(x), float(np.log(then))), (x, then))]
    errors = np.concatenate([one[0] for one in fits])
    ahead = np.concatenate([one[1] for one in fits])
    likely = ahead[errors <= LIKELY * float(errors.min())]
    gains = 1.0 - likely / now
    best = 1.0 - float(ahead[int(errors.argmin())]) / now
    noise = curve.noise / math.sqrt(len(y))
    return Outlook(best, float(gains.min()) - noise, float(gains.max()) + noise, then)


def _fit(y: Floats, floors: Floats, at: tuple[Floats, float]) -> tuple[Floats, Floats]:
    """For each floor c the line through log(y − c) against the axis: its squared error in y, and where it leads."""
    axis, then = at
    rest = np.maximum(y - floors[:, None], 1e-12)
    z = np.log(rest)
    weight = rest * rest
    total = weight.sum(axis=1)
    mean_x, mean_z = (weight @ axis) / total, (weight * z).sum(axis=1) / total
    dx = axis - mean_x[:, None]
    slope = (weight * dx * (z - mean_z[:, None])).sum(axis=1) / (weight * dx * dx).sum(axis=1)
    slope = np.minimum(slope, 0.0)
    drawn = floors[:, None] + np.exp(mean_z[:, None] + slope[:, None] * dx)
    ahead = floors + np.exp(mean_z + slope * (then - mean_x))
    return ((y - drawn) ** 2).sum(axis=1), ahead


@fact("outlook.gain", "ratio")
def gain(m: Measurements) -> Measured:
    """How much further the validation loss should fall over half as many steps again, relative to where it is.

    Power laws and exponentials with a floor, fitted to the last three quarters of the curve (Viering & Loog 2021, The
    shape of learning curves, section 4).
    """
    found = outlook(m)
    return None if found is None else Seen(found.gain, float(m.val_steps[-1]), found.step)


@fact("outlook.low", "ratio")
def low(m: Measurements) -> Measured:
    """The least fall of the validation loss that a likely fit expects over half as many steps again."""
    found = outlook(m)
    return None if found is None else found.low


@fact("outlook.high", "ratio")
def high(m: Measurements) -> Measured:
    """The largest fall of the validation loss that a likely fit expects over half as many steps again."""
    found = outlook(m)
    return None if found is None else found.high


@fact("outlook.step", "step")
def step(m: Measurements) -> Measured:
    """The step up to which the curve was drawn further: half as many steps again."""
    found = outlook(m)
    return None if found is None else found.step


FACTS = (gain, low, high, step)
