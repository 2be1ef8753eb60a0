"""Running means and what they are means of: from what a progress bar shows to what its batches gave, and back.

May not: read logs, judge.

A Keras bar shows, for each metric, the sample-weighted mean over the batches of the epoch so far (BaseLogger in Keras 1
and 2, the Mean metric since). With S_k samples seen and r_k shown after update k, and S_0 = 0,

    r_k = Σ_{i≤k} (S_i − S_{i−1}) m_i / S_k        m_k = (S_k r_k − S_{k−1} r_{k−1}) / (S_k − S_{k−1})

where m_k is the mean over the batches between the two updates. What is shown is rounded: where r_k is known within
± b_k, m_k is known within ± (S_k b_k + S_{k−1} b_{k−1}) / (S_k − S_{k−1}).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from diagnose.model import Floats, Run, Series


class Means(NamedTuple):
    """The means between updates, the half-width within which each is known, and the count that each had before it."""

    values: Floats
    bounds: Floats
    before: Floats


def running_mean(values: Floats, sizes: Floats) -> Floats:
    """What a bar shows after each batch of one epoch, for batches of these values and sizes."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.cumsum(values * sizes) / np.cumsum(sizes), dtype=np.float64)


def unaverage(shown: Floats, seen: Floats, bounds: Floats | None = None) -> Means:
    """The means of the batches between updates, of what was shown when so many samples (or steps) were seen.

    `seen` falls or stays where an epoch begins, which is where the mean begins anew. Where a mean is not finite, so is
    what comes after it in its epoch: that is not known.
    """
    bounds = np.zeros_like(shown) if bounds is None else bounds
    before, shown_before, bounds_before = (before_in_epoch(values, seen) for values in (seen, shown, bounds))
    with np.errstate(invalid="ignore", over="ignore"):
        values = (seen * shown - before * shown_before) / (seen - before)
        wide = (seen * bounds + before * bounds_before) / (seen - before)
    return Means(values, wide, before)


def before_in_epoch(values: Floats, seen: Floats) -> Floats:
    """Each value's predecessor within its epoch, 0 where an epoch begins: where the count `seen` falls or stays."""
    goes_on = np.append(False, seen[1:] > seen[:-1])
    return np.where(goes_on, np.append(0.0, values[:-1]), 0.0)


def batch_means(series: Series, *, last_is_full: bool = True) -> Series:
    """The series of what the batches gave, out of a series of running means with the counts that they cover.

    Where the size of an epoch's last batch is not known (the bar counts steps and nothing tells the samples), the bound
    of the last mean covers every size that the batch can have; a mean over that batch alone is left out.
    """
    if series.seen is None:
        raise ValueError(f"{series.name} does not tell how many samples its means cover")
    seen = series.seen
    values, bounds, before = unaverage(series.values, seen, series.bound)
    kept = np.ones(len(values), dtype=bool)
    if not last_is_full:
        last = seen == seen.max(initial=0.0)
        shrunk = unaverage(series.values, np.where(last, seen - 1.0, seen))
        alone = last & (seen - before <= 1.0)
        kept = ~alone
        with np.errstate(invalid="ignore"):
            bounds = np.where(last & kept, bounds + np.abs(values - shrunk.values), bounds)
    return replace(
        series, steps=series.steps[kept], values=values[kept], bound=bounds[kept], averaged=False, seen=seen[kept]
    )


def recover(run: Run) -> Run:
    """The run with batch series of what the batches gave in place of the running means that a bar showed.

    A note explains, on the run's own numbers, why a bar's accuracy can fall within an epoch though nothing is wrong.
    """
    bars = [bar for bar in run.series if bar.step_unit == "batch" and bar.averaged and bar.seen is not None]
    if not bars or run.params.get("bar_averages_twice"):
        return run
    full = "batch_size" in run.params
    recovered = tuple(batch_means(series, last_is_full=full) if series in bars else series for series in run.series)
    explanations = [explanation for bar in bars if (explanation := fall_explained(bar, bars))]
    return replace(run, series=recovered, notes=(*run.notes, *explanations[:1]))


def fall_explained(score: Series, others: list[Series]) -> str | None:
    """Why the largest fall of an accuracy on the bar within an epoch is no fault, in words; None where none stands out.

    `others` may hold the loss of the same updates, whose un-averaged value is told as well.
    """
    if score.metric != "accuracy" or score.seen is None or len(score) < 2:
        return None
    means = unaverage(score.values, score.seen, score.bound)
    inside = means.before > 0
    falls = np.where(inside, np.append(0.0, score.values[:-1] - score.values[1:]), 0.0)
    at = int(np.nanargmax(falls))
    rounding = 0.0 if score.bound is None else 2.0 * float(score.bound[at])
    if not falls[at] > rounding:
        return None
    text = (
        f"within an epoch the bar's {score.name} fell from {score.values[at - 1]:.4g} to {score.values[at]:.4g}: it is "
        f"the mean since the epoch began, and the batches between {means.before[at]:g} and {score.seen[at]:g} had "
        f"{_in_words(means, at)}"
    )
    for loss in others:
        if loss.metric == "loss" and loss.seen is not None and np.array_equal(loss.steps, score.steps):
            between = unaverage(loss.values, loss.seen, loss.bound)
            text += f" (their {loss.name} was {_in_words(between, at)}, while the bar shows {loss.values[at]:.4g})"
            break
    return text + "; one weaker batch is no fault"


def _in_words(means: Means, at: int) -> str:
    return f"{means.values[at]:.2g} ± {means.bounds[at]:.1g}"
