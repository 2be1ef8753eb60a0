"""Series in order: sorted by step, one value a step, and what was done said in words.

May not: drop what is not finite, smooth, fill gaps.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnose.model import Floats, Series
from diagnose.vocabulary.percent import can_be_share

FEW = 3


def is_ordered(steps: Floats) -> bool:
    """Whether each step is beyond the one before."""
    return len(steps) < 2 or bool((steps[1:] > steps[:-1]).all())


def clean(series: Series, notes: list[str]) -> Series:
    """The series sorted by step with one value a step; of several values at one step the last stands."""
    steps = series.steps
    order = np.argsort(steps, kind="stable")
    if not bool((steps[1:] >= steps[:-1]).all()):
        notes.append(f"{series.name}: the steps were not in order and were sorted")
    ordered = steps[order]
    last = np.append(ordered[1:] != ordered[:-1], True)
    if doubled := int(len(last) - last.sum()):
        notes.append(f"{series.name}: {doubled} steps occur more than once, and the last value logged stands")
    chosen = order[last]
    bound = None if series.bound is None else series.bound[chosen]
    seen = None if series.seen is None else series.seen[chosen]
    return replace(series, steps=steps[chosen], values=series.values[chosen], bound=bound, seen=seen)


def gaps(series: Series) -> str | None:
    """A sentence about the epochs that are missing from a series otherwise logged at every epoch, or None."""
    steps = series.steps
    if series.step_unit != "epoch" or len(steps) < FEW or steps[-1] - steps[0] == len(steps) - 1:
        return None
    between = np.diff(steps)
    wide = np.flatnonzero(between > 1)
    if not len(wide) or len(wide) * 4 > len(between) or bool((between != np.round(between)).any()):
        return None
    return f"{series.name}: no value for {_ranges(steps, wide)}"


def _ranges(steps: Floats, wide: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    spans = [(steps[at] + 1, steps[at + 1] - 1) for at in wide]
    named = [f"epoch {first:g}" if first == last else f"epochs {first:g} to {last:g}" for first, last in spans[:FEW]]
    more = f" and {len(spans) - FEW} other stretches" if len(spans) > FEW else ""
    return ", ".join(named) + more


def is_no_accuracy(values: Floats) -> bool:
    """Whether values cannot be an accuracy, neither as a fraction nor in percent."""
    return len(values) > 0 and not can_be_share(float(np.fmin.reduce(values)), float(np.fmax.reduce(values)))
