"""Facts after Prechelt 1998, Early stopping - but when?: the three families of stopping criteria."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diagnose.facts.best import lowest
from diagnose.facts.fact import Measured, Seen, number
from diagnose.facts.measurements import Measurements

STRIP = 5
"""The length of a training strip, Prechelt's k."""

MOST = 400
"""How many strips are looked at, from the end."""


@number("prechelt.gl", "ratio")
def generalization_loss(m: Measurements) -> Measured:
    """Generalization loss GL at the end: E_va / E_opt − 1; for positive losses."""
    best = m.once(_best)
    if best is None:
        return None
    return Seen(float(m.val[-1]) / best.value - 1.0, float(m.val_steps[best.at]), float(m.val_steps[-1]))


@number("prechelt.pq", "times")
def quotient(m: Measurements) -> Measured:
    """The quotient PQ of GL, in per cent, and P_5, the training progress in per mille over the last five steps."""
    lost = m.number("prechelt.gl")
    if lost is None or len(m.train) < STRIP:
        return None
    strip = m.train[-STRIP:].tolist()
    lowest = min(strip)
    if lowest <= 0.0:
        return None
    progress = 1000.0 * (sum(strip) / (STRIP * lowest) - 1.0)
    return 100.0 * lost / progress if progress > 0.0 else None


@number("prechelt.up", "strips")
def up(m: Measurements) -> Measured:
    """How many strips of five steps in a row, at the end, each ended with a higher validation loss than the one before.

    UP_s of the paper stops where this reaches s.
    """
    if len(m.val) < 2 * STRIP:
        return None
    ends = m.val[::-STRIP][:MOST].tolist()
    rises = 0
    while rises + 1 < len(ends) and ends[rises] > ends[rises + 1]:
        rises += 1
    start = float(m.val_steps[len(m.val) - 1 - rises * STRIP])
    return Seen(float(rises), start, float(m.val_steps[-1]))


@number("prechelt.stop_step", "step")
def stop_step(m: Measurements) -> Measured:
    """The first step at which GL exceeded 5 %, where the criterion GL_5 would have stopped; none if it never did."""
    if m.once(_best) is None:
        return None
    lows = np.minimum.accumulate(m.val)
    beyond = m.val > 1.05 * lows
    at = int(beyond.argmax())
    return float(m.val_steps[at]) if beyond[at] else None


@number("prechelt.stop_loss", "ratio")
def stop_loss(m: Measurements) -> Measured:
    """How far the lowest validation loss lies below the lowest seen before GL_5 would have stopped; 0 if none does."""
    best, stop = m.once(_best), m.number("prechelt.stop_step")
    if best is None:
        return None
    if stop is None:
        return 0.0
    before = float(m.val[: int(np.searchsorted(m.val_steps, stop))].min())
    return Seen(1.0 - best.value / before, stop, float(m.val_steps[best.at]))


@number("val.share_after_best", "ratio")
def share_after_best(m: Measurements) -> Measured:
    """Which share of the run came after the step with the lowest validation loss."""
    best = lowest(m)
    if best is None or len(m.val) < 2:
        return None
    return Seen(1.0 - (best + 1) / len(m.val), float(m.val_steps[best]), float(m.val_steps[-1]))


class Lowest(NamedTuple):
    """The lowest validation loss, and its index among the finite ones."""

    at: int
    value: float


def _best(m: Measurements) -> Lowest | None:
    at = lowest(m)
    if at is None or m.val_turned or float(m.val[at]) <= 0.0:
        return None
    return Lowest(at, float(m.val[at]))


FACTS = (generalization_loss, quotient, up, stop_step, stop_loss, share_after_best)
