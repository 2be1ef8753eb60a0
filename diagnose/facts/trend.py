"""Facts about the two trends, as the rule table reads them."""

from __future__ import annotations

import math

from diagnose.facts.fact import Measured, flag, number, word
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats, Kind

KINDS = tuple(kind.value for kind in Kind)


@word("train", *KINDS)
def train(m: Measurements) -> Measured:
    """What the training curve does now; falling means better."""
    return None if m.curves.train is None else str(m.curves.train.kind)


@word("val", *KINDS)
def val(m: Measurements) -> Measured:
    """What the validation curve does now; falling means better."""
    return None if m.curves.val is None else str(m.curves.val.kind)


@flag("val.swings")
def val_swings(m: Measurements) -> Measured:
    """Whether the validation curve swings widely, whatever the direction underneath."""
    return None if m.curves.val is None else m.curves.val.swings


@number("train.since", "step")
def train_since(m: Measurements) -> Measured:
    """Since which step the training curve does what it does."""
    return None if m.curves.train is None else m.curves.train.trend.since


@number("val.since", "step")
def val_since(m: Measurements) -> Measured:
    """Since which step the validation curve does what it does."""
    return None if m.curves.val is None else m.curves.val.trend.since


@number("train.pace", "ratio")
def train_pace(m: Measurements) -> Measured:
    """How fast the training loss moves now: its slope per step against the size of its last value, without sign."""
    return None if m.curves.train is None else _pace(m.curves.train.trend.slope, m.train)


@number("val.pace", "ratio")
def val_pace(m: Measurements) -> Measured:
    """How fast the validation loss moves now: its slope per step against the size of its last value, without sign."""
    return None if m.curves.val is None else _pace(m.curves.val.trend.slope, m.val)


@number("stepped.at", "step")
def stepped_at(m: Measurements) -> Measured:
    """The step at which both curves, or the learning rate, stepped down and the last regime began."""
    return m.curves.stepped


def _pace(slope: float, values: Floats) -> float | None:
    height = abs(float(values[-1])) if len(values) else 0.0
    return abs(slope) / height if height > 0.0 and math.isfinite(slope) else None


FACTS = (train, val, val_swings, train_since, val_since, train_pace, val_pace, stepped_at)
