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

TO_COME = np.geomspace(0.02, 3.0, 6)[:, None]
"""Floors that are tried: how much is still to come at most, as a share of the fall that is fitted."""

POINTS = 16
"""How many points are fitted."""

SPREAD = (0.1, 2.2)
"""Eight in ten runs fell by between these multiples of what was foreseen, when 500 real and simulated runs of up to a
thousand steps were cut at two thirds and drawn to their end; the median was 1.0."""


class Outlook(NamedTuple):
    """The relative fall to expect over half as many steps again, and the range in which eight in ten runs end."""

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
    first, end = float(curve.x[0]), float(curve.x[-1])
    then = end + FURTHER * (end - first + 1.0)
    skip = len(curve) // 4
    width = -(-(len(curve) - skip) // POINTS)
    skip += (len(curve) - skip) % width
    x = curve.x[skip:].reshape(-1, width).mean(axis=1)
    y = np.exp(curve.smooth[skip:]).reshape(-1, width).mean(axis=1)
    now = float(y[-3:].mean())
    span = float(y[:2].mean()) - now
    if span <= 0.0:
        return None
    errors, ahead = _fits(x - first + 1.0, y, now - span * TO_COME, then - first + 1.0)
    gain = 1.0 - float(ahead[int(errors.argmin())]) / now
    noise = curve.noise / math.sqrt(3.0)
    return Outlook(gain, SPREAD[0] * gain - noise, SPREAD[1] * gain + noise, then)


def _fits(x: Floats, y: Floats, floors: Floats, then: float) -> tuple[Floats, Floats]:
    """Straight lines through log(y − floor) against log x and against x: their squared errors in y, where they lead.

    Power laws and exponentials in one go. A line is weighted by (y − floor)², which makes its error one in y.
    """
    axes = np.stack((np.log(x), x))[:, None, :]
    thens = np.array([[math.log(then)], [then]])
    rest = np.maximum(y - floors, 1e-12)
    z = np.log(rest)
    weight = rest * rest
    weight /= weight.sum(axis=1, keepdims=True)
    away = axes - (axes * weight).sum(axis=2, keepdims=True)
    mean = (z * weight).sum(axis=1)
    slope = np.minimum((away * weight * (z - mean[:, None])).sum(axis=2) / (away * away * weight).sum(axis=2), 0.0)
    drawn = floors + np.exp(mean[:, None] + slope[:, :, None] * away)
    reach = thens - (axes * weight).sum(axis=2)
    ahead = floors[:, 0] + np.exp(mean + slope * reach)
    return ((y - drawn) ** 2).sum(axis=2).ravel(), ahead.ravel()


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
    """The low end of the fall to expect: one run in ten falls by less over half as many steps again."""
    found = outlook(m)
    return None if found is None else found.low


@fact("outlook.high", "ratio")
def high(m: Measurements) -> Measured:
    """The high end of the fall to expect: one run in ten falls by more over half as many steps again."""
    found = outlook(m)
    return None if found is None else found.high


@fact("outlook.step", "step")
def step(m: Measurements) -> Measured:
    """The step up to which the curve was drawn further: half as many steps again."""
    found = outlook(m)
    return None if found is None else found.step


FACTS = (gain, low, high, step)
