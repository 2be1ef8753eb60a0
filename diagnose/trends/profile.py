"""A series made ready to be judged: finite, thinned to a bounded number of points, on a scale that suits it."""

from __future__ import annotations

import numpy as np

from diagnose.model import Floats, Leap, Profile, Series
from diagnose.trends.leap import leap_at_end
from diagnose.trends.limits import DEFAULT, Limits
from diagnose.trends.robust import median, middle, point_noise, without_spikes

LAST = 12
"""One part in so many of a curve stands for where it ends, so that logging more often changes nothing."""
TAIL = 64
"""So many epochs at the end tell whether the last of them leapt, where the curve is thinned."""
POINTS = 128
"""How many points of a series are looked at; a longer one is thinned to medians of equal stretches."""


def profile_of(series: Series, limits: Limits = DEFAULT) -> Profile:
    """The profile of a series. Linear in the number of values."""
    steps, values = series.steps, series.values
    total = len(values)
    is_finite = np.isfinite(values)
    finite = int(np.count_nonzero(is_finite))
    ends_finite = bool(is_finite[-1]) if total else True
    if finite < total:
        steps, values = steps[is_finite], values[is_finite]
    if not finite:
        return Profile(steps, values, values, values, False, 0.0, 0.0, 0.0, 0.0, 0.0, total, total, ends_finite)
    x, y = thinned(steps, values, POINTS)
    z, logarithmic = _working_scale(y)
    smooth = without_spikes(z)
    ordered = smooth.copy()
    ordered.sort()
    first = _first_that_counts(smooth, limits.huge)
    start, low = float(smooth[first]), _low(ordered)
    extent = float(ordered[-1] - ordered[0]) if not first else float(smooth[first:].max() - ordered[0])
    progress = max(start - low, 0.0)
    noise = point_noise(smooth)
    leap = (
        _leap_of_the_last(steps, values, y, logarithmic, limits)
        if len(y) < len(values) and series.step_unit == "epoch"
        else leap_at_end(x, y, z, logarithmic, noise, limits)
    )
    return Profile(
        x, y, z, smooth, logarithmic, noise, start, low, progress, extent, total, total - finite, ends_finite, leap
    )


def _leap_of_the_last(steps: Floats, values: Floats, y: Floats, logarithmic: bool, limits: Limits) -> Leap | None:
    """The leap of a curve that was thinned, which hides the last epoch or two: by its last epochs as they are."""
    x, last = steps[-TAIL:], values[-TAIL:]
    if logarithmic and float(last.min()) <= 0.0:
        return None
    z = np.log(last) if logarithmic else last / max(float(y.max() - y.min()), 1e-300)
    return leap_at_end(x, last, z, logarithmic, point_noise(without_spikes(z)), limits)


def _first_that_counts(z: Floats, huge: float) -> int:
    """The index of the first point that is no outlier above all that follows: a huge first loss measures nothing."""
    first = 0
    while first < min(2, len(z) - 5):
        rest = z[first + 1 :]
        fall, way = float(z[first] - rest[0]), float(rest.max() - rest.min())
        if fall < huge or fall < 2.0 * way:
            return first
        first += 1
    return first


def thinned(x: Floats, y: Floats, limit: int) -> tuple[Floats, Floats]:
    """At most `limit` points: mean steps and median values of stretches of equal length, the first one the rest."""
    count = len(y)
    if count <= limit:
        return x, y
    width = -(-count // limit)
    rest = count % width
    means = np.add.reduce(x[rest:].reshape(-1, width), axis=1) / width
    stretches = y[rest:].reshape(-1, width)
    medians = 0.5 * (stretches[:, 0] + stretches[:, 1]) if width == 2 else np.median(stretches, axis=1)
    if not rest:
        return means, medians
    return np.append(x[:rest].mean(), means), np.append(median(y[:rest]), medians)


def end_of(profile: Profile) -> float:
    """Where a curve ends, in units of its working scale: the mean of its last points, at least two."""
    last = profile.smooth[-max(2, len(profile) // LAST) :]
    return float(np.add.reduce(last)) / len(last)


def _working_scale(y: Floats) -> tuple[Floats, bool]:
    least = float(np.minimum.reduce(y))
    if least > 0.0:
        return np.log(y), True
    extent = float(np.maximum.reduce(y)) - least
    return (y / extent if extent > 0.0 else y * 0.0), False


def _low(ordered: Floats) -> float:
    """The median of the lowest points: of three where there are enough, for one low point may be chance."""
    return float(middle(ordered[: max(1, min(3, len(ordered) // 8))]))
