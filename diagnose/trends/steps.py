"""Steps down of a curve, each of which begins a regime of its own.

May not: know what the curve is of.
"""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats, Profile
from diagnose.trends.limits import Limits
from diagnose.trends.robust import median

AROUND = 8
"""How many moves on either side of a step tell what is usual there."""


def steps_down(profile: Profile, limits: Limits, ease: float = 1.0) -> Floats:
    """The steps of the x axis at which the curve stepped down at once, as no neighbouring move of it does.

    `ease` lowers the bar for a curve that has only to confirm what another one shows.
    """
    z = profile.smooth
    moves = z[1:] - z[:-1]
    least = ease * max(limits.step_noise * profile.noise, limits.step, limits.step_share * profile.extent)
    places = np.flatnonzero(moves < -least)
    kept = [at for at in places.tolist() if _stands_out(moves, at, ease * limits.step_usual)]
    kept = [at for at in kept if _parts_levels(z, at, -limits.step_kept * float(moves[at]))]
    return profile.x[np.array(kept, dtype=np.intp) + 1]


def _stands_out(moves: Floats, at: int, times: float) -> bool:
    """Whether a move is many times as large as those around it; the first ones of a run fall steeply anyway."""
    if at < 2 or at > len(moves) - 3:
        return False
    around = np.concatenate((moves[max(at - AROUND, 0) : at], moves[at + 1 : at + 1 + AROUND]))
    # One neighbour may be the rest of the step.
    usual = float(np.sort(np.abs(around))[int(0.8 * len(around))])
    return -float(moves[at]) > times * usual


def _parts_levels(z: Floats, at: int, least: float) -> bool:
    """Whether the levels before and after lie apart by at least that much: the way back from a spike is none."""
    before, after = z[max(at + 1 - AROUND, 0) : at + 1], z[at + 1 : at + 1 + AROUND]
    return median(before) - median(after) >= least
