"""Facts about the training loss of single batches inside the epochs, as logged or as recovered from a progress bar."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from diagnose.facts.fact import Measured, Seen, label, number
from diagnose.facts.measurements import Measurements
from diagnose.facts.params import setting
from diagnose.model import Floats, Series
from diagnose.series.averaging import before_in_epoch
from diagnose.trends.outbursts import Outbursts, find_outbursts

FINER = 2
"""Batch values tell more than the judged curve where there are at least this many to one of its points."""


class Batches(NamedTuple):
    """The finite batch losses of a run, how much of its epoch had gone by before each, and the spikes among them."""

    series: Series
    bounds: Floats
    before: Floats | None
    spikes: Outbursts


class Spike(NamedTuple):
    """The largest spike: where it stands in the series, and the level before it."""

    batches: Batches
    at: int
    level: float


def batches_of(m: Measurements) -> Batches | None:
    """The batch losses of training and their spikes, or None where there are none beside the judged curve."""
    return m.once(_batches)


def _batches(m: Measurements) -> Batches | None:
    logged = _batch_losses(m)
    if logged is None:
        return None
    fine = np.isfinite(logged.values)
    seen = None if logged.seen is None else logged.seen[fine]
    bounds = np.zeros(len(logged)) if logged.bound is None else logged.bound
    series, bounds = replace(logged, steps=logged.steps[fine], values=logged.values[fine], seen=seen), bounds[fine]
    before = None if seen is None else before_in_epoch(seen, seen)
    weights = np.ones(len(series)) if seen is None or before is None else seen - before
    least, certain, left = m.limits.batch_spike_size, m.limits.spike_noise, m.limits.recovered
    spikes = find_outbursts(series.values, bounds, weights, least, certain, left)
    return None if spikes is None else Batches(series, bounds, before, spikes)


def _batch_losses(m: Measurements) -> Series | None:
    judged = m.train_series
    for series in m.run.series:
        if series.step_unit == "epoch" or series.metric != "loss" or series.split != "train" or series.averaged:
            continue
        if judged is None or (series is not judged and len(series) >= FINER * len(judged)):
            return series
    return None


def largest(m: Measurements) -> Spike | None:
    """The spike that rises furthest above its level at its lowest, or None."""
    batches = batches_of(m)
    if batches is None or not len(batches.spikes.places):
        return None
    places, levels = batches.spikes.places, batches.spikes.levels
    which = int(((batches.series.values[places] - batches.bounds[places]) / levels).argmax())
    return Spike(batches, int(places[which]), float(levels[which]))


@number("batch.spikes", "spikes")
def count(m: Measurements) -> Measured:
    """How many times a batch loss stood out of those before beyond its bound.

    By `fact.batch_spike_size`, and by `fact.spike_noise` times the noise.
    """
    batches = batches_of(m)
    if batches is None:
        return None
    at, series, judged = batches.spikes.places, batches.series, m.train_series
    if not len(at):
        return 0.0
    begin, end = float(series.steps[at[0]]), float(series.steps[at[-1]])
    if length := _length(m):
        return Seen(float(len(at)), _epoch(begin, length), _epoch(end, length))
    # Where epochs are judged, batches that cannot be put into them would be misleading.
    alike = judged is not None and judged.step_unit == series.step_unit
    return Seen(float(len(at)), begin, end) if alike else float(len(at))


@number("batch.spike_rate", "ratio")
def rate(m: Measurements) -> Measured:
    """The share of the updates at which the batch loss spiked."""
    batches = batches_of(m)
    return None if batches is None else len(batches.spikes.places) / len(batches.series)


@number("batch.spikes_left", "spikes")
def left(m: Measurements) -> Measured:
    """How many of the spikes of the batch loss were not made good before the log ends."""
    batches = batches_of(m)
    return None if batches is None else float(np.count_nonzero(~batches.spikes.recovered))


@label("batch.spike_value")
def value(m: Measurements) -> Measured:
    """The batch loss at the largest spike, with ± how well it is known."""
    spike = largest(m)
    if spike is None:
        return None
    bound = float(spike.batches.bounds[spike.at])
    return f"{spike.batches.series.values[spike.at]:.3g}" + (f" ± {bound:.1g}" if bound else "")


@number("batch.spike_level", "loss")
def level(m: Measurements) -> Measured:
    """The usual batch loss before the largest spike."""
    spike = largest(m)
    return None if spike is None else spike.level


@label("batch.spike_place")
def place(m: Measurements) -> Measured:
    """Where the largest spike of the batch loss is: the epoch and the batches within it, or else the step."""
    spike = largest(m)
    if spike is None:
        return None
    series, before = spike.batches.series, spike.batches.before
    step, length = float(series.steps[spike.at]), _length(m)
    if series.seen is None or before is None or not length:
        return f"{series.step_unit} {step:g}"
    size = int(setting(m, ("batch_size",)) or 1.0)
    whole = int(setting(m, ("steps",)) or -(-length // size))
    first, last = int(before[spike.at] // size) + 1, int(-(-series.seen[spike.at] // size))
    where = f"batch {first}" if first == last else f"batches {first} to {last}"
    return f"epoch {_epoch(step, length):g}, {where} of {whole}"


def _length(m: Measurements) -> float:
    """How long an epoch of the bar is, in what the bar counts; 0 where no bar was read."""
    batches = batches_of(m)
    if batches is None or batches.series.seen is None:
        return 0.0
    return setting(m, ("steps", "samples")) or 0.0


def _epoch(step: float, length: float) -> float:
    return (step - 1.0) // length + 1.0


FACTS = (count, rate, left, value, level, place)
