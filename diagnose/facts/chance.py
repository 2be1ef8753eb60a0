"""Facts about what a classifier that knows nothing would score, and how near the run is to it."""

from __future__ import annotations

import math

from diagnose.facts.correct import accuracy
from diagnose.facts.fact import Measured, number
from diagnose.facts.measurements import Measurements, late
from diagnose.facts.params import setting

CLASSES = ("classes", "num_classes", "n_classes", "nb_classes")
MOST = 12.0
"""No task has more than e to this power of classes (160,000)."""


@number("chance.classes", "classes")
def classes(m: Measurements) -> Measured:
    """The number of classes C of which the training loss is ln C and the accuracy 1 / C at the end, or 0 for none.

    A classifier that gives each of C classes the same probability has the cross-entropy ln C (0.693, 1.099, 2.303,
    4.605, 6.908 for 2, 3, 10, 100, 1000).
    """
    right = accuracy(m, "train")
    loss = m.number("train.last")
    if not len(right) or loss is None:
        return None
    share = late(right)
    if not 0.5 < loss < 12.0:
        return 0.0
    count = round(math.exp(loss))
    at_chance = (
        abs(loss - math.log(count)) <= m.limits.near_chance
        and m.limits.guess_least <= share * count <= m.limits.guess_most
    )
    return float(count) if at_chance else 0.0


@number("chance.loss_per_error", "loss")
def loss_per_error(m: Measurements) -> Measured:
    """The training loss at the end for each wrong answer: loss / (1 − accuracy).

    Where outputs are stuck at 0 or 1 a wrong answer costs what the framework clips the logarithm to, and a right one
    nothing: −ln of 2·10⁻⁷ to 10⁻⁷ in Keras, 15.2 to 16.2; 100 in PyTorch's BCELoss.
    """
    right = accuracy(m, "train")
    loss = m.number("train.last")
    if not len(right) or loss is None:
        return None
    wrong = 1.0 - late(right)
    return loss / wrong if wrong > 0.0 else None


@number("chance.first_loss", "times")
def first_loss(m: Measurements) -> Measured:
    """The first training loss as a multiple of ln C, for the number of classes C that the parameters name."""
    count, first = setting(m, CLASSES), m.number("train.first")
    if count is None or count < 2.0 or first is None or not len(accuracy(m, "train")):
        return None
    return first / math.log(count)


@number("chance.val_times", "times")
def val_times(m: Measurements) -> Measured:
    """How many times as often validation is right as by guessing among as many classes as its best loss stands for.

    A guess among C classes has the cross-entropy ln C and is right once in C: accuracy × e to the lowest loss is 1 for
    who knows nothing, and several for who knows something. Where the parameters name the classes, they are taken.
    """
    right = m.number("val.accuracy_end")
    if right is None or not len(m.val) or m.val_turned:
        return None
    count = setting(m, CLASSES) or math.exp(min(float(m.val.min()), MOST))
    return right * count


@number("chance.first_times", "times")
def first_times(m: Measurements) -> Measured:
    """The first training loss as a multiple of what guessing costs, −ln of the accuracy that the run ends with."""
    return _of_guessing(m, m.number("train.first"))


@number("chance.last_times", "times")
def last_times(m: Measurements) -> Measured:
    """The training loss at the end as a multiple of what guessing costs, −ln of the accuracy that the run ends with."""
    return _of_guessing(m, m.number("train.last"))


def _of_guessing(m: Measurements, loss: float | None) -> float | None:
    right = accuracy(m, "train")
    share = late(right) if len(right) else 0.0
    return None if loss is None or not 0.0 < share < 1.0 else loss / -math.log(share)


FACTS = (first_times, last_times, classes, loss_per_error, first_loss, val_times)
