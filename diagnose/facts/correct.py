"""Facts about the share of right answers (accuracy) that stands beside the losses."""

from __future__ import annotations

import numpy as np

from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements, finite
from diagnose.model import Floats
from diagnose.trends.robust import median
from diagnose.vocabulary.percent import in_percent


def accuracy(m: Measurements, split: str) -> Floats:
    """The accuracy of a split as shares of one, finite values only; empty where it was not logged."""
    series = m.series("accuracy", split)
    if series is None:
        return np.empty(0)
    values = finite(series)[1]
    return values / 100.0 if len(values) and in_percent("accuracy", float(np.maximum.reduce(values))) else values


@number("train.accuracy_end", "ratio")
def train_end(m: Measurements) -> Measured:
    """The training accuracy at the end: the median of the last three values."""
    return _end(accuracy(m, "train"))


@number("val.accuracy_end", "ratio")
def val_end(m: Measurements) -> Measured:
    """The validation accuracy at the end: the median of the last three values."""
    return _end(accuracy(m, "val"))


@number("val.accuracy_gain", "ratio")
def val_gain(m: Measurements) -> Measured:
    """Which share of the errors of the first epoch the best validation accuracy has removed, noise halved.

    The best is the mean of the highest and the median value: one lucky epoch is no gain.
    """
    return _gain(accuracy(m, "val"))


@number("train.accuracy_gain", "ratio")
def train_gain(m: Measurements) -> Measured:
    """Which share of the errors of the first epoch the best training accuracy has removed, its noise halved."""
    return _gain(accuracy(m, "train"))


@number("val.accuracy_span", "ratio")
def val_span(m: Measurements) -> Measured:
    """The distance from the lowest to the highest validation accuracy over the last four fifths of the run."""
    return _span(accuracy(m, "val"))


@number("train.accuracy_span", "ratio")
def train_span(m: Measurements) -> Measured:
    """The distance from the lowest to the highest training accuracy over the last four fifths of the run."""
    return _span(accuracy(m, "train"))


def _gain(values: Floats) -> float | None:
    if len(values) < 2:
        return None
    best = (float(values.max()) + median(values)) / 2.0
    return (best - float(values[0])) / max(1.0 - float(values[0]), 1e-9)


def _end(values: Floats) -> float | None:
    return median(values[-3:]) if len(values) else None


def _span(values: Floats) -> float | None:
    if len(values) < 5:
        return None
    late = values[len(values) // 5 :]
    return float(late.max() - late.min())


FACTS = (train_end, val_end, val_gain, train_gain, val_span, train_span)
