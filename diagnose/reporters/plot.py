"""What a picture of the curves shows, in letters or in lines: which curves, on which axes."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from diagnose.model import Curve, Curves, Floats, StepUnit
from diagnose.reporters.scale import Scale, scale_of
from diagnose.trends import behind_last

MOST_POINTS = 4_000
"""Of a longer curve only so many points are drawn: no picture is wider, and a page of them is read by a browser."""


class Plot(NamedTuple):
    """The curves that have values, each with its split, the axis of their values, and the first and the last step."""

    curves: tuple[tuple[str, Curve], ...]
    scale: Scale
    first: float
    last: float

    @property
    def step_unit(self) -> StepUnit:
        """The unit of the steps."""
        return self.curves[0][1].step_unit

    def across(self, steps: Floats) -> Floats:
        """Where steps lie between the left and the right side, 0 to 1."""
        return np.asarray((steps - self.first) / ((self.last - self.first) or 1.0))


def plot_of(curves: Curves) -> Plot | None:
    """What a picture of the curves shows; None where there are not two points to draw."""
    shown = tuple((split, curve) for split, curve in curves.by_split.items() if len(curve.series))
    scale = scale_of([curve.series.values for _, curve in shown])
    if scale is None or max(len(curve.series) for _, curve in shown) < 2:
        return None
    ends = [float(step) for _, curve in shown for step in (curve.series.steps.min(), curve.series.steps.max())]
    return Plot(shown, scale, min(ends), max(ends))


def drawn(curve: Curve) -> tuple[Floats, Floats]:
    """The points of a curve to be drawn, in the order of their steps.

    Of many only the lowest and the highest of each stretch, so that spikes stay; one for a stretch without any value.
    """
    steps, values = curve.series.steps, curve.series.values
    if bool((steps[1:] < steps[:-1]).any()):
        order = np.argsort(steps, kind="stable")
        steps, values = steps[order], values[order]
    if len(values) <= MOST_POINTS:
        return steps, values
    ends = np.linspace(0, len(values), MOST_POINTS // 2 + 1).astype(int).tolist()
    kept = [start + at for start, end in pairwise(ends) for at in _extremes(values[start:end])]
    return steps[kept], values[kept]


def _extremes(values: Floats) -> list[int]:
    if not np.isfinite(values).any():
        return [0]
    fine = np.where(np.isfinite(values), values, np.nan)
    return sorted({int(np.nanargmin(fine)), int(np.nanargmax(fine))})


def last_finite(curve: Curve) -> float | None:
    """The value at which the drawn curve ends; None where no value is finite."""
    at = behind_last(np.isfinite(curve.series.values))
    return float(curve.series.values[at - 1]) if at else None
