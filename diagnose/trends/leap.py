"""A leap up at the very end of a curve: neither a rise nor noise, and said first.

May not: know what the curve is of.
"""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats, Leap
from diagnose.trends.limits import Limits
from diagnose.trends.robust import median

BEFORE = 6
"""How many points before a leap tell where the curve stood."""
LATELY = 8
"""How many points at the least tell which moves are usual by the end."""
LATEST = 2
"""How many points at the end a leap may have lifted: a longer stretch is a regime."""


def leap_at_end(x: Floats, y: Floats, z: Floats, logarithmic: bool, noise: float, limits: Limits) -> Leap | None:
    """The leap of the last point or two above all that the curve did lately; None where there is none.

    `x` are its steps and `y` its values, `z` these on the working scale, which is `logarithmic` or not, `noise` that
    from point to point.
    """
    # Most curves end no higher than they stood lately.
    if len(z) < BEFORE or (logarithmic and float(z[-1]) - min(z[-BEFORE - LATEST : -1].tolist()) <= limits.leap):
        return None
    best: tuple[int, float] | None = None
    highest = 0.0
    for count in range(1, LATEST + 1):
        before = z[-count - BEFORE : -count]
        if len(before) < BEFORE - 1:
            continue
        height = float(np.minimum.reduce(z[-count:])) - max(median(before), float(before[-1]))
        earlier = z[:-count]
        # What a run did at its wild start is no measure of its end.
        lately = earlier[-max(LATELY, len(earlier) // 2) :]
        ups = np.maximum(lately[1:] - lately[:-1], 0.0)
        limit = max(_least(earlier, logarithmic, noise, limits), limits.leap_usual * float(np.maximum.reduce(ups)))
        if height > max(limit, highest):
            best, highest = (len(z) - count, height / max(limit, 1e-12)), height
    if best is None:
        return None
    at, margin = best
    step, before_it, low, high = (float(value) for value in (x[at], x[at - 1], y[at - 1], y[-1]))
    return Leap(step, before_it, low, high, float(z[-1] - z[at - 1]), margin)


def _least(earlier: Floats, logarithmic: bool, noise: float, limits: Limits) -> float:
    """How high a leap must be: by the height of the curve, or of what it moved in before; and by its noise."""
    extent = float(np.maximum.reduce(earlier) - np.minimum.reduce(earlier))
    size = limits.leap if logarithmic else limits.leap_share * extent
    return max(size, limits.leap_noise * noise)
