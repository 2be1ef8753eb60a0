"""Facts about the two trends, as the rule table reads them."""

from __future__ import annotations

from diagnose.facts.curves import val_curve
from diagnose.facts.fact import Measured, fact
from diagnose.facts.measurements import Measurements
from diagnose.model import Kind
from diagnose.trends import drift


@fact("train")
def train(m: Measurements) -> Measured:
    """What the training curve does now."""
    return None if m.train_kind is None else str(m.train_kind)


@fact("val")
def val(m: Measurements) -> Measured:
    """What the validation curve does now; falling means better.

    Where only the validation curve swings, the swings are the noise of its data set and not of the training: then it
    is the direction underneath them.
    """
    if m.val_kind is Kind.OSCILLATING and m.train_kind in CALM and (curve := val_curve(m)) is not None:
        return str(drift(curve))
    return None if m.val_kind is None else str(m.val_kind)


CALM = (Kind.FALLING, Kind.FLAT, Kind.RISING)


@fact("train.since", "step")
def train_since(m: Measurements) -> Measured:
    """Since which step the training curve does what it does."""
    return None if m.train_trend is None else m.train_trend.since


@fact("val.since", "step")
def val_since(m: Measurements) -> Measured:
    """Since which step the validation curve does what it does."""
    return None if m.val_trend is None else m.val_trend.since


FACTS = (train, val, train_since, val_since)
