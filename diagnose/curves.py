"""Curves: the two series of a pair judged together, each becoming one object that travels to the report.

May not: choose the pair, measure facts, know rules, import facts or anything above.

What a curve does depends on its company: swings that one of two curves has alone are noise of its data, swings of both
are the training's own, and a validation loss cannot blow up while the weights hold. Whatever is decided here is decided
once: the trend that a rule reads is the trend that a report shows.
"""

from __future__ import annotations

from dataclasses import replace

from diagnose.model import Curve, Curves, Floats, Kind, Pair, Series
from diagnose.series import better
from diagnose.trends import (
    Thresholds,
    height_of,
    judge,
    judge_direction,
    profile_of,
    turned_over,
)

CALM = (Kind.FALLING, Kind.FLAT, Kind.RISING)


def judge_pair(pair: Pair, limits: Thresholds) -> Curves:
    """The curves of a pair; linear in the number of their values."""
    names = _names(pair)
    train, val = (
        None if series is None else _curve(series, name, limits)
        for series, name in zip((pair.train, pair.val), names, strict=True)
    )
    if train is not None and val is not None:
        train, val = _in_company(train, val, limits)
    elif train is not None:
        train = _alone(train, limits)
    elif val is not None:
        val = _alone(val, limits)
    return Curves(train, val, pair.why)


def _names(pair: Pair) -> tuple[str, str]:
    """The names of the two series, with their splits where both have the same."""
    train, val = ("" if series is None else series.name for series in (pair.train, pair.val))
    return (f"{train} (train)", f"{val} (val)") if train == val else (train, val)


def _curve(series: Series, name: str, limits: Thresholds) -> Curve:
    turned = series.metric not in (None, "loss") and better(str(series.metric)) == "higher"
    judged = replace(series, values=-series.values) if turned else series
    profile = profile_of(judged)
    trend = judge(profile, judged, limits)
    shown = turned_over(trend) if turned else trend
    return Curve(name, series, profile, shown, turned, swings=trend.kind is Kind.OSCILLATING)


def _alone(curve: Curve, limits: Thresholds) -> Curve:
    """A curve without another: where its points are not epochs its swings are the noise of batches."""
    return _by_direction(curve, limits) if curve.swings and curve.series.step_unit != "epoch" else curve


def _in_company(train: Curve, val: Curve, limits: Thresholds) -> tuple[Curve, Curve]:
    by_step = train.series.step_unit != "epoch"
    together = not by_step and _swing_together(train, val, limits)
    if train.swings and (by_step or (val.kind in CALM and not together)):
        train = _by_direction(train, limits)
    elif train.kind in (Kind.FALLING, Kind.FLAT) and val.swings and together:
        train = _swinging(train, val.trend.confidence)
    if val.kind is Kind.DIVERGED and val.profile.ends_finite and _holds(train):
        val = _rising(val, limits)
    elif val.swings and (by_step or train.kind in CALM):
        val = _by_direction(val, limits)
    return train, val


def _by_direction(curve: Curve, limits: Thresholds) -> Curve:
    """The curve judged by the direction underneath its swings or its explosion."""
    series = curve.series
    judged = replace(series, values=-series.values) if curve.turned else series
    trend = judge_direction(curve.profile, judged, limits)
    return replace(curve, trend=turned_over(trend) if curve.turned else trend)


def _rising(curve: Curve, limits: Thresholds) -> Curve:
    """A curve that exploded while the weights hold: it rises since it left."""
    under = _by_direction(curve, limits).trend
    *earlier, last = curve.trend.segments
    segments = (*earlier, last._replace(kind=Kind.RISING))
    trend = curve.trend._replace(kind=Kind.RISING, slope=abs(under.slope), noise=under.noise, segments=segments)
    return replace(curve, trend=turned_over(trend) if curve.turned else trend)


def _swinging(curve: Curve, confidence: float) -> Curve:
    """A calm curve that swings with the other, which said so with this confidence."""
    *earlier, last = curve.trend.segments
    trend = curve.trend._replace(
        kind=Kind.OSCILLATING,
        confidence=min(confidence, curve.trend.confidence),
        segments=(*earlier, last._replace(kind=Kind.OSCILLATING)),
    )
    return replace(curve, trend=trend, swings=True)


def _swing_together(train: Curve, val: Curve, limits: Thresholds) -> bool:
    """Whether the calmer curve swings nearly as the other does, and no strong change carries it.

    The noise of the data of one set does not show on the other: swings on both are the training's own.
    """
    if len(train.profile) < 2 or len(val.profile) < 2:
        return False
    (scatter, change), (wider, _) = sorted((_swing(train, limits), _swing(val, limits)))
    return scatter >= limits.alike * max(wider, limits.swing) and limits.carried_alike * scatter > change


def _swing(curve: Curve, limits: Thresholds) -> tuple[float, float]:
    """The scatter of a curve and its change over the recent share of the run, both on the working scale."""
    profile, trend = curve.profile, curve.trend
    height = max(height_of(profile), 1e-300)
    reach = limits.recent * float(profile.x[-1] - profile.x[0])
    return trend.noise / height, abs(trend.slope) * reach / height


def _holds(train: Curve) -> bool:
    """Whether the training loss still stands below its start: weights that explode would show on it as well."""
    profile = train.profile
    return train.kind in (*CALM, Kind.OSCILLATING) and len(profile) > 1 and _end(profile.smooth) < profile.start


def _end(smooth: Floats) -> float:
    return float(smooth[-max(2, len(smooth) // 12) :].mean())
