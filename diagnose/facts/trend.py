"""Facts about the two trends, as the rule table reads them."""

from __future__ import annotations

import math

from diagnose.facts.curves import train_curve, val_curve
from diagnose.facts.fact import Measured, fact
from diagnose.facts.measurements import Measurements
from diagnose.facts.progress import end
from diagnose.model import Floats, Kind, Trend
from diagnose.trends import Curve, Thresholds, drift, limits_of


@fact("train")
def train(m: Measurements) -> Measured:
    """What the training curve does now.

    Swings are noise, and the direction underneath them counts, where the validation curve does not swing with them, or
    where the points are not epochs: then they are the noise of batches. Where it swings all but as widely as an
    oscillating validation curve, it oscillates too.
    """
    return None if m.train_kind is None else str(m.once(_train))


@fact("val")
def val(m: Measurements) -> Measured:
    """What the validation curve does now; falling means better. Swings are noise as for the training curve.

    A validation loss that rose to many times its start while the training loss stayed below its own has not diverged,
    since weights that explode show on both sets: it rises.
    """
    kind = m.val_kind
    if kind is Kind.DIVERGED and _ends_finite(m) and _holds(m):
        return str(Kind.RISING)
    if kind is Kind.OSCILLATING and (m.once(_train) in CALM or _by_step(m)):
        return str(_drift(m, val_curve(m)))
    return None if kind is None else str(kind)


CALM = (Kind.FALLING, Kind.FLAT, Kind.RISING)
ALIKE = 0.6
"""Two curves swing together if the calmer one scatters that share of what the other does, and of the limit."""


CARRIED = 3.0
"""A calmer curve that changes by so many times its scatter is carried by that change and swings with none."""


def _train(m: Measurements) -> Kind | None:
    kind = m.train_kind
    if kind is Kind.OSCILLATING and ((m.val_kind in CALM and not _swing_together(m)) or _by_step(m)):
        return _drift(m, train_curve(m))
    if kind in (Kind.FALLING, Kind.FLAT) and m.val_kind is Kind.OSCILLATING and _swing_together(m):
        return Kind.OSCILLATING
    return kind


def _drift(m: Measurements, curve: Curve | None) -> Kind:
    return Kind.OSCILLATING if curve is None else drift(curve, limits_of(m.numbers))


def _swing_together(m: Measurements) -> bool:
    """Whether the calmer curve swings nearly as the other does, and no strong change carries it.

    The noise of the data of one set does not show on the other: swings on both are the training's own.
    """
    train, val = train_curve(m), val_curve(m)
    if train is None or val is None or m.train_trend is None or m.val_trend is None or _by_step(m):
        return False
    limits = limits_of(m.numbers)
    (scatter, change), (other, _) = sorted((_swing(train, m.train_trend, limits), _swing(val, m.val_trend, limits)))
    return scatter >= ALIKE * max(other, limits.swing) and CARRIED * scatter > change


def _swing(curve: Curve, trend: Trend, limits: Thresholds) -> tuple[float, float]:
    """The scatter of a curve and its change over the recent share of the run, both on the working scale."""
    height = math.exp(float(curve.smooth[-3:].mean())) if curve.logarithmic else float(curve.y.max() - curve.y.min())
    reach = limits.recent * float(curve.x[-1] - curve.x[0])
    return trend.noise / max(height, 1e-300), abs(trend.slope) * reach / max(height, 1e-300)


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
