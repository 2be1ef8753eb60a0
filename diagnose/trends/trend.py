"""One series to one trend: what it does now, since when, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from diagnose.model import FLIPPED, Floats, Kind, Profile, Segment, Series, Trend
from diagnose.trends.divergence import diverged_at
from diagnose.trends.profile import profile_of
from diagnose.trends.regimes import Course, Line, course_of, earlier, recent
from diagnose.trends.strength import confidence, direction, swing
from diagnose.trends.thresholds import DEFAULT, Thresholds

FEWEST = 4
SEEN = 6.0
"""A jump is seen if it is that many standard deviations of the noise high."""


def trend_of(series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series; kind `unknown` for fewer than four finite values. Linear in the number of values."""
    return judge(profile_of(series), series, limits)


def judge(profile: Profile, series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series whose profile was made already."""
    diverged = diverged_at(profile, series, limits)
    if diverged is not None:
        since, margin = diverged
        sure = confidence(margin, len(series), limits)
        return Trend(Kind.DIVERGED, since, math.nan, math.nan, sure, _until(series, since, limits))
    if len(profile) < FEWEST:
        first = float(series.steps[0]) if len(series) else math.nan
        return Trend(Kind.UNKNOWN, first, math.nan, math.nan, 0.0)
    course = course_of(profile, limits)
    now = recent(course, limits)
    swings, clearly = swing(course, now, limits)
    if swings:
        return _trend(course, now, (Kind.OSCILLATING, clearly), series, limits)
    kind, margin = direction(profile, now, limits)
    return _trend(course, now, (kind, min(margin, clearly)), series, limits)


def judge_direction(profile: Profile, series: Series, limits: Thresholds = DEFAULT) -> Trend:
    """The trend of a series with four or more finite values, its swings taken for noise: falling, flat or rising."""
    course = course_of(profile, limits)
    now = recent(course, limits)
    return _trend(course, now, direction(profile, now, limits), series, limits)


def turned_over(trend: Trend) -> Trend:
    """The trend of the same values with the other sign."""
    segments = tuple(segment._replace(kind=FLIPPED.get(segment.kind, segment.kind)) for segment in trend.segments)
    return trend._replace(kind=FLIPPED.get(trend.kind, trend.kind), slope=-trend.slope, segments=segments)


def _trend(course: Course, now: Line, decided: tuple[Kind, float], series: Series, limits: Thresholds) -> Trend:
    """The trend of that kind, decided by that margin, a power of e."""
    kind, margin = decided
    segments = _segments(course, kind, series.steps, limits)
    height = height_of(course.profile)
    sure = confidence(margin, len(series), limits)
    return Trend(kind, segments[-1].start, now.slope * height, now.scatter * height, sure, segments)


def _until(series: Series, since: float, limits: Thresholds) -> tuple[Segment, ...]:
    """What the curve did before it diverged, and the rest."""
    end = Segment(since, max(float(series.steps[-1]), since), Kind.DIVERGED)
    before = series.steps < since
    healthy = replace(series, steps=series.steps[before], values=series.values[before], bound=None, seen=None)
    return (*judge(profile_of(healthy), healthy, limits).segments, end)


def height_of(profile: Profile) -> float:
    """What one unit of the working scale is worth at the end of a curve, in units of the series."""
    if profile.logarithmic:
        last = profile.smooth[-3:].tolist()
        return math.exp(sum(last) / len(last))
    return float(profile.y.max() - profile.y.min())


def _segments(course: Course, kind: Kind, steps: Floats, limits: Thresholds) -> tuple[Segment, ...]:
    """The regimes in order, neighbours of one kind joined unless a jump parts them; the last is what it does now.

    They begin and end at logged steps, and between them they cover the run.
    """
    kinds = [*(direction(course.profile, line, limits)[0] for line in earlier(course)), kind]
    leap = max(limits.jump * course.profile.extent, SEEN * course.noise)
    at, joined = [0], kinds[:1]
    for (start, *_), later in zip(course.regimes[1:], kinds[1:], strict=True):
        if later is not joined[-1] or abs(float(course.z[start] - course.z[start - 1])) > leap > 0.0:
            at.append(int(np.searchsorted(steps, 0.5 * (course.x[start - 1] + course.x[start]))))
            joined.append(later)
    ends = [*(float(steps[index - 1]) for index in at[1:]), float(steps[-1])]
    return tuple(Segment(float(steps[index]), end, kind) for index, end, kind in zip(at, ends, joined, strict=True))
