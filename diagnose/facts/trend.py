"""Facts about the two trends, as the rule table reads them."""

from __future__ import annotations

import math

from diagnose.facts.curves import train_curve, val_curve
from diagnose.facts.fact import Measured, fact
from diagnose.facts.measurements import Measurements
from diagnose.facts.progress import end
from diagnose.model import Floats, Kind
from diagnose.trends import Curve, drift, limits_of


@fact("train")
def train(m: Measurements) -> Measured:
    """What the training curve does now.

    Swings are noise, and the direction underneath them counts, where the validation curve does not swing with them, or
    where the points are not epochs: then they are the noise of batches.
    """
    return None if m.train_kind is None else str(_underneath(m, m.train_kind, m.val_kind, train_curve(m)))


@fact("val")
def val(m: Measurements) -> Measured:
    """What the validation curve does now; falling means better. Swings are noise as for the training curve.

    A validation loss that rose to many times its start while the training loss stayed below its own has not diverged,
    since weights that explode show on both sets: it rises.
    """
    if m.val_kind is Kind.DIVERGED and _ends_finite(m) and _holds(m):
        return str(Kind.RISING)
    return None if m.val_kind is None else str(_underneath(m, m.val_kind, m.train_kind, val_curve(m)))


CALM = (Kind.FALLING, Kind.FLAT, Kind.RISING)


def _underneath(m: Measurements, kind: Kind, other: Kind | None, curve: Curve | None) -> Kind:
    if kind is not Kind.OSCILLATING or curve is None:
        return kind
    return drift(curve, limits_of(m.numbers)) if other in CALM or _by_step(m) else kind


def _ends_finite(m: Measurements) -> bool:
    return m.pair.val is not None and math.isfinite(m.pair.val.values[-1])


def _holds(m: Measurements) -> bool:
    """Whether the training loss still stands below its start."""
    curve = train_curve(m)
    return curve is not None and m.train_kind in (*CALM, Kind.OSCILLATING) and end(curve) < float(curve.smooth[0])


def _by_step(m: Measurements) -> bool:
    series = m.pair.train or m.pair.val
    return series is not None and series.step_unit != "epoch"


@fact("val.swings")
def val_swings(m: Measurements) -> Measured:
    """Whether the validation curve oscillates, whatever the direction underneath."""
    return None if m.val_kind is None else m.val_kind is Kind.OSCILLATING


@fact("train.since", "step")
def train_since(m: Measurements) -> Measured:
    """Since which step the training curve does what it does."""
    return None if m.train_trend is None else m.train_trend.since


@fact("val.since", "step")
def val_since(m: Measurements) -> Measured:
    """Since which step the validation curve does what it does."""
    return None if m.val_trend is None else m.val_trend.since


@fact("train.pace", "ratio")
def train_pace(m: Measurements) -> Measured:
    """How fast the training loss moves now: its slope per step against the size of its last value, without sign."""
    return None if m.train_trend is None else _pace(m.train_trend.slope, m.train)


@fact("val.pace", "ratio")
def val_pace(m: Measurements) -> Measured:
    """How fast the validation loss moves now: its slope per step against the size of its last value, without sign."""
    return None if m.val_trend is None else _pace(m.val_trend.slope, m.val)


def _pace(slope: float, values: Floats) -> float | None:
    height = abs(float(values[-1])) if len(values) else 0.0
    return abs(slope) / height if height > 0.0 and math.isfinite(slope) else None


FACTS = (train, val, val_swings, train_since, val_since, train_pace, val_pace)
