"""Facts about the two trends, as the rule table reads them."""

from __future__ import annotations

from diagnose.facts.fact import Measured, flag, number, word
from diagnose.facts.measurements import Measurements
from diagnose.model import Kind

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


@number("stepped.at", "step")
def stepped_at(m: Measurements) -> Measured:
    """The step at which both curves, or the learning rate, stepped down and the last regime began."""
    return m.curves.regime_since


FACTS = (train, val, val_swings, train_since, val_since, stepped_at)
