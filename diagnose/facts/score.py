"""Facts about a score that is logged beside the loss: accuracy first, else F1, AUC and others that rise when better."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from diagnose.facts.best import lowest
from diagnose.facts.fact import Measured, Seen, flag, label, number
from diagnose.facts.measurements import Measurements, finite, late
from diagnose.model import Floats
from diagnose.trends.robust import point_noise
from diagnose.vocabulary.percent import in_percent
from diagnose.vocabulary.recognition import is_score

FEWEST = 4
PART = 20
"""One part in so many of a score, on either side of a step, gives its level there: a tenth of the run in all."""
LEAST_ERROR = 1e-4
"""No level of a score is taken to be better known: logs round to four decimals."""


class Score(NamedTuple):
    """A score's finite values, as a fraction where it was logged in percent, and its noise from step to step."""

    name: str
    steps: Floats
    values: Floats
    noise: float

    def around(self, step: float, reach: int) -> Floats:
        """The values at a step and up to `reach` neighbours on either side."""
        at = int(np.searchsorted(self.steps, step))
        return self.values[max(at - reach, 0) : at + reach + 1]


def val_score(m: Measurements) -> Score | None:
    """The validation score, or None where none is logged or it is the validation curve itself."""
    return m.once(_val_score)


def train_score(m: Measurements) -> Score | None:
    """The training score, or None where none is logged."""
    return m.once(_train_score)


def _val_score(m: Measurements) -> Score | None:
    split = "val" if m.val_series is None or m.val_series.split is None else m.val_series.split
    return _score(m, split)


def _train_score(m: Measurements) -> Score | None:
    return _score(m, "train")


def _score(m: Measurements, split: str) -> Score | None:
    scores = [
        series
        for series in m.run.series
        if series.split == split and is_score(series.metric) and series is not m.val_series
    ]
    if not scores:
        return None
    series = min(scores, key=lambda score: score.metric != "accuracy")
    steps, values = finite(series)
    if len(values) < FEWEST:
        return None
    if in_percent(series.metric, float(np.maximum.reduce(values))):
        values = values / 100.0
    return Score(str(series.metric), steps, values, point_noise(values))


@flag("score.is_accuracy")
def is_accuracy(m: Measurements) -> Measured:
    """Whether the score that is logged for the validation set beside its loss is the accuracy."""
    score = val_score(m)
    return None if score is None else score.name == "accuracy"


@label("score.name")
def name(m: Measurements) -> Measured:
    """Which score is logged for the validation set beside its loss."""
    score = val_score(m)
    return None if score is None else score.name.replace("_", " ")


@number("score.val.last", "score")
def val_last(m: Measurements) -> Measured:
    """The validation score at the end: the mean of its last three values."""
    score = val_score(m)
    return None if score is None else late(score.values)


@number("score.val.since_best_loss", "score")
def since_best_loss(m: Measurements) -> Measured:
    """How much the validation score gained from the step of the lowest validation loss to the end; negative if lost."""
    gained = m.once(_since_best)
    return None if gained is None else Seen(gained.gain, gained.start, gained.end)


@number("score.val.lost_since_best_loss", "score")
def lost_since_best_loss(m: Measurements) -> Measured:
    """How much the validation score lost from the step of the lowest validation loss to the end; 0 if it gained."""
    gained = m.once(_since_best)
    return None if gained is None else max(-gained.gain, 0.0)


@number("score.val.since_best_loss_certainty", "standard errors")
def since_best_loss_certainty(m: Measurements) -> Measured:
    """The gain of the validation score since the lowest validation loss, in standard errors of the difference."""
    gained = m.once(_since_best)
    return None if gained is None else gained.gain / gained.error


class Gained(NamedTuple):
    """What a score gained from one step to another, and the standard error of that."""

    gain: float
    start: float
    end: float
    error: float


def _since_best(m: Measurements) -> Gained | None:
    score, best = val_score(m), lowest(m)
    if score is None or best is None or m.val_turned:
        return None
    step = float(m.val_steps[best])
    reach = max(1, len(score.values) // PART)
    then, now = score.around(step, reach), score.values[-(2 * reach + 1) :]
    error = max(score.noise * math.sqrt(1.0 / len(then) + 1.0 / len(now)), LEAST_ERROR)
    gain = float(np.add.reduce(now)) / len(now) - float(np.add.reduce(then)) / len(then)
    return Gained(gain, step, float(score.steps[-1]), error)


@number("score.val.drop", "score")
def val_drop(m: Measurements) -> Measured:
    """How far the validation score ends below the best level that it held for three steps."""
    return _drop(val_score(m))


@number("score.val.drop_certainty", "standard errors")
def val_drop_certainty(m: Measurements) -> Measured:
    """The drop of the validation score from its best level in standard errors of the difference."""
    return _drop_certainty(val_score(m))


@number("score.train.drop", "score")
def train_drop(m: Measurements) -> Measured:
    """How far the training score ends below the best level that it held for three steps."""
    return _drop(train_score(m))


@number("score.train.drop_certainty", "standard errors")
def train_drop_certainty(m: Measurements) -> Measured:
    """The drop of the training score from its best level in standard errors of the difference."""
    return _drop_certainty(train_score(m))


def _drop(score: Score | None) -> Seen | None:
    if score is None or len(score.values) < 6:
        return None
    levels = (score.values[:-2] + score.values[1:-1] + score.values[2:]) / 3.0
    at = int(levels.argmax())
    return Seen(float(levels[at] - levels[-1]), float(score.steps[at + 1]), float(score.steps[-1]))


def _drop_certainty(score: Score | None) -> float | None:
    drop = _drop(score)
    if drop is None or score is None:
        return None
    return float(drop.value) / max(score.noise * math.sqrt(2.0 / 3.0), LEAST_ERROR)


@number("score.val.same_share", "ratio")
def val_same_share(m: Measurements) -> Measured:
    """At which share of the steps the validation score has its most frequent value, to the last digit."""
    return _same_share(val_score(m))


def _same_share(score: Score | None) -> float | None:
    if score is None:
        return None
    ordered = score.values.copy()
    ordered.sort()
    total = len(ordered)
    # Where a value ends; of n values the first begins at 0 and the last ends at n.
    ends = np.empty(total, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=ends[:-1])
    ends[-1] = True
    after = ends.nonzero()[0]
    if len(after) == 1:
        return 1.0
    return float(max(after[0] + 1, np.maximum.reduce(after[1:] - after[:-1]))) / total


@number("score.train.last", "score")
def train_last(m: Measurements) -> Measured:
    """The training score at the end: the mean of its last three values."""
    score = train_score(m)
    return None if score is None else late(score.values)


@number("score.gap", "score")
def gap(m: Measurements) -> Measured:
    """How far the training score ends above the validation score."""
    train, val = train_score(m), val_score(m)
    if train is None or val is None or train.name != val.name:
        return None
    return late(train.values) - late(val.values)


@number("score.with_loss", "correlation")
def with_loss(m: Measurements) -> Measured:
    """The correlation of validation score and validation loss from step to step; a score should go against the loss."""
    score = val_score(m)
    if score is None or m.val_turned or len(score.values) != len(m.val) or len(m.val) < 8:
        return None
    count = len(m.val)
    a, b = score.values - np.add.reduce(score.values) / count, m.val - np.add.reduce(m.val) / count
    size = float(np.abs(a).max() * np.abs(b).max())
    if not size > 0.0 or not math.isfinite(size):
        return None
    a, b = a / np.abs(a).max(), b / np.abs(b).max()
    return float(a @ b) / math.sqrt(float(a @ a) * float(b @ b))


@number("score.val.extent", "score")
def val_extent(m: Measurements) -> Measured:
    """The distance between the lowest and the highest validation score."""
    score = val_score(m)
    return None if score is None else float(score.values.max() - score.values.min())


FACTS = (
    name,
    is_accuracy,
    val_last,
    since_best_loss,
    lost_since_best_loss,
    since_best_loss_certainty,
    val_drop,
    val_drop_certainty,
    train_drop,
    train_drop_certainty,
    val_same_share,
    train_last,
    gap,
    with_loss,
    val_extent,
)
