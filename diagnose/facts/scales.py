"""Facts about two curves that were taken by different measures: a sum beside a mean, a metric that was weighted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, label, number
from diagnose.facts.measurements import Measurements, finite
from diagnose.facts.names import train_name, val_name
from diagnose.facts.together import together

FEWEST = 4
PERCENT = 25.0
"""A training accuracy that goes beyond it is in percent; what lies between 1 and it may be a fraction times weights."""


class Multiple(NamedTuple):
    """How many times the one loss the other is: in the middle, how far that varies, and whether validation is larger.

    `spread` is the distance of the 10 % and 90 % quantiles of the logarithm.
    """

    times: float
    spread: float
    val_is_larger: bool


def _multiple(m: Measurements) -> Multiple | None:
    both = together(m)
    if both is None or not both.positive or len(both.steps) < FEWEST:
        return None
    ratios = np.sort(np.log(both.val) - np.log(both.train))
    middle, last = float(ratios[len(ratios) // 2]), len(ratios) - 1
    spread = float(ratios[round(0.9 * last)] - ratios[round(0.1 * last)])
    return Multiple(float(np.exp(abs(middle))), spread, middle > 0.0)


@number("gap.middle_times", "times")
def middle_times(m: Measurements) -> Measured:
    """How many times the smaller loss the larger one is, in the middle of all steps."""
    multiple = m.once(_multiple)
    return None if multiple is None else multiple.times


@number("gap.spread", "ratio")
def spread(m: Measurements) -> Measured:
    """How far the multiple between the two losses varies over the run: from its 10 % to its 90 % quantile."""
    multiple = m.once(_multiple)
    return None if multiple is None else float(np.expm1(min(multiple.spread, 700.0)))


@label("gap.larger")
def larger(m: Measurements) -> Measured:
    """Which of the two losses is the larger one."""
    multiple = m.once(_multiple)
    return None if multiple is None else (val_name if multiple.val_is_larger else train_name).measure(m)


def _weighted(m: Measurements) -> tuple[float, float] | None:
    """The range of a training accuracy that goes beyond 1 beside a validation accuracy that is a fraction."""
    train, val = m.series("accuracy", "train"), m.series("accuracy", "val")
    if train is None or val is None or len(train) < FEWEST:
        return None
    ours, others = finite(train)[1], finite(val)[1]
    if not len(ours) or not len(others):
        return None
    low, high, best = float(ours.min()), float(ours.max()), float(others.max())
    is_percent = high > PERCENT or high / 100.0 > 0.25 * best
    return None if high <= 1.0 or best > 1.0 or is_percent else (low, high)


@number("score.weighted_low", "times")
def weighted_low(m: Measurements) -> Measured:
    """The lowest value of a training accuracy that cannot be one: it goes beyond 1 beside fractions of validation."""
    weighted = m.once(_weighted)
    return None if weighted is None else weighted[0]


@number("score.weighted_high", "times")
def weighted_high(m: Measurements) -> Measured:
    """The highest value of a training accuracy beyond 1 beside a validation accuracy that is a fraction."""
    weighted = m.once(_weighted)
    return None if weighted is None else weighted[1]


FACTS = (middle_times, spread, larger, weighted_low, weighted_high)
