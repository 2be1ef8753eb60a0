"""Sudden drops of a curve, each of which begins a regime of its own.

May not: know what the curve is of.
"""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats, Profile
from diagnose.trends.limits import Limits
from diagnose.trends.robust import median

AROUND = 8
"""How many moves on either side of a drop tell what is usual there: few enough to be of one regime."""
MOST_MOVES = 0.8
"""A drop stands out of so many of the moves around it; one neighbour may be the rest of the drop."""


def drops_of(profile: Profile, limits: Limits, ease: float = 1.0) -> Floats:
    """The steps of the x axis at which the curve dropped at once, as no neighbouring move of it does.

    `ease` lowers the bar for a curve that has only to confirm what another one shows.
    """
    z = profile.smooth
    moves = z[1:] - z[:-1]
    least = ease * max(limits.drop_noise * profile.noise, limits.drop, limits.drop_share * profile.extent)
    places = np.flatnonzero(moves < -least)
    kept = [at for at in places.tolist() if _stands_out(moves, at, ease * limits.drop_usual)]
    kept = [at for at in kept if _parts_levels(z, at, -limits.drop_kept * float(moves[at]))]
    return profile.x[np.array(kept, dtype=np.intp) + 1]


def _stands_out(moves: Floats, at: int, times: float) -> bool:
    """Whether a move is many times as large as those around it; the first ones of a run fall steeply anyway."""
    if at < 2 or at > len(moves) - 3:
        return False
    around = np.concatenate((moves[max(at - AROUND, 0) : at], moves[at + 1 : at + 1 + AROUND]))
    usual = float(np.sort(np.abs(around))[int(MOST_MOVES * len(around))])
    return -float(moves[at]) > times * usual


def _parts_levels(z: Floats, at: int, least: float) -> bool:
    """Whether the levels before and after lie apart by at least that much: the way back from a spike is none."""
    before, after = z[max(at + 1 - AROUND, 0) : at + 1], z[at + 1 : at + 1 + AROUND]
    return median(before) - median(after) >= least
