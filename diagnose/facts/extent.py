"""Facts about how much of the run there is to see."""

from __future__ import annotations

from diagnose.facts.fact import Measured, fact
from diagnose.facts.measurements import Measurements


@fact("train.points", "points")
def train_points(m: Measurements) -> Measured:
    """How many values the training curve has; 0 where there is none."""
    return 0.0 if m.pair.train is None else float(len(m.pair.train))


@fact("val.points", "points")
def val_points(m: Measurements) -> Measured:
    """How many values the validation curve has; 0 where there is none."""
    return 0.0 if m.pair.val is None else float(len(m.pair.val))


@fact("unit")
def unit(m: Measurements) -> Measured:
    """The unit of the steps, as a text names it: epoch, step or batch."""
    series = m.pair.train or m.pair.val
    return "step" if series is None else series.step_unit


FACTS = (train_points, val_points, unit)
