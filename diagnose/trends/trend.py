"""One series to one trend: what it does now, since when, and how sure that is."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from diagnose.model import Kind, Segment, Series, Trend
from diagnose.trends.curve import Curve, draw
from diagnose.trends.divergence import diverged_at
from diagnose.trends.regimes import Stretch, change_points, fit, recent, recent_size, scatter_of
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
    starts = change_points(curve, limits)
    now = recent(curve, starts, limits)
    kind = _kind_now(curve, now, limits)
    segments = _segments(curve, starts, kind, limits)
    height = _height(curve)
    return Trend(kind, segments[-1].start, now.slope * height, now.scatter * height, 0.9, segments)


def _until(curve: Curve, since: float) -> tuple[Segment, ...]:
    end = float(curve.x[-1]) if len(curve) else since
    return (Segment(since, max(end, since), Kind.DIVERGED),)


def _height(curve: Curve) -> float:
    """What one unit of the working scale is worth at the end of the curve, in units of the series."""
    tail = curve.y[-3:]
    if curve.logarithmic:
        return float(np.exp(curve.smooth[-3:].mean()))
    return float(curve.y.max() - curve.y.min()) if len(tail) else 0.0


def drift(curve: Curve, limits: Thresholds = DEFAULT) -> Kind:
    """The direction of a curve with four or more points, its swings taken for noise."""
    return _kind(curve, recent(curve, change_points(curve, limits), limits), limits)


def _kind_now(curve: Curve, now: Stretch, limits: Thresholds) -> Kind:
    return Kind.OSCILLATING if _scatters(curve, limits) or _swings(curve, limits) else _kind(curve, now, limits)


def _scatters(curve: Curve, limits: Thresholds) -> bool:
    """Whether the recent points lie far from any line, and no strong trend carries them."""
    change, scatter = scatter_of(curve, recent_size(len(curve), limits))
    least = max(limits.swing, limits.swing_share * curve.progress)
    return scatter > least and abs(change) < limits.carried * scatter


def _swings(curve: Curve, limits: Thresholds) -> bool:
    """Whether the curve turned back often, by a good part of its extent, and lately too."""
    turns = reversals(curve.smooth, max(limits.turn, limits.turn_share * curve.extent))
    late = (1.0 - limits.recent) * len(curve)
    return len(turns) >= limits.turns and turns[-1] >= late


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


def _segments(curve: Curve, starts: list[int], kind: Kind, limits: Thresholds) -> tuple[Segment, ...]:
    """The regimes in order, neighbours of one kind joined; the last one is what the curve does now."""
    bounds = [*starts, len(curve)]
    kinds = [_kind(curve, fit(curve, a, b, limits), limits) for a, b in pairwise(bounds)]
    kinds[-1] = kind
    joined: list[Segment] = []
    for first, last, one in zip(bounds[:-1], bounds[1:], kinds, strict=True):
        start, end = float(curve.x[first]), float(curve.x[last - 1])
        if joined and joined[-1].kind is one:
            start = joined.pop().start
        joined.append(Segment(start, end, one))
    return tuple(joined)
