"""Curves: the two series of a pair judged together, each becoming one object that travels to the report.

May not: choose the pair, measure facts, know rules, import facts or anything above.

What a curve does depends on its company: swings that one of two curves has alone are noise of its data, swings of both
are the training's own, and a validation loss cannot blow up while the weights hold. Whatever is decided here is decided
once: the trend that a rule reads is the trend that a report shows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from diagnose.model import Curve, Curves, Floats, Kind, Pair, Profile, Series, Trend
from diagnose.trends import (
    Limits,
    drops_of,
    end_of,
    height_of,
    judge,
    judge_direction,
    judge_since,
    next_logged,
    profile_of,
    rank_correlation,
    recent_size,
    residuals,
    spread,
    turned_over,
)
from diagnose.vocabulary.recognition import is_score

CALM = (Kind.FALLING, Kind.FLAT, Kind.RISING)


def judge_pair(pair: Pair, limits: Limits, rate: Series | None = None) -> Curves:
    """The curves of a pair; linear in the number of their values.

    `rate` is the learning rate as it was logged: what follows a step of it, or of both curves at once, is a regime of
    its own, however short.
    """
    both = (pair.train, pair.val)
    turned = [None if series is None else _turned_if_score(series) for series in both]
    profiles = [None if series is None else profile_of(series, limits) for series in turned]
    since = _start_of_regime(_last_step(profiles, rate, limits), pair)
    train, val = (
        None
        if series is None or judged is None or profile is None
        else _curve(name, series, judged, profile, since, limits)
        for name, series, judged, profile in zip(_names(pair), both, turned, profiles, strict=True)
    )
    if train is not None and val is not None:
        train, val = _in_company(train, val, limits)
    elif train is not None:
        train = _alone(train, limits)
    elif val is not None:
        val = _alone(val, limits)
    return Curves(train, val, pair.why, since, rate)


def _turned_if_score(series: Series) -> Series:
    return replace(series, values=-series.values) if is_score(series.metric) else series


def _last_step(profiles: Sequence[Profile | None], rate: Series | None, limits: Limits) -> float | None:
    """The last step down of the rate, or of both curves within two of their points; None where there is none."""
    dropped = [] if rate is None else _stair_drops(rate, limits.rate_drop)
    train, val = profiles
    # A rate that is logged tells what was done; only without one the curves have to.
    if (
        rate is None
        and train is not None
        and val is not None
        and len(train) > limits.fewest
        and len(val) > limits.fewest
    ):
        near = 2.0 * max(float(profile.x[-1] - profile.x[0]) / len(profile) for profile in (train, val))
        for clear, other in ((train, val), (val, train)):
            steps = drops_of(clear, limits)
            if len(steps):
                dropped += _confirmed(steps, drops_of(other, limits, ease=0.5), near)
    return max(dropped, default=None)


def _start_of_regime(step: float | None, pair: Pair) -> float | None:
    """The first step of the pair's own at or after one of a thinned curve; None where the two count differently."""
    series = pair.val or pair.train
    if step is None or series is None or (pair.train is not None and pair.train.step_unit != series.step_unit):
        return None
    return next_logged(series.steps, step)


def _confirmed(steps: Floats, others: Floats, near: float) -> list[float]:
    """The steps that have another one so near."""
    return [step for step in steps.tolist() if len(others) and float(np.abs(others - step).min()) <= near]


def _stair_drops(rate: Series, share: float) -> list[float]:
    """Where a rate that stood still was cut below that share, and stood still again, as schedules of steps do.

    A rate that decays a little at every step has no such place, however far it falls: no regime begins there.
    """
    values = rate.values
    if len(values) < 4:
        return []
    stood, stands = values[:-3] == values[1:-2], values[2:-1] == values[3:]
    cut = np.flatnonzero(stood & stands & (values[2:-1] < share * values[1:-2]) & (values[2:-1] > 0.0)) + 2
    return [float(step) for step in rate.steps[cut]]


def _names(pair: Pair) -> tuple[str, str]:
    """The names of the two series, with their splits where both have the same."""
    train, val = ("" if series is None else series.name for series in (pair.train, pair.val))
    return (f"{train} (train)", f"{val} (val)") if train == val else (train, val)


def _curve(name: str, series: Series, judged: Series, profile: Profile, since: float | None, limits: Limits) -> Curve:
    """The curve of a series, by what is judged of it: itself, or a score turned over."""
    trend = judge(profile, judged, limits) if since is None else judge_since(profile, judged, since, limits)
    turned = judged is not series
    return Curve(name, series, profile, _as_logged(trend, turned), turned, swings=trend.kind is Kind.OSCILLATING)


def _as_logged(trend: Trend, turned: bool) -> Trend:
    return turned_over(trend) if turned else trend


def _alone(curve: Curve, limits: Limits) -> Curve:
    """A curve without another: it is noisy where its points are not epochs or it scatters no more than small sets."""
    noisy = curve.swings and (curve.step_unit != "epoch" or not _beyond_noise(curve, limits))
    return _by_direction(curve, limits) if noisy else curve


def _in_company(train: Curve, val: Curve, limits: Limits) -> tuple[Curve, Curve]:
    together = train.step_unit == "epoch" and _swing_together(train, val, limits)
    if train.swings and not together:
        train = _by_direction(train, limits)
    elif train.kind in (Kind.FALLING, Kind.FLAT) and val.swings and together:
        train = _swinging(train, val.trend.confidence)
    if val.kind is Kind.DIVERGED and val.profile.ends_finite and _holds(train):
        val = _rising(val, limits)
    elif val.swings and not together:
        val = _by_direction(val, limits)
    return train, val


def _by_direction(curve: Curve, limits: Limits) -> Curve:
    """The curve judged by the direction underneath its swings or its explosion."""
    trend = judge_direction(curve.profile, curve.series.steps, limits)
    return replace(curve, trend=_as_logged(trend, curve.turned))


def _rising(curve: Curve, limits: Limits) -> Curve:
    """A curve that exploded while the weights hold: it gets worse since it left."""
    under = _by_direction(curve, limits).trend
    *earlier, last = curve.trend.segments
    worse, sign = (Kind.FALLING, -1.0) if curve.turned else (Kind.RISING, 1.0)
    segments = (*earlier, last._replace(kind=worse))
    trend = curve.trend._replace(kind=worse, slope=sign * abs(under.slope), noise=under.noise, segments=segments)
    return replace(curve, trend=trend)


def _swinging(curve: Curve, confidence: float) -> Curve:
    """A calm curve that swings with the other, which said so with this confidence."""
    *earlier, last = curve.trend.segments
    trend = curve.trend._replace(
        kind=Kind.OSCILLATING,
        confidence=min(confidence, curve.trend.confidence),
        segments=(*earlier, last._replace(kind=Kind.OSCILLATING)),
    )
    return replace(curve, trend=trend, swings=True)


def _swing_together(train: Curve, val: Curve, limits: Limits) -> bool:
    """Whether the calmer curve swings nearly as the other does, no strong change carries it, and the two go together.

    The noise of the data of one set does not show on the other: swings on both are the training's own, and then both go
    up at once, or both scatter more than any noise.
    """
    if len(train.profile) < 2 or len(val.profile) < 2:
        return False
    (scatter, change), (wider, _) = sorted((_swing(train, limits), _swing(val, limits)))
    uncarried = scatter >= limits.alike * max(wider, limits.swing) and limits.carried_alike * scatter > change
    if not uncarried and not (train.swings and val.swings):
        return False
    return _go_together(train, val, limits) or all(_beyond_noise(curve, limits) for curve in (train, val))


def _go_together(train: Curve, val: Curve, limits: Limits) -> bool:
    """Whether both deviate from their lines at the same time, or training (a mean over its epoch) one point later."""
    x, z = _recent(val.profile, limits)
    ours, others = residuals(x, np.interp(x, train.profile.x, train.profile.z)), residuals(x, z)
    certain = math.sqrt(len(x) - 1)
    at_once, later = rank_correlation(ours, others), rank_correlation(ours[1:], others[:-1])
    return max(at_once * certain, later * math.sqrt(len(x) - 2)) >= limits.alike_certain


def _beyond_noise(curve: Curve, limits: Limits) -> bool:
    """Whether a curve scatters beyond doubt more than the noise of small sets or batches does."""
    x, z = _recent(curve.profile, limits)
    doubt = 1.0 + limits.swing_doubt / math.sqrt(max(len(x) - 2, 1))
    scatter = spread(residuals(x, z))
    return scatter > min(limits.swing_alone * doubt, max(limits.waves * curve.profile.noise, limits.swing))


def _recent(profile: Profile, limits: Limits) -> tuple[Floats, Floats]:
    size = recent_size(len(profile), limits)
    return profile.x[-size:], profile.z[-size:]


def _swing(curve: Curve, limits: Limits) -> tuple[float, float]:
    """The scatter of a curve and its change over the recent share of the run, both on the working scale."""
    profile, trend = curve.profile, curve.trend
    height = max(height_of(profile), 1e-300)
    reach = limits.recent * float(profile.x[-1] - profile.x[0])
    return trend.noise / height, abs(trend.slope) * reach / height


def _holds(train: Curve) -> bool:
    """Whether the training loss still stands below its start: weights that explode would show on it as well."""
    profile = train.profile
    return train.kind in (*CALM, Kind.OSCILLATING) and len(profile) > 1 and end_of(profile) < profile.start
