"""One series to one trend: what it does now, since when, and how sure that is."""

from __future__ import annotations

import math

import numpy as np

from diagnose.model import Kind, Segment, Series, Trend
from diagnose.trends.curve import Curve, draw
from diagnose.trends.divergence import diverged_at
from diagnose.trends.regimes import Regimes, Stretch, pieces, recent, recent_size, regimes, usual
from diagnose.trends.robust import median, spread
from diagnose.trends.swings import reversals
from diagnose.trends.thresholds import DEFAULT, Thresholds

FEWEST = 4


def trend_of(series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series; kind `unknown` for fewer than four finite values. Linear in the number of values."""
    return judge(draw(series), series, limits)


def judge(curve: Curve, series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series whose curve was drawn already."""
    since = diverged_at(curve, series)
    if since is not None:
        return Trend(Kind.DIVERGED, since, math.nan, math.nan, 0.99, _until(curve, since))
    if len(curve) < FEWEST:
        first = float(series.steps[0]) if len(series) else math.nan
        return Trend(Kind.UNKNOWN, first, math.nan, math.nan, 0.99)
    found = regimes(curve, limits)
    now = recent(found, limits)
    swings = _scatters(found, now, limits) or _turns_back(curve, limits)
    kind = Kind.OSCILLATING if swings else _kind(curve, now, limits)
    segments = _segments(found, kind, limits)
    height = _height(curve)
    return Trend(kind, segments[-1].start, now.slope * height, now.scatter * height, 0.9, segments)


def drift(curve: Curve, limits: Thresholds = DEFAULT) -> Kind:
    """The direction of a curve with four or more points, its swings taken for noise."""
    return _kind(curve, recent(regimes(curve, limits), limits), limits)


def _until(curve: Curve, since: float) -> tuple[Segment, ...]:
    end = float(curve.x[-1]) if len(curve) else since
    return (Segment(since, max(end, since), Kind.DIVERGED),)


def _height(curve: Curve) -> float:
    """What one unit of the working scale is worth at the end of the curve, in units of the series."""
    if curve.logarithmic:
        return float(np.exp(curve.smooth[-3:].mean()))
    return float(curve.y.max() - curve.y.min())


def _scatters(found: Regimes, now: Stretch, limits: Thresholds) -> bool:
    """Whether the recent points, spikes included, lie far from any line, and no strong change carries them."""
    line = now if now.long else usual(found, limits)
    curve = found.curve
    size = recent_size(len(curve), limits)
    residuals = curve.z[-size:] - line.slope * curve.x[-size:]
    scatter = spread(residuals - median(residuals))
    least = max(limits.swing, limits.swing_share * curve.progress)
    return scatter > least and abs(line.change) < limits.carried * scatter


def _turns_back(curve: Curve, limits: Thresholds) -> bool:
    """Whether the curve turned back often, by a good part of its extent, and lately too."""
    least = max(limits.turn, limits.turn_share * curve.extent)
    # The way up and down is at least as long as the turns: most curves are sorted out without walking along them.
    if float(np.abs(curve.smooth[1:] - curve.smooth[:-1]).sum()) < limits.turns * least:
        return False
    turns = reversals(curve.smooth, least)
    return len(turns) >= limits.turns and turns[-1] >= (1.0 - limits.recent) * len(curve)


def _kind(curve: Curve, stretch: Stretch, limits: Thresholds) -> Kind:
    """Falling or rising if the change is certain and matters, by the height of the curve or by what it has achieved.

    A rise must be more certain than a fall: a loss that is being minimised is expected to fall.
    """
    change = stretch.change
    share = change / max(curve.progress, 0.3 * curve.extent, 1e-12)
    steady = stretch.long and abs(change) >= limits.least and (share <= -limits.steady or share >= limits.climb)
    if not (steady or abs(change) >= limits.change):
        return Kind.FLAT
    if share < -limits.fall and stretch.certainty >= limits.certain_fall:
        return Kind.FALLING
    return Kind.RISING if share > limits.rise and stretch.certainty >= limits.certain_rise else Kind.FLAT


def _segments(found: Regimes, kind: Kind, limits: Thresholds) -> tuple[Segment, ...]:
    """The regimes in order, neighbours of one kind joined; the last one is what the curve does now."""
    kinds = [_kind(found.curve, piece, limits) for piece in pieces(found, limits)]
    kinds[-1] = kind
    ends = [*(start - 1 for start in found.starts[1:]), len(found.z) - 1]
    joined: list[Segment] = []
    for first, last, one in zip(found.starts, ends, kinds, strict=True):
        start = float(found.x[first])
        if joined and joined[-1].kind is one:
            start = joined.pop().start
        joined.append(Segment(start, float(found.x[last]), one))
    return tuple(joined)
