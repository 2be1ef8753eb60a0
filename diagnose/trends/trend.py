"""One series to one trend: what it does now, since when, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from diagnose.model import FLIPPED, Floats, Kind, Leap, Profile, Segment, Series, Trend
from diagnose.trends.divergence import diverged_at
from diagnose.trends.limits import DEFAULT, Limits
from diagnose.trends.profile import profile_of
from diagnose.trends.regimes import Course, Line, course_of, earlier, recent
from diagnose.trends.strength import confidence, direction, swing


def trend_of(series: Series, limits: Limits = DEFAULT) -> Trend:
    """The trend of a series; kind `unknown` for fewer than four finite values. Linear in the number of values."""
    return judge(profile_of(series, limits), series, limits)


def judge(profile: Profile, series: Series, limits: Limits = DEFAULT) -> Trend:
    """The trend of a series whose profile was made already."""
    diverged = diverged_at(profile, series, limits)
    if diverged is not None:
        since, margin = diverged
        sure = confidence(margin, len(series), limits)
        return Trend(Kind.DIVERGED, since, math.nan, math.nan, sure, _until(series, since, limits))
    if len(profile) < limits.known:
        first = float(series.steps[0]) if len(series) else math.nan
        return Trend(Kind.UNKNOWN, first, math.nan, math.nan, 0.0)
    if profile.leap is not None:
        return _leapt(series, profile.leap, limits)
    course = course_of(profile, limits)
    now = recent(course, limits)
    swings, clearly = swing(course, now, limits)
    if swings:
        return _trend(course, now, (Kind.OSCILLATING, clearly), series.steps, limits)
    kind, margin = direction(profile, now, limits)
    return _trend(course, now, (kind, min(margin, clearly)), series.steps, limits)


def judge_since(profile: Profile, series: Series, since: float, limits: Limits = DEFAULT) -> Trend:
    """The trend of a series from a step on, at which a regime of its own began; its segments cover the whole run.

    A fall must matter to the whole run, a rise to the regime; now is most of the regime. Fewer than `trend.fewest`
    values from there on, or a curve that diverged, leave the series whole.
    """
    later = series.steps >= since
    if np.count_nonzero(later & np.isfinite(series.values)) < limits.fewest or diverged_at(profile, series, limits):
        return judge(profile, series, limits)
    first, last = _part(series, ~later), _part(series, later)
    regime, limits_then = profile_of(last, limits), limits._replace(recent=limits.recent_regime)
    after = judge(_on_scale_of(regime, profile), last, limits_then)
    if after.kind in (Kind.OSCILLATING, Kind.DIVERGED):
        return judge(profile, series, limits)
    if after.kind is Kind.FLAT:
        # What was won before the step is no measure of what is lost after it.
        alone = judge(regime, last, limits_then)
        after = alone if alone.kind is Kind.RISING else after
    before = judge(profile_of(first, limits), first, limits)
    return after._replace(segments=(*before.segments, *after.segments))


def _on_scale_of(regime: Profile, whole: Profile) -> Profile:
    """A part of a curve, measured by what the whole of it achieved."""
    if not (regime.logarithmic and whole.logarithmic):
        return regime
    progress, extent = max(whole.progress, regime.progress), max(whole.extent, regime.extent)
    return replace(regime, progress=progress, extent=extent)


def judge_direction(profile: Profile, steps: Floats, limits: Limits = DEFAULT) -> Trend:
    """The trend of a series with four or more finite values, its swings taken for noise: falling, flat or rising.

    `steps` are all that were logged.
    """
    course = course_of(profile, limits)
    now = recent(course, limits)
    return _trend(course, now, direction(profile, now, limits), steps, limits)


def turned_over(trend: Trend) -> Trend:
    """The trend of the same values with the other sign."""
    segments = tuple(segment._replace(kind=FLIPPED.get(segment.kind, segment.kind)) for segment in trend.segments)
    return trend._replace(kind=FLIPPED.get(trend.kind, trend.kind), slope=-trend.slope, segments=segments)


def _trend(course: Course, now: Line, decided: tuple[Kind, float], steps: Floats, limits: Limits) -> Trend:
    """The trend of that kind, decided by that margin, a power of e."""
    kind, margin = decided
    segments = _segments(course, kind, steps, limits)
    if _goes_nowhere(course.profile, kind, segments[-1].start):
        kind, segments = Kind.FLAT, _segments(course, Kind.FLAT, steps, limits)
    height = height_of(course.profile)
    sure = confidence(margin, len(steps), limits)
    return Trend(kind, segments[-1].start, now.slope * height, now.scatter * height, sure, segments)


def _until(series: Series, since: float, limits: Limits) -> tuple[Segment, ...]:
    """What the curve did before it diverged, and the rest."""
    end = Segment(since, max(float(series.steps[-1]), since), Kind.DIVERGED)
    healthy = _part(series, series.steps < since)
    return (*judge(profile_of(healthy, limits), healthy, limits).segments, end)


def _leapt(series: Series, leap: Leap, limits: Limits) -> Trend:
    """The trend of a curve whose last point or two stand far above all before: it rises, however it fell until then."""
    since = float(series.steps[int(np.searchsorted(series.steps, leap.step))])
    earlier = _part(series, series.steps < since)
    end = Segment(since, float(series.steps[-1]), Kind.RISING)
    slope = (leap.high - leap.low) / (float(series.steps[-1]) - leap.before)
    before = profile_of(earlier, limits)
    segments = (*judge(before, earlier, limits).segments, end)
    sure = confidence(math.log(leap.margin), len(series), limits)
    return Trend(Kind.RISING, since, slope, before.noise * height_of(before), sure, segments)


def _goes_nowhere(profile: Profile, kind: Kind, since: float) -> bool:
    """Whether a curve that falls by its slope ends no lower than where it began to fall, or a rising one no higher."""
    if kind not in (Kind.FALLING, Kind.RISING):
        return False
    began = int(np.searchsorted(profile.x, since))
    change = float(profile.smooth[-1]) - float(profile.smooth[min(began, len(profile) - 1)])
    return change >= 0.0 if kind is Kind.FALLING else change <= 0.0


def _part(series: Series, kept: NDArray[np.bool_]) -> Series:
    return replace(series, steps=series.steps[kept], values=series.values[kept], bound=None, seen=None)


def height_of(profile: Profile) -> float:
    """What one unit of the working scale is worth at the end of a curve, in units of the series."""
    if profile.logarithmic:
        last = profile.smooth[-3:].tolist()
        return math.exp(sum(last) / len(last))
    return float(profile.y.max() - profile.y.min())


def _segments(course: Course, kind: Kind, steps: Floats, limits: Limits) -> tuple[Segment, ...]:
    """The regimes in order, neighbours of one kind joined unless a jump parts them; the last is what it does now.

    They begin and end at logged steps, and between them they cover the run.
    """
    kinds = [*(direction(course.profile, line, limits)[0] for line in earlier(course)), kind]
    parting = max(limits.jump * course.profile.extent, limits.jump_noise * course.noise)
    at, joined = [0], kinds[:1]
    for (start, *_), later in zip(course.regimes[1:], kinds[1:], strict=True):
        if later is not joined[-1] or abs(float(course.z[start] - course.z[start - 1])) > parting > 0.0:
            at.append(int(np.searchsorted(steps, 0.5 * (course.x[start - 1] + course.x[start]))))
            joined.append(later)
    ends = [*(float(steps[index - 1]) for index in at[1:]), float(steps[-1])]
    return tuple(Segment(float(steps[index]), end, kind) for index, end, kind in zip(at, ends, joined, strict=True))
