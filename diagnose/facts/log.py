"""Facts about the log itself: what is in it, what is not, and how its numbers were taken."""

from __future__ import annotations

import numpy as np

from diagnose.facts.fact import Measured, Seen, flag, label, number, word
from diagnose.facts.measurements import Measurements
from diagnose.facts.together import together
from diagnose.model import Floats
from diagnose.series.cleaning import FEWEST, missing_epochs


@number("log.val_every", "epochs")
def val_every(m: Measurements) -> Measured:
    """How many epochs lie between two validations."""
    series = m.val_series
    if series is None or series.step_unit != "epoch" or len(series) < 3:
        return None
    between = series.steps[1:] - series.steps[:-1]
    between.sort()
    return float(between[len(between) // 2])


@number("log.missing", "epochs")
def missing(m: Measurements) -> Measured:
    """How many epochs are missing from a training curve that is logged at every epoch."""
    series = m.train_series
    if series is None or series.step_unit != "epoch" or len(series) < FEWEST:
        return None
    spans = missing_epochs(series)
    absent = sum(last - first + 1.0 for first, last in spans)
    return Seen(absent, spans[0][0], spans[-1][1]) if spans else 0.0


@number("log.first_step", "step")
def first_step(m: Measurements) -> Measured:
    """The first step of the training curve, where steps are epochs."""
    series = m.train_series
    return None if series is None or series.step_unit != "epoch" or not len(series) else float(series.steps[0])


@number("log.repeats", "steps")
def repeats(m: Measurements) -> Measured:
    """How many steps a series was logged for more than once, the most of all series."""
    return float(m.run.oddities.get("repeated", 0))


@number("log.resumes", "resumes")
def resumes(m: Measurements) -> Measured:
    """How many times the log goes back to an earlier step and goes on from there."""
    return float(m.run.oddities.get("resumed", 0))


@number("log.epochs", "epochs")
def epochs(m: Measurements) -> Measured:
    """How many epochs were logged."""
    return float(m.train_steps[-1]) if len(m.train_steps) and m.curves.step_unit == "epoch" else None


@flag("log.averaged")
def averaged(m: Measurements) -> Measured:
    """Whether the training values are means over the epoch while the weights still moved."""
    return m.train_series is not None and m.train_series.averaged


@number("log.lag", "ratio")
def lag(m: Measurements) -> Measured:
    """By how much the training loss lags behind at the end of the first epoch, relative to it.

    A mean over an epoch stands for the weights in its middle; half of the fall to the next epoch is still to come.
    """
    both = together(m)
    if both is None or len(both.train) < 3 or both.train[0] <= 0.0:
        return None
    return 0.5 * float(both.train[0] - both.train[1]) / float(both.train[0])


@label("log.val_metric")
def val_metric(m: Measurements) -> Measured:
    """The metric of the validation curve that was judged."""
    return None if m.val_series is None or m.val_series.metric is None else m.val_series.metric.replace("_", " ")


@word("log.val_split", "train", "val", "test")
def val_split(m: Measurements) -> Measured:
    """The split that the validation curve was measured on: val or test."""
    return None if m.val_series is None else m.val_series.split


@flag("log.same_metric")
def same_metric(m: Measurements) -> Measured:
    """Whether training and validation curve are the same metric."""
    train, val = m.train_series, m.val_series
    return None if train is None or val is None else train.metric == val.metric


@number("val.levels", "values")
def levels(m: Measurements) -> Measured:
    """How many different values the last half of the validation curve takes."""
    return _distinct(m.val)


@number("log.digit", "loss")
def digit(m: Measurements) -> Measured:
    """The smallest step between two different values in the last half of the validation curve."""
    late = np.sort(m.val[len(m.val) // 2 :])
    steps = late[1:] - late[:-1]
    steps = steps[steps > 0.0]
    return float(steps.min()) if len(steps) else None


def _distinct(values: Floats) -> float | None:
    if len(values) < 12:
        return None
    late = values[len(values) // 2 :].copy()
    late.sort()
    return 1.0 + float(np.count_nonzero(late[1:] != late[:-1]))


FACTS = (
    epochs,
    val_every,
    missing,
    first_step,
    repeats,
    resumes,
    averaged,
    lag,
    val_metric,
    val_split,
    same_metric,
    levels,
    digit,
)
