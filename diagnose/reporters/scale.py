"""The y axis of a picture: from where to where, and linear or logarithmic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from diagnose.model import Floats

LOG_FROM = 50.0  # a fall by this factor leaves its end invisible on a linear axis


class Scale(NamedTuple):
    """An axis from `low` to `high`, on which values have a place between 0 and 1."""

    low: float
    high: float
    log: bool = False

    def place(self, values: Floats) -> Floats:
        """Where the values lie, 0 for the low end, 1 for the high end; what is not finite has no place (NaN)."""
        if self.high == self.low:
            return np.where(np.isfinite(values), 0.5, np.nan)
        fine = np.where(np.isfinite(values), values, np.nan)
        if self.log:
            span = np.log(self.high) - np.log(self.low)
            return np.asarray((np.log(np.clip(fine, self.low, self.high)) - np.log(self.low)) / span)
        return np.asarray((fine / 2 - self.low / 2) / (self.high / 2 - self.low / 2))

    def value(self, place: float) -> float:
        """The value at a place between 0 and 1."""
        if self.log:
            return float(np.exp(np.log(self.low) * (1 - place) + np.log(self.high) * place))
        return self.low * (1 - place) + self.high * place


def scale_of(curves: Iterable[Floats]) -> Scale | None:
    """The axis that holds all finite values; None where there are none.

    It is logarithmic where each curve is positive and spans decades: beside a curve that stays in one decade the shape
    of that one is what a linear axis shows better.
    """
    fine = [part for values in curves if len(part := _finite(values))]
    if not fine:
        return None
    ends = [(float(part.min()), float(part.max())) for part in fine]
    log = all(low > 0 and high / LOG_FROM >= low for low, high in ends)
    return Scale(min(low for low, _ in ends), max(high for _, high in ends), log)


def _finite(values: Floats) -> Floats:
    is_finite = np.isfinite(values)
    return values if is_finite.all() else values[is_finite]
