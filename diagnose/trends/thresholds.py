"""The numbers on which the trend analysis turns, each with what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits on the working scale, where 0.03 is 3 % of the curve's height.

    `recent`: the share of the run that "now" means. `change`: the least change over that share that matters against
    the height of the curve. `fall`, `rise`: the least change that matters against the progress of the run.
    `certain`: the least change against the scatter around the trend. `swing`: the scatter from which a curve is called
    oscillating, if it is also `swing_share` of the progress and the change over the recent share is not at least
    `carried` times as large. `shortest`: the shortest
    new regime, as a share of the run, that replaces the recent share. `price`: the price of a piece. `blur`: what is
    smaller than this share of the extent is no change of regime.
    """

    recent: float = 0.4
    change: float = 0.03
    fall: float = 0.05
    rise: float = 0.04
    certain: float = 1.5
    swing: float = 0.09
    swing_share: float = 0.05
    carried: float = 4.0
    shortest: float = 0.2
    price: float = 8.0
    blur: float = 0.03


DEFAULT = Thresholds()
