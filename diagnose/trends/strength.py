"""What a part of a curve does, and by which margin that was decided.

Each test is the logarithm of a measure over its limit: above zero it is passed, and the size says how clearly. A
direction needs all of its tests, so the weakest decides; the flat answer is as clear as the strongest failure.
"""

from __future__ import annotations

import math

import numpy as np

from diagnose.model import Floats, Kind, Profile
from diagnose.odds import confidence_of
from diagnose.trends.limits import Limits
from diagnose.trends.regimes import Course, Line, recent_size, usual
from diagnose.trends.robust import median, spread
from diagnose.trends.swings import reversals

CLEAR = 3.0
"""Margins are cut here: twenty times the limit is as clear as it gets."""
THERE_AND_BACK = 2.0
"""Swings go up and down by at least that many times their scatter: there and back once."""


def direction(profile: Profile, line: Line, limits: Limits) -> tuple[Kind, float]:
    """Falling, rising or flat, and the margin.

    A change must matter by the height of the curve or, where it is slow and steady, by what the run has achieved; it
    must matter by the latter in any case; and it must be certain. A rise must be more certain than a fall: a loss that
    is being minimised is expected to fall.
    """
    falls = line.change < 0.0
    change = abs(line.change)
    share = change / max(profile.progress, limits.way * profile.extent, 1e-12)
    size = _over(change, limits.change)
    if line.long:
        steady = min(_over(change, limits.least), _over(share, limits.steady if falls else limits.climb))
        size = max(size, min(steady, _over(line.certainty, limits.certain_steady)))
    worth = _over(share, limits.fall if falls else limits.rise)
    sure = _over(line.certainty, limits.certain_fall if falls else limits.certain_rise)
    strength = min(size, worth, sure)
    if strength < 0.0:
        return Kind.FLAT, -strength
    return (Kind.FALLING if falls else Kind.RISING), strength


def swing(course: Course, now: Line, limits: Limits) -> tuple[bool, float]:
    """Whether a curve oscillates, and the margin.

    Its recent points, spikes included, scatter widely around any line and no strong change carries them; or it turned
    back often by a good part of its extent, and lately too.
    """
    line = now if now.long else usual(course, limits)
    profile = course.profile
    size = recent_size(len(profile), limits)
    residuals = profile.z[-size:] - line.slope * profile.x[-size:]
    scatter = spread(residuals - median(residuals))
    wide = _over(scatter, max(limits.swing, limits.swing_share * profile.progress))
    strength = min(wide, _over(limits.carried * scatter, abs(line.change)))
    if strength > 0.0:
        strength = min(strength, _over(_there_and_back(profile.z[-size:]), THERE_AND_BACK * scatter))
        if strength > 0.0:
            return True, strength
    turns = _turns(course, limits)
    return (True, _over(turns + 0.5, limits.turns)) if turns >= limits.turns else (False, -strength)


def _there_and_back(z: Floats) -> float:
    """The shorter of the two ways of a curve, all up and all down: a curve that never turns back does not swing."""
    moves = z[1:] - z[:-1]
    up = float(moves[moves > 0.0].sum())
    return min(up, up - float(moves.sum()))


def confidence(margin: float, points: int, limits: Limits) -> float:
    """The calibrated probability that a trend decided by this margin from so many points is right."""
    score = limits.base + limits.margin * min(margin, CLEAR) + limits.points * math.log(max(points, 1))
    return confidence_of(score)


def _turns(course: Course, limits: Limits) -> int:
    """How often the curve turned back by a good part of its extent; 0 where it has not done so lately."""
    z = course.z
    least = max(limits.turn, limits.turn_share * course.profile.extent, limits.turn_noise * course.noise)
    # Each turn parts two ways of at least that length: most curves are sorted out without walking along them.
    if float(np.abs(z[1:] - z[:-1]).sum()) < (limits.turns + 1) * least:
        return 0
    turns = reversals(z, least)
    return len(turns) if turns and turns[-1] >= (1.0 - limits.recent) * len(z) else 0


def _over(measure: float, limit: float) -> float:
    """How far a measure is over its limit, as a power of e, cut at `CLEAR` either way."""
    if measure <= 0.0:
        return -CLEAR
    if limit <= 0.0:
        return CLEAR
    over = math.log(measure / limit)
    return -CLEAR if over < -CLEAR else min(over, CLEAR)
