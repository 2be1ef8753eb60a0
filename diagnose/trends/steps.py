"""Sudden moves of a curve: a step down that begins a regime of its own, and a leap up at the very end.

May not: know what the curve is of.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.model import Floats, Profile
from diagnose.trends.robust import median
from diagnose.trends.thresholds import Thresholds

AROUND = 8
"""How many moves on either side of a step tell what is usual there."""
BEFORE = 6
"""How many points before a leap tell where the curve stood."""
LATELY = 8
"""How many points at the least tell which moves are usual by the end."""
LATEST = 2
"""How many points at the end a leap may have lifted: a longer stretch is a regime."""


class Leap(NamedTuple):
    """A leap up at the end: the index of its first point, its height and by how much that is over the limit."""

    at: int
    height: float
    margin: float


def steps_down(profile: Profile, limits: Thresholds, ease: float = 1.0) -> Floats:
    """The steps of the x axis at which the curve stepped down at once, as no neighbouring move of it does.

    `ease` lowers the bar for a curve that has only to confirm what another one shows.
    """
    z = profile.smooth
    moves = z[1:] - z[:-1]
    least = ease * max(limits.step_noise * profile.noise, limits.step, limits.step_share * profile.extent)
    places = np.flatnonzero(moves < -least)
    found = [
        at + 1
        for at in places.tolist()
        if _stands_out(moves, at, ease * limits.step_usual) and _parts_levels(z, at, -float(moves[at]))
    ]
    return profile.x[found] if found else np.empty(0)


def _stands_out(moves: Floats, at: int, times: float) -> bool:
    """Whether a move is many times as large as those around it; the first ones of a run fall steeply anyway."""
    if at < 2 or at > len(moves) - 3:
        return False
    around = np.concatenate((moves[max(at - AROUND, 0) : at], moves[at + 1 : at + 1 + AROUND]))
    # One neighbour may be the rest of the step.
    usual = float(np.sort(np.abs(around))[int(0.8 * len(around))])
    return -float(moves[at]) > times * usual


def _parts_levels(z: Floats, at: int, height: float) -> bool:
    """Whether the levels before and after lie apart by most of the step: the way back from a spike is none."""
    before, after = z[max(at + 1 - AROUND, 0) : at + 1], z[at + 1 : at + 1 + AROUND]
    return median(before) - median(after) >= 0.7 * height


def leap_at_end(profile: Profile, limits: Thresholds) -> Leap | None:
    """The leap of the last point or two above all that the curve did lately; None where there is none."""
    z = profile.z
    # Most curves end no higher than they stood lately.
    if len(z) < BEFORE or (
        profile.logarithmic and float(z[-1]) - min(z[-BEFORE - LATEST : -1].tolist()) <= limits.leap
    ):
        return None
    best: Leap | None = None
    for count in range(1, LATEST + 1):
        before = z[-count - BEFORE : -count]
        if len(before) < min(BEFORE, 5) or len(z) < count + 5:
            continue
        height = float(np.minimum.reduce(z[-count:])) - max(median(before), float(before[-1]))
        earlier = z[:-count]
        # What a run did at its wild start is no measure of its end.
        lately = earlier[-max(LATELY, len(earlier) // 2) :]
        ups = np.maximum(lately[1:] - lately[:-1], 0.0)
        limit = max(_least(profile, earlier, limits), limits.leap_usual * float(np.maximum.reduce(ups)))
        if height > limit and (best is None or height > best.height):
            best = Leap(len(z) - count, height, height / max(limit, 1e-12))
    return best


def _least(profile: Profile, earlier: Floats, limits: Thresholds) -> float:
    """How high a leap must be: by the height of the curve, or of what it moved in before; and by its noise."""
    extent = float(np.maximum.reduce(earlier) - np.minimum.reduce(earlier))
    size = limits.leap if profile.logarithmic else max(limits.leap_share * extent, 0.0)
    return max(size, limits.leap_noise * profile.noise)
