"""What a picture of the curves shows, in letters or in lines: which curves, on which axes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.model import Curve, Curves, Floats, StepUnit
from diagnose.reporters.scale import Scale, scale_of


class Plot(NamedTuple):
    """The curves that have values, each with its split, the axis of their values, and the first and the last step."""

    curves: tuple[tuple[str, Curve], ...]
    scale: Scale
    first: float
    last: float

    @property
    def step_unit(self) -> StepUnit:
        """The unit of the steps."""
        return self.curves[0][1].series.step_unit

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


def in_order(curve: Curve) -> tuple[Floats, Floats]:
    """The steps of a curve in order, and its values at them."""
    order = np.argsort(curve.series.steps, kind="stable")
    return curve.series.steps[order], curve.series.values[order]


def last_finite(curve: Curve) -> float | None:
    """The value at which the drawn curve ends; None where no value is finite."""
    finite = curve.series.values[np.isfinite(curve.series.values)]
    return float(finite[-1]) if len(finite) else None
