"""Facts about how much of the run there is to see."""

from __future__ import annotations

from diagnose.facts.fact import Measured, number, word
from diagnose.facts.measurements import Measurements


@number("train.points", "points")
def train_points(m: Measurements) -> Measured:
    """How many values the training curve has; 0 where there is none."""
    return 0.0 if m.train_series is None else float(len(m.train_series))


@number("val.points", "points")
def val_points(m: Measurements) -> Measured:
    """How many values the validation curve has; 0 where there is none."""
    return 0.0 if m.val_series is None else float(len(m.val_series))


@word("unit", "epoch", "step", "batch")
def unit(m: Measurements) -> Measured:
    """The unit of the steps, as a text names it: epoch, step or batch."""
    return m.curves.step_unit


@word("units", "epochs", "steps", "batches")
def units(m: Measurements) -> Measured:
    """The unit of the steps where there are several of them."""
    single = str(unit.measure(m))
    return "batches" if single == "batch" else f"{single}s"


FACTS = (train_points, val_points, unit, units)
