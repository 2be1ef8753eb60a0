"""Facts about the best validation value and what came after it."""

from __future__ import annotations

from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements
from diagnose.trends.robust import median


def lowest(m: Measurements) -> int | None:
    """The index of the best of the finite validation values, or None where there is none."""
    return m.once(_lowest)


def _lowest(m: Measurements) -> int | None:
    return int(m.val.argmin()) if len(m.val) else None


@number("val.best", "loss")
def best(m: Measurements) -> Measured:
    """The best validation value."""
    at = lowest(m)
    if at is None:
        return None
    return Seen(m.as_logged("val", m.val[at]), float(m.val_steps[at]), float(m.val_steps[at]))


@number("val.best_step", "step")
def best_step(m: Measurements) -> Measured:
    """The step of the best validation value."""
    at = lowest(m)
    return None if at is None else float(m.val_steps[at])


@number("val.rise_after_best", "ratio")
def rise_after_best(m: Measurements) -> Measured:
    """How far the validation loss rose from its best to its end, relative to the size of the best value.

    GL of Prechelt 1998, as a ratio: E(now) / E(best) − 1; the end is the median of the last three values.
    """
    at = lowest(m)
    if at is None or len(m.val) < 2:
        return None
    best = float(m.val[at])
    if best == 0.0:
        return None
    return Seen((median(m.val[-3:]) - best) / abs(best), float(m.val_steps[at]), float(m.val_steps[-1]))


FACTS = (best, best_step, rise_after_best)
