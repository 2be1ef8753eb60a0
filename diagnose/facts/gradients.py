"""Facts about the norm of the gradient and the scale of the loss as they were logged beside the curves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.model import Floats, Series
from diagnose.trends import behind_last

FEWEST = 4
SCALES = frozenset(("loss_scale", "grad_scale", "loss_scaler", "scaler_scale"))


class Lost(NamedTuple):
    """Where the norms of the gradient are no numbers: which share of them, and from which step to the end."""

    share: float
    first: float
    since: float | None
    end: float


def _norms(m: Measurements) -> Series | None:
    return next((series for series in m.run.series if _is_norm(series) and len(series) >= FEWEST), None)


def _is_norm(series: Series) -> bool:
    if series.metric == "grad_norm":
        return True
    name = series.name.lower()
    return "norm" in name and "grad" in name


def _lost(m: Measurements) -> Lost | None:
    series = _norms(m)
    if series is None:
        return None
    missing = ~np.isfinite(series.values)
    places = missing.nonzero()[0]
    if not len(places):
        return None
    start = behind_last(~missing)
    since = float(series.steps[start]) if start < len(series) else None
    return Lost(len(places) / len(series), float(series.steps[places[0]]), since, float(series.steps[-1]))


@number("grad.lost", "ratio")
def lost(m: Measurements) -> Measured:
    """Which share of the logged norms of the gradient is NaN or infinite."""
    lost = m.once(_lost)
    return None if lost is None else Seen(lost.share, lost.first, lost.end)


def lost_since(m: Measurements) -> float | None:
    """The step from which on the norm of the gradient is NaN or infinite until the end; None where it is not."""
    lost = m.once(_lost)
    return None if lost is None else lost.since


@number("grad.growth", "times")
def growth(m: Measurements) -> Measured:
    """How many times its usual size the norm of the gradient is at the end.

    The median of the last three finite norms against the median of the first half of the run.
    """
    series = _norms(m)
    if series is None:
        return None
    norms = series.values[np.isfinite(series.values)]
    if len(norms) < 2 * FEWEST:
        return None
    usual = float(np.median(norms[: len(norms) // 2]))
    step = float(series.steps[-3])
    return Seen(float(np.median(norms[-3:])) / usual, step, float(series.steps[-1])) if usual > 0.0 else None


def _scales(m: Measurements) -> Floats | None:
    """The scale of the loss in half precision over the run, from its column or from what the log says of overflows."""
    told = [sign.number for sign in m.run.signs if sign.kind == "overflow" and sign.number is not None]
    if len(told) >= FEWEST:
        return np.array(told)
    for series in m.run.series:
        if series.metric in SCALES:
            values = series.values[np.isfinite(series.values)]
            return values if len(values) >= FEWEST - 1 else None
    return None


@number("scale.last", "times")
def scale_last(m: Measurements) -> Measured:
    """By how many times the loss is scaled up for half precision at the end."""
    scales = m.once(_scales)
    return None if scales is None else float(scales[-1])


@number("scale.shrunk", "times")
def scale_shrunk(m: Measurements) -> Measured:
    """How many times smaller the scale of the loss is at the end than it was at its largest."""
    scales = m.once(_scales)
    if scales is None:
        return None
    return min(float(scales.max()) / max(float(scales[-1]), 1e-300), 1e300)


FACTS = (lost, growth, scale_last, scale_shrunk)
