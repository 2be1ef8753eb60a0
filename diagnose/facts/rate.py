"""Facts about the learning rate as it was logged, and what the training loss made of its changes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.params import setting
from diagnose.facts.profiles import train_profile
from diagnose.model import Floats
from diagnose.trends import behind_last

RATES = ("learning_rate", "lr", "eta", "learning_rate_init", "base_lr", "initial_lr")
REACH = 5
"""Over so many points before and after a change of the rate the loss is looked at: enough for a slope, and near it."""
LEAST_NOISE = 1e-4
"""No loss is taken to be less noisy, by its height: logs round to four digits or so."""


class Rate(NamedTuple):
    """The positive learning rates that were logged, with their steps."""

    steps: Floats
    values: Floats

    @property
    def peak(self) -> float:
        """The highest rate."""
        return float(self.values.max())


def rate(m: Measurements) -> Rate | None:
    """The learning rate over the steps, or None where it was not logged at least four times."""
    return m.once(_rate)


def _rate(m: Measurements) -> Rate | None:
    logged = m.curves.rate
    if logged is None:
        return None
    fine = np.isfinite(logged.values) & (logged.values > 0.0)
    if np.count_nonzero(fine) < 4:
        return None
    return Rate(logged.steps, logged.values) if fine.all() else Rate(logged.steps[fine], logged.values[fine])


@number("rate.given", "rate")
def given(m: Measurements) -> Measured:
    """The learning rate that the run was given: the highest that was logged, else what the parameters say."""
    logged = m.curves.rate
    peak = 0.0 if logged is None else float(np.max(logged.values, initial=0.0, where=np.isfinite(logged.values)))
    return peak if peak > 0.0 else setting(m, RATES)


@number("rate.stretch", "times")
def stretch(m: Measurements) -> Measured:
    """How many times as long the run is as until its rate was cut for good (below `fact.rate_cut` of its peak)."""
    rates = rate(m)
    if rates is None or not len(m.train_steps):
        return None
    at = behind_last(rates.values >= m.limits.rate_cut * rates.peak)
    first, high, end = float(rates.steps[0]), float(rates.steps[at - 1]), float(m.train_steps[-1])
    return max((end - first + 1.0) / (high - first + 1.0), 1.0)


@number("rate.last_of_peak", "ratio")
def last_of_peak(m: Measurements) -> Measured:
    """The last learning rate as a share of the highest."""
    rates = rate(m)
    return None if rates is None else float(rates.values[-1]) / rates.peak


@number("rate.tiny_share", "ratio")
def tiny_share(m: Measurements) -> Measured:
    """For which share of the run, at its end, the learning rate was below `fact.rate_tiny` of its peak."""
    rates = rate(m)
    if rates is None:
        return None
    at = _tiny_from(m, rates)
    if at == len(rates.values):
        return 0.0
    return Seen(1.0 - at / len(rates.values), float(rates.steps[at]), float(rates.steps[-1]))


@number("rate.tiny_since", "step")
def tiny_since(m: Measurements) -> Measured:
    """The step from which on the learning rate was tiny (below `fact.rate_tiny` of its peak)."""
    rates = rate(m)
    if rates is None:
        return None
    at = _tiny_from(m, rates)
    return float(rates.steps[at]) if at < len(rates.values) else None


@number("rate.falling_at_decay", "ratio")
def falling_at_decay(m: Measurements) -> Measured:
    """How far the training loss was falling over the five steps before the rate was halved for good.

    Relative to its height; 1 where the rate was halved after the first step, with everything still to come.
    """
    rates, curve = rate(m), train_profile(m)
    if rates is None or curve is None or not curve.logarithmic:
        return None
    high = np.flatnonzero(rates.values > 0.5 * rates.peak)
    at = int(np.searchsorted(curve.x, rates.steps[high[-1]]))
    reach = min(REACH, at)
    if at >= len(curve):
        return None
    if not reach:
        return 1.0
    return 1.0 - float(np.exp(min(curve.smooth[at] - curve.smooth[at - reach], 0.0)))


def _tiny_from(m: Measurements, rates: Rate) -> int:
    return behind_last(rates.values >= m.limits.rate_tiny * rates.peak)


@number("rate.restarts", "restarts")
def restarts(m: Measurements) -> Measured:
    """How many times the learning rate jumped up again after it had come down from its peak."""
    rates = rate(m)
    if rates is None:
        return None
    up = np.flatnonzero(rates.values[1:] > rates.values[:-1] / m.trend_limits.rate_drop) + 1
    # A warm-up climbs to new heights; a restart comes back to where the rate has been.
    again = up[rates.values[up] <= np.maximum.accumulate(rates.values)[up - 1]]
    return Seen(float(len(again)), float(rates.steps[again[0]]), float(rates.steps[again[-1]])) if len(again) else 0.0


@number("rate.climb", "ratio")
def climb(m: Measurements) -> Measured:
    """How many times higher the learning rate is at the end than at the lowest training loss."""
    rates, curve = rate(m), train_profile(m)
    if rates is None or curve is None:
        return None
    step = float(curve.x[int(curve.y.argmin())])
    return Seen(float(rates.values[-1] / np.interp(step, rates.steps, rates.values)), step, float(rates.steps[-1]))


@number("rate.at_turn", "rate")
def at_turn(m: Measurements) -> Measured:
    """The learning rate at the step with the lowest training loss."""
    rates, curve = rate(m), train_profile(m)
    if rates is None or curve is None:
        return None
    return float(np.interp(float(curve.x[int(curve.y.argmin())]), rates.steps, rates.values))


@number("rate.drop_step", "step")
def drop_step(m: Measurements) -> Measured:
    """The step at which the learning rate was dropped, with the largest effect on the training loss."""
    dropped = m.once(_drop)
    return None if dropped is None else dropped.step


@number("rate.drop_gain", "ratio")
def drop_gain(m: Measurements) -> Measured:
    """How much faster the training loss fell over the steps after a drop of the rate than over as many before it.

    Relative to its height: fall after minus fall before, over at most five steps; the drop with the largest gain.
    """
    dropped = m.once(_drop)
    return None if dropped is None else Seen(dropped.gain, dropped.step, float(m.train_steps[-1]))


@number("rate.drop_gain_certainty", "standard errors")
def drop_gain_certainty(m: Measurements) -> Measured:
    """The gain from the drop of the rate in standard errors, from the noise of the training loss."""
    dropped, curve = m.once(_drop), train_profile(m)
    return None if dropped is None or curve is None else dropped.gain / max(curve.noise, LEAST_NOISE)


class Drop(NamedTuple):
    """A drop of the rate, and by how much faster the loss fell after it than before, as a share of its height."""

    step: float
    gain: float


def _drop(m: Measurements) -> Drop | None:
    """The drop with the largest gain, of all by `trend.rate_drop` at once.

    Whether the rate stood still before and after does not matter here, as it does where a drop begins a regime
    (`diagnose.curves`): a gain shows that it was one.
    """
    rates, curve = rate(m), train_profile(m)
    if rates is None or curve is None or not curve.logarithmic:
        return None
    down = np.flatnonzero(rates.values[1:] < m.trend_limits.rate_drop * rates.values[:-1]) + 1
    best: Drop | None = None
    for step in rates.steps[down].tolist():
        at = int(np.searchsorted(curve.x, step))
        reach = min(REACH, at - 1, len(curve) - at)
        if reach < 2:
            continue
        before = float(curve.smooth[at - 1 - reach] - curve.smooth[at - 1])
        after = float(curve.smooth[at - 1] - curve.smooth[at - 1 + reach])
        if best is None or after - before > best.gain:
            best = Drop(step, after - before)
    return best


FACTS = (
    given,
    stretch,
    last_of_peak,
    tiny_share,
    tiny_since,
    falling_at_decay,
    restarts,
    climb,
    at_turn,
    drop_step,
    drop_gain,
    drop_gain_certainty,
)
