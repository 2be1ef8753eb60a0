"""The two curves as the trend analysis drew them, made once a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnose.facts.measurements import Measurements
from diagnose.model import Floats, Series
from diagnose.trends import Curve, draw


def train_curve(m: Measurements) -> Curve | None:
    """The training curve on its working scale, or None where there is none with two finite values."""
    return m.once(_train_curve)


def val_curve(m: Measurements) -> Curve | None:
    """The validation curve on its working scale, a score upside down, or None as above."""
    return m.once(_val_curve)


def _train_curve(m: Measurements) -> Curve | None:
    return _at_least_two(m, m.pair.train)


def _val_curve(m: Measurements) -> Curve | None:
    series = m.pair.val
    if series is not None and m.pair.val_rises_when_better:
        curve = draw(replace(series, values=-series.values))
        return curve if len(curve) > 1 else None
    return _at_least_two(m, series)


def _at_least_two(m: Measurements, series: Series | None) -> Curve | None:
    if series is None:
        return None
    curve = m.curves.get(series.name) or draw(series)
    return curve if len(curve) > 1 else None


def logged_at(curve: Curve, index: int, steps: Floats) -> float:
    """The logged step at a point of a curve, or the nearest to it where the point is the mean of a stretch."""
    return float(steps[index]) if len(curve) == len(steps) else logged(steps, float(curve.x[index]))


def logged(steps: Floats, step: float) -> float:
    """The logged step nearest to a step of a curve, which of a long run is the mean of a stretch."""
    at = int(steps.searchsorted(step))
    if at < len(steps) and steps[at] == step:
        return step
    near = steps[max(at - 1, 0) : at + 1]
    return float(near[int(np.abs(near - step).argmin())]) if len(near) else step
