"""One series to one trend: what it does now, since when, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from diagnose.model import Floats, Kind, Segment, Series, Trend
from diagnose.trends.curve import Curve, draw
from diagnose.trends.divergence import diverged_at
from diagnose.trends.regimes import Regimes, Stretch, earlier, recent, regimes
from diagnose.trends.strength import confidence, direction, swing
from diagnose.trends.thresholds import DEFAULT, Thresholds

FEWEST = 4
SEEN = 6.0
"""A jump is seen if it is that many standard deviations of the noise high."""


def trend_of(series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series; kind `unknown` for fewer than four finite values. Linear in the number of values."""
    return judge(draw(series), series, limits)


def judge(curve: Curve, series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series whose curve was drawn already."""
    diverged = diverged_at(curve, series)
    if diverged is not None:
        since, margin = diverged
        sure = confidence(margin, len(series), limits)
        return Trend(Kind.DIVERGED, since, math.nan, math.nan, sure, _until(series, since, limits))
    if len(curve) < FEWEST:
        first = float(series.steps[0]) if len(series) else math.nan
        return Trend(Kind.UNKNOWN, first, math.nan, math.nan, 0.0)
    found = regimes(curve, limits)
    now = recent(found, limits)
    kind, margin = _said(found, now, limits)
    segments = _segments(found, kind, series.steps, limits)
    height = _height(curve)
    sure = confidence(margin, len(series), limits)
    return Trend(kind, segments[-1].start, now.slope * height, now.scatter * height, sure, segments)


def drift(curve: Curve, limits: Thresholds = DEFAULT) -> Kind:
    """The direction of a curve with four or more points, its swings taken for noise."""
    return direction(curve, recent(regimes(curve, limits), limits), limits)[0]


def _said(found: Regimes, now: Stretch, limits: Thresholds) -> tuple[Kind, float]:
    """What the curve does, and how clearly: the margin of what decided, as a power of e."""
    swings, clearly = swing(found, now, limits)
    if swings:
        return Kind.OSCILLATING, clearly
    kind, margin = direction(found.curve, now, limits)
    return kind, min(margin, clearly)


def _until(series: Series, since: float, limits: Thresholds) -> tuple[Segment, ...]:
    """What the curve did before it diverged, and the rest."""
    end = Segment(since, max(float(series.steps[-1]), since), Kind.DIVERGED)
    before = series.steps < since
    healthy = replace(series, steps=series.steps[before], values=series.values[before], bound=None, seen=None)
    return (*judge(draw(healthy), healthy, limits).segments, end)


def _height(curve: Curve) -> float:
    """What one unit of the working scale is worth at the end of the curve, in units of the series."""
    if curve.logarithmic:
        last = curve.smooth[-3:].tolist()
        return math.exp(sum(last) / len(last))
    return float(curve.y.max() - curve.y.min())


def _segments(found: Regimes, kind: Kind, steps: Floats, limits: Thresholds) -> tuple[Segment, ...]:
    """The regimes in order, neighbours of one kind joined unless a jump parts them; the last is what it does now.

    They begin and end at logged steps, and between them they cover the run.
    """
    kinds = [*(direction(found.curve, piece, limits)[0] for piece in earlier(found)), kind]
    leap = max(limits.jump * found.curve.extent, SEEN * found.noise)
    at, joined = [0], kinds[:1]
    for (start, *_), one in zip(found.cuts[1:], kinds[1:], strict=True):
        if one is not joined[-1] or abs(float(found.z[start] - found.z[start - 1])) > leap > 0.0:
            at.append(int(np.searchsorted(steps, 0.5 * (found.x[start - 1] + found.x[start]))))
            joined.append(one)
    ends = [*(float(steps[index - 1]) for index in at[1:]), float(steps[-1])]
    return tuple(Segment(float(steps[index]), end, one) for index, end, one in zip(at, ends, joined, strict=True))
