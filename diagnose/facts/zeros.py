"""Facts about numbers that were logged and cannot be: a loss of exactly 0, a validation that was never a number."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, label, number
from diagnose.facts.gradients import lost_since
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats, Series
from diagnose.trends import behind_last

FEWEST = 3


class Tail(NamedTuple):
    """The zeros at the end of a curve: where they begin, how many they are."""

    at: int
    size: int


def _tail(values: Floats) -> Tail:
    at = behind_last(values != 0.0)
    return Tail(at, len(values) - at)


def _train_tail(m: Measurements) -> Tail | None:
    return _tail(m.train) if len(m.train) >= FEWEST and m.train[-1] == 0.0 else None


@number("train.zeros", "values")
def train_zeros(m: Measurements) -> Measured:
    """How many values at the end of the training curve are exactly 0."""
    tail = m.once(_train_tail)
    return 0.0 if tail is None else float(tail.size)


@number("train.zero_since", "step")
def zero_since(m: Measurements) -> Measured:
    """The step from which on the training curve is exactly 0."""
    return _zero_since(m)


def _zero_since(m: Measurements) -> float | None:
    tail = m.once(_train_tail)
    return None if tail is None else float(m.train_steps[tail.at])


@number("train.gone_since", "step")
def gone_since(m: Measurements) -> Measured:
    """The step from which on the training curve is exactly 0, or the norm of the gradient no number before that."""
    zero, lost = _zero_since(m), lost_since(m)
    return zero if zero is None or lost is None else min(zero, lost)


@number("train.before_zero", "ratio")
def before_zero(m: Measurements) -> Measured:
    """How high the training curve stood before it became exactly 0, as a share of its first value.

    It is 1 where it never was anything else.
    """
    tail = m.once(_train_tail)
    if tail is None:
        return None
    return 1.0 if not tail.at or m.train[0] == 0.0 else abs(float(m.train[tail.at - 1] / m.train[0]))


@number("val.zero_share", "ratio")
def val_zero_share(m: Measurements) -> Measured:
    """At which share of its steps the validation curve is exactly 0."""
    if len(m.val) < FEWEST:
        return None
    return _zero_share(m.val_steps, m.val)


def _zero_share(steps: Floats, values: Floats) -> float | Seen:
    share = 1.0 - float(np.count_nonzero(values)) / len(values)
    return Seen(share, float(steps[0]), float(steps[-1])) if share else 0.0


@number("val.finite", "values")
def val_finite(m: Measurements) -> Measured:
    """How many values of the validation curve are numbers; none where all of them are NaN or infinite."""
    return None if m.val_series is None else float(len(m.val))


class Lost(NamedTuple):
    """A loss that is NaN or infinite at a share of its steps."""

    series: Series
    share: float


def _other(m: Measurements) -> Lost | None:
    """A loss beside a judged one that is finite, which is not at some steps."""
    judged = [series for series in (m.train_series, m.val_series) if series is not None and series.metric == "loss"]
    beside = [series for series in m.run.series if series.metric == "loss" and len(series) >= FEWEST]
    for series in judged if len(beside) > len(judged) else ():
        if not np.isfinite(series.values).all():
            continue
        for other in beside:
            if other is not series and other.split == series.split and not any(other is each for each in judged):
                share = 1.0 - float(np.count_nonzero(np.isfinite(other.values))) / len(other)
                if share:
                    return Lost(other, share)
    return None


@number("loss.other_lost", "ratio")
def other_lost(m: Measurements) -> Measured:
    """At which share of its steps another loss of the same split is NaN or infinite, while the judged one is finite."""
    other = m.once(_other)
    return None if other is None else Seen(other.share, float(other.series.steps[0]), float(other.series.steps[-1]))


@label("loss.other_name")
def other_name(m: Measurements) -> Measured:
    """The name of another loss that is NaN or infinite beside the judged one."""
    other = m.once(_other)
    return None if other is None else other.series.name


def _rates(m: Measurements) -> Series | None:
    logged = m.curves.rate
    return logged if logged is not None and len(logged) > FEWEST else None


@number("rate.zero_share", "ratio")
def rate_zero_share(m: Measurements) -> Measured:
    """At which share of its steps the learning rate was logged as exactly 0."""
    series = _rates(m)
    return None if series is None else _zero_share(series.steps, series.values)


def _rate_tail(m: Measurements) -> tuple[Series, Tail] | None:
    series = _rates(m)
    return None if series is None or series.values[-1] != 0.0 else (series, _tail(series.values))


@number("rate.zero_late", "ratio")
def rate_zero_late(m: Measurements) -> Measured:
    """For which share of the steps, at the end, the learning rate was logged as exactly 0."""
    tail = m.once(_rate_tail)
    return None if tail is None else tail[1].size / len(tail[0])


@number("rate.zero_since", "step")
def rate_zero_since(m: Measurements) -> Measured:
    """The step from which on the learning rate was logged as exactly 0."""
    tail = m.once(_rate_tail)
    return None if tail is None else float(tail[0].steps[tail[1].at])


FACTS = (
    train_zeros,
    zero_since,
    gone_since,
    before_zero,
    val_zero_share,
    val_finite,
    other_lost,
    other_name,
    rate_zero_share,
    rate_zero_late,
    rate_zero_since,
)
