"""Series in order: sorted by step, one value a step, and what was done said in words.

May not: drop what is not finite, smooth, fill gaps.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from diagnose.model import Floats, Series
from diagnose.vocabulary.percent import can_be_share

FEWEST = 4
"""Points of which one may say that a gap is none of the rule."""
MOST_NAMED = 3


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


def missing_epochs(series: Series) -> list[tuple[float, float]]:
    """The first and the last epoch of each gap in a series that is otherwise logged at every epoch.

    Where more than one point in four has a gap behind it the log is sparse on purpose, and nothing is missing.
    """
    steps = series.steps
    if series.step_unit != "epoch" or len(steps) < FEWEST or steps[-1] - steps[0] == len(steps) - 1:
        return []
    between = steps[1:] - steps[:-1]
    wide = np.flatnonzero(between > 1.0)
    if 4 * len(wide) > len(steps) or bool((between != np.round(between)).any()):
        return []
    return [(float(steps[at]) + 1.0, float(steps[at + 1]) - 1.0) for at in wide]


def gaps(series: Series) -> str | None:
    """A sentence about the epochs that are missing from a series, or None."""
    spans = missing_epochs(series)
    return f"{series.name}: no value for {_ranges(spans)}" if spans else None


def _ranges(spans: list[tuple[float, float]]) -> str:
    named = [
        f"epoch {first:g}" if first == last else f"epochs {first:g} to {last:g}" for first, last in spans[:MOST_NAMED]
    ]
    more = f" and {len(spans) - MOST_NAMED} other stretches" if len(spans) > MOST_NAMED else ""
    return ", ".join(named) + more


def cannot_be_accuracy(values: Floats) -> bool:
    """Whether values cannot be an accuracy, neither as a fraction nor in percent."""
    return len(values) > 0 and not can_be_share(float(np.fmin.reduce(values)), float(np.fmax.reduce(values)))
