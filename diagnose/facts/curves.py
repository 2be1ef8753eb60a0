"""The two curves as the trend analysis drew them, made once a run."""

from __future__ import annotations

from dataclasses import replace

from diagnose.facts.measurements import Measurements
from diagnose.trends import Curve, draw


def train_curve(m: Measurements) -> Curve | None:
    """The training curve on its working scale, or None where there is none with two finite values."""
    return m.once(_train_curve)


def val_curve(m: Measurements) -> Curve | None:
    """The validation curve on its working scale, a score upside down, or None as above."""
    return m.once(_val_curve)


def _train_curve(m: Measurements) -> Curve | None:
    curve = None if m.pair.train is None else draw(m.pair.train)
    return curve if curve is not None and len(curve) > 1 else None


def _val_curve(m: Measurements) -> Curve | None:
    series = m.pair.val
    if series is not None and m.pair.val_rises_when_better:
        series = replace(series, values=-series.values)
    curve = None if series is None else draw(series)
    return curve if curve is not None and len(curve) > 1 else None
