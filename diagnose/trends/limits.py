"""The numbers on which the trend analysis turns, each with what it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diagnose.limits import FITTED, limits_among, named


class Limits(NamedTuple):
    """The limits of trends, on the working scale, where 0.03 is 3 % of the curve's height.

    What is now: `recent`, the share of the run that "now" means (`recent_regime` of a regime after a step), and
    `fewest`, its least number of points; `shortest`, the shortest new regime, as a share of the run, that replaces it;
    `price` of a regime; `jump`, the share of the extent by which a curve jumps between two regimes that are not joined,
    if it is `jump_noise` times the noise as well; `blur`, the share below which nothing is a new regime.

    Whether it matters: `change`, the least change over the recent share against the height of the curve; `fall` and
    `rise`, the least against the progress of the run; `least` with `steady` or `climb`, the two together for a slow
    fall or rise that is small by the height of the curve and large by its progress.

    Whether it is certain: `certain_fall`, `certain_rise` and `certain_steady`, the least slope in its standard
    errors: for a fall, a rise, and a slow and steady one.

    Whether it oscillates: `swing`, the scatter from which it does, if it is also `swing_share` of the progress and no
    change `carried` times as large carries it; or at least `turns` turns by `turn_share` of the extent, by `turn`, and
    by `turn_noise` times its noise from point to point, since noise alone turns back by four or five times its size.

    A first value that stands `huge` above the second, a power of e, and twice as far as all that follows moves, is an
    outlier that measures nothing.

    A step down parts two regimes, whose later one is judged by itself, if it is `step` of the height, `step_share` of
    the extent, `step_noise` times the noise and `step_usual` times the moves around it, and `step_kept` of it is left
    between the levels before and after. A learning rate steps down where it falls below `rate_drop` of itself at once;
    the inverse is a restart. A leap up at the very end is
    `leap` of the height (where that has no logarithm `leap_share` of the extent before), `leap_noise` times the noise
    and `leap_usual` times the largest move up before.

    A curve that is judged alone oscillates if its scatter is beyond doubt above `swing_alone`, by `swing_doubt`
    standard errors (less may be the noise of small sets or batches), or if it scatters `waves` times as widely as it
    moves from point to point. Two curves swing together where the ranks of what
    they deviate by go together, `alike_certain` standard errors beyond chance, at once or one step apart.

    Two curves swing alike if the calmer one scatters `alike` as much as the other and as the limit, and no change
    `carried_alike` times as large as its scatter carries it.

    Whether it exploded: it ends `above_start` above its start and `above_low` above its lowest level, powers of e (4.5
    and ten times).
    """

    recent: float = 0.4
    recent_regime: float = 0.8
    fewest: int = 6
    shortest: float = 0.25
    price: float = 8.0
    jump: float = 0.3
    jump_noise: float = 6.0
    blur: float = 0.03
    change: float = 0.03
    fall: float = 0.05
    rise: float = 0.04
    least: float = 0.01
    steady: float = 0.1
    climb: float = 0.3
    certain_fall: float = 1.2
    certain_rise: float = 2.0
    certain_steady: float = 3.0
    swing: float = 0.09
    swing_share: float = 0.05
    carried: float = 4.0
    turns: int = 5
    turn: float = 0.05
    turn_share: float = 0.25
    turn_noise: float = 5.0
    alike: float = 0.6
    carried_alike: float = 3.0
    above_start: float = 1.5
    above_low: float = 2.3
    huge: float = 3.0
    step: float = 0.03
    step_share: float = 0.06
    step_noise: float = 6.0
    step_usual: float = 3.0
    step_kept: float = 0.7
    rate_drop: float = 0.6
    leap: float = 0.4
    leap_share: float = 0.5
    leap_noise: float = 8.0
    leap_usual: float = 3.0
    swing_alone: float = 0.2
    swing_doubt: float = 3.0
    waves: float = 2.0
    alike_certain: float = 2.2
    base: float = FITTED["trend.base"]
    margin: float = FITTED["trend.margin"]
    points: float = FITTED["trend.points"]


DEFAULT = Limits()

NUMBERS: Mapping[str, float] = {**named("trend", DEFAULT), **FITTED}
"""Every number that a calibration may set: `trend.` and the name of a limit, and those of the verdicts."""


def limits_of(numbers: Mapping[str, float]) -> Limits:
    """The limits of trends among the numbers."""
    return DEFAULT if numbers is NUMBERS else limits_among(numbers, "trend", DEFAULT)
