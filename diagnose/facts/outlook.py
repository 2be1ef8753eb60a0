"""Facts about what more training would bring: the validation curve drawn further, with the range of what is likely."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements, late
from diagnose.facts.profiles import val_profile

FURTHER = 1.0
"""How much longer, as a share of the run, the curve is drawn."""

SPREAD = (0.14, 2.4)
"""Eight in ten runs fell by between these multiples of what was foreseen, when 531 real and simulated runs were
cut at half of their length and drawn to their end; the median was 1.0 (`python -m bench outlook`)."""

STEADIEST = 0.97
"""No exponential is taken to be slower than one that keeps this share of what is left over a quarter of the run."""


class Outlook(NamedTuple):
    """The relative fall to expect over as many steps again, and the range in which eight in ten runs end."""

    gain: float
    low: float
    high: float
    step: float
    noise: float


def outlook(m: Measurements) -> Outlook | None:
    """The outlook of the validation loss; None for fewer than ten points or a curve that is not positive."""
    return m.once(_outlook)


def _outlook(m: Measurements) -> Outlook | None:
    curve = val_profile(m)
    if curve is None or not curve.logarithmic or len(curve) < 10:
        return None
    count = len(curve)
    quarter = count // 4
    levels = np.exp(curve.smooth[count - 3 * quarter :])
    a, b, c = (np.add.reduce(levels.reshape(3, quarter), axis=1) / quarter).tolist()
    now = late(levels)
    gain = 0.0 if b <= c else 0.5 * (_exponential(a, b, c, now) + _power(b, c, count / quarter))
    first, end = float(curve.x[0]), float(curve.x[-1])
    noise = curve.noise / math.sqrt(3.0)
    step = float(math.ceil(end + FURTHER * (end - first + 1.0)))
    return Outlook(gain, SPREAD[0] * gain - noise, SPREAD[1] * gain + noise, step, noise)


def _exponential(a: float, b: float, c: float, now: float) -> float:
    """The fall to come if the curve goes on as an exponential, from its means over three quarters (Aitken 1926)."""
    kept = min(max((b - c) / max(a - b, 1e-300), 0.0), STEADIEST)
    floor = c - (b - c) * kept / (1.0 - kept)
    return max(now - floor, 0.0) * (1.0 - math.pow(kept, 4.0 * FURTHER)) / now


def _power(b: float, c: float, quarters: float) -> float:
    """The fall to come if the curve goes on as a power law, from its means over the last two quarters."""
    exponent = math.log(b / c) / math.log((quarters - 0.5) / (quarters - 1.5))
    return 1.0 - math.pow(1.0 + FURTHER, -exponent)


@number("outlook.gain", "ratio")
def gain(m: Measurements) -> Measured:
    """How much further the validation loss should fall over as many steps again, relative to where it is.

    The mean of an exponential with a floor and a power law through the last quarters of the curve, the two families
    that fit learning curves best (Viering & Loog 2021, The shape of learning curves, section 4).
    """
    ahead = outlook(m)
    return None if ahead is None else Seen(ahead.gain, float(m.val_steps[-1]), ahead.step)


@number("outlook.low", "ratio")
def low(m: Measurements) -> Measured:
    """The low end of the fall to expect: one run in ten falls by less over as many steps again."""
    ahead = outlook(m)
    return None if ahead is None else ahead.low


@number("outlook.high", "ratio")
def high(m: Measurements) -> Measured:
    """The high end of the fall to expect: one run in ten falls by more over as many steps again."""
    ahead = outlook(m)
    return None if ahead is None else ahead.high


@number("outlook.certainty", "standard errors")
def certainty(m: Measurements) -> Measured:
    """The fall to expect in standard errors of the end of the curve; below 1 it is within its noise."""
    ahead = outlook(m)
    return None if ahead is None else ahead.gain / max(ahead.noise, 1e-6)


@number("outlook.step", "step")
def step(m: Measurements) -> Measured:
    """The step up to which the curve was drawn further: as many steps again."""
    ahead = outlook(m)
    return None if ahead is None else ahead.step


FACTS = (gain, low, high, certainty, step)
