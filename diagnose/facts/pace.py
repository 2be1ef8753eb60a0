"""Facts about how the training loss comes down: the start, the straightness of the way, the noise at the end."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements, late
from diagnose.facts.profiles import train_profile
from diagnose.model import Kind, Profile
from diagnose.trends.robust import point_noise


@number("train.first", "loss")
def first(m: Measurements) -> Measured:
    """The first training loss."""
    return m.as_logged("train", m.train[0]) if len(m.train) else None


@number("train.last", "loss")
def last(m: Measurements) -> Measured:
    """The training loss at the end: the mean of its last three values."""
    return m.as_logged("train", late(m.train)) if len(m.train) else None


@number("train.lowest", "loss")
def lowest(m: Measurements) -> Measured:
    """The lowest training loss."""
    return m.as_logged("train", m.train.min()) if len(m.train) else None


@number("val.above_start", "ratio")
def val_above_start(m: Measurements) -> Measured:
    """How far the validation loss ends above its first value, relative to it; negative below it, positive losses."""
    if len(m.val) < 4 or float(m.val[0]) <= 0.0:
        return None
    return late(m.val) / float(m.val[0]) - 1.0


@number("train.early_rise", "ratio")
def early_rise(m: Measurements) -> Measured:
    """How far the training loss rose above its first value within the first fifth of the run, relative to it."""
    curve = train_profile(m)
    if curve is None or not curve.logarithmic or len(curve) < 8:
        return None
    early = curve.y[1 : max(3, len(curve) // 5) + 1]
    at = int(early.argmax())
    return Seen(float(early[at] / curve.y[0]) - 1.0, float(curve.x[0]), float(curve.x[at + 1]))


@number("train.above_first", "ratio")
def above_first(m: Measurements) -> Measured:
    """How far the highest training loss lies above the first one, relative to it; a positive first loss."""
    if len(m.train) < 2 or float(m.train[0]) <= 0.0:
        return None
    return float(m.train.max()) / float(m.train[0]) - 1.0


@number("train.plunge", "times")
def plunge(m: Measurements) -> Measured:
    """How many times the second training loss the first one was; both positive."""
    if len(m.train) < 4 or float(m.train[1]) <= 0.0:
        return None
    return float(m.train[0]) / float(m.train[1])


@number("train.directness", "ratio")
def directness(m: Measurements) -> Measured:
    """How directly the training loss came down: from start to end, over all that it moved; near 0 for mere noise."""
    if len(m.train) < 4:
        return None
    moved = float(np.abs(np.diff(m.train)).sum())
    return (float(m.train[0]) - float(m.train[-1])) / moved if moved > 0.0 else 0.0


@number("train.second_half_share", "ratio")
def second_half_share(m: Measurements) -> Measured:
    """Which share of its way down the training loss made in the second half of the steps; 0.5 on a straight line."""
    curve = train_profile(m)
    if curve is None or len(curve) < 8:
        return None
    middle = 0.5 * float(curve.x[0] + curve.x[-1])
    start, half, end = float(curve.y[:2].mean()), float(np.interp(middle, curve.x, curve.y)), float(curve.y[-2:].mean())
    return (half - end) / (start - end) if start > end else None


@number("train.late_jitter", "ratio")
def late_jitter(m: Measurements) -> Measured:
    """The noise of the training loss from step to step in the last half, relative to its height."""
    curve = train_profile(m)
    if curve is None or not curve.logarithmic or len(curve) < 10:
        return None
    half = len(curve) // 2
    return Seen(point_noise(curve.z[half:]), float(curve.x[half]), float(curve.x[-1]))


@number("train.waited", "ratio")
def waited(m: Measurements) -> Measured:
    """Which share of the run the training loss stood still before it began to fall for good; 0 where it never did."""
    wait = m.once(_wait)
    if wait is None:
        return None
    length = float(wait.curve.x[-1] - wait.curve.x[0])
    return Seen((wait.end - wait.start) / length, wait.start, wait.end) if wait.end > wait.start else 0.0


@number("train.fell_after_wait", "ratio")
def fell_after_wait(m: Measurements) -> Measured:
    """How far the training loss fell after the longest stretch in which it stood still, relative to that stretch."""
    wait = m.once(_wait)
    if wait is None or wait.end <= wait.start:
        return None
    curve = wait.curve
    at = int(np.searchsorted(curve.x, wait.end, "right"))
    if at >= len(curve):
        return 0.0
    level = float(curve.smooth[max(at - 3, 0) : at].mean())
    return Seen(1.0 - float(np.exp(min(curve.smooth[at:].min() - level, 0.0))), wait.end, float(curve.x[-1]))


class Wait(NamedTuple):
    """The longest flat stretch of a curve that a falling one follows, by its steps; both 0 where there is none."""

    start: float
    end: float
    curve: Profile


def _wait(m: Measurements) -> Wait | None:
    curve = train_profile(m)
    if m.curves.train is None or curve is None or not curve.logarithmic:
        return None
    best = (0.0, 0.0)
    for segment, after in pairwise(m.curves.train.trend.segments):
        flat_then_falls = segment.kind is Kind.FLAT and after.kind is Kind.FALLING
        if flat_then_falls and segment.end - segment.start > best[1] - best[0]:
            best = (segment.start, segment.end)
    return Wait(*best, curve)


FACTS = (
    first,
    last,
    lowest,
    val_above_start,
    early_rise,
    above_first,
    directness,
    plunge,
    second_half_share,
    late_jitter,
    waited,
    fell_after_wait,
)
