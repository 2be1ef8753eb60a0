"""The numbers on which the trend analysis turns, each with what it means."""

from __future__ import annotations

from typing import NamedTuple

from diagnose.limits import FITTED


class Limits(NamedTuple):
    """The limits of trends, each reached by settings; on the working scale 0.03 is 3 % of the curve's height."""

    # What is judged, and what "now" is.
    known: int = 4  # the least number of values of which anything is known
    recent: float = 0.4  # the share of the run that "now" means
    recent_regime: float = 0.8  # the same, of a regime after a step
    fewest: int = 6  # the least number of points that "now" means

    # Regimes.
    shortest: float = 0.25  # the shortest new regime, as a share of the run, that is "now" by itself
    price: float = 8.0  # what a further regime must save, in units of noise² · log(points)
    jump: float = 0.3  # the share of the extent by which a curve jumps between two regimes that are not joined
    jump_noise: float = 6.0  # and by how many times the noise
    blur: float = 0.03  # the share of the extent below which nothing is a new regime
    fine: float = 0.002  # the noise that every curve is taken to have

    # Whether a change matters.
    change: float = 0.03  # the least change over the recent share, by the height of the curve
    fall: float = 0.05  # the least fall, by the progress of the run
    rise: float = 0.04  # the least rise, by the same
    way: float = 0.3  # where the run made less progress than this share of its extent, that share takes its place
    least: float = 0.01  # the least, small by the height and large by the progress, if slow and steady
    steady: float = 0.1  # how large such a fall must be by the progress
    climb: float = 0.3  # how large such a rise must be by the progress

    # Whether it is certain: the slope in its standard errors.
    certain_fall: float = 1.2  # for a fall: a loss that is minimised is expected to fall
    certain_rise: float = 2.0  # for a rise
    certain_steady: float = 3.0  # for a slow and steady change

    # Whether a curve oscillates.
    swing: float = 0.09  # the scatter from which it does
    swing_share: float = 0.05  # if that is also this share of the progress
    carried: float = 4.0  # and no change so many times as large carries it
    turns: int = 5  # or so many turns
    turn: float = 0.05  # each by this much
    turn_share: float = 0.25  # by this share of the extent
    turn_noise: float = 5.0  # and by so many times the noise: noise alone turns back by four or five times its size

    # Two curves that swing, and one alone.
    alike: float = 0.6  # the calmer of two swings along if it scatters this share of the other and of `swing`
    carried_alike: float = 3.0  # and no change so many times as large as its scatter carries it
    alike_certain: float = 2.2  # two go together by so many standard errors of ranks, at once or one step apart
    swing_alone: float = 0.2  # from this scatter a curve alone oscillates: less may be noise of small sets
    swing_doubt: float = 3.0  # and by how many standard errors it must be above that
    waves: float = 2.0  # or it scatters so many times as widely as it moves from point to point

    # Whether it exploded, in powers of e.
    above_start: float = 1.5  # how far it ends above its start (4.5 times)
    above_low: float = 2.3  # how far it ends above its lowest level (ten times)
    left_low: float = 0.575  # how far above the lowest it was when it had left it

    # Sudden moves.
    huge: float = 3.0  # an outlier that measures nothing: a first value that far above the second, a power of e
    drop: float = 0.03  # a sudden drop that parts two regimes: by the height of the curve
    drop_share: float = 0.06  # by the extent
    drop_noise: float = 6.0  # by so many times the noise
    drop_usual: float = 3.0  # by so many times the moves around it
    drop_kept: float = 0.7  # the share of it that is left between the levels before and after
    rate_drop: float = 0.6  # a learning rate is cut where it falls below this share at once; the inverse is a restart
    leap: float = 0.4  # a leap up at the very end: by the height of the curve
    leap_share: float = 0.5  # or, where that has no logarithm, by the extent before
    leap_noise: float = 8.0  # by so many times the noise
    leap_usual: float = 3.0  # by so many times the largest move up before

    # How sure a trend is: fitted.
    base: float = FITTED["trend.base"]  # the odds at no margin, as a logarithm
    margin: float = FITTED["trend.margin"]  # what the margin adds
    points: float = FITTED["trend.points"]  # what the logarithm of the number of points adds


DEFAULT = Limits()
