"""Facts: named measurements on a run, one small function each, made when a rule asks for them.

May not: know the rules, decide, import the rulebook or anything above.
"""

from __future__ import annotations

from collections.abc import Mapping

from diagnose.facts import (
    batch,
    best,
    boosting,
    chance,
    correct,
    ending,
    extent,
    gap,
    gradients,
    level,
    log,
    names,
    nonfinite,
    outlook,
    pace,
    params,
    prechelt,
    progress,
    rate,
    reset,
    reward,
    sample,
    scales,
    score,
    signs,
    spikes,
    stairs,
    trend,
    turn,
    zeros,
)
from diagnose.facts.fact import Definition
from diagnose.facts.limits import NUMBERS, Numbers, numbers_with
from diagnose.facts.measurements import Measurements
from diagnose.model import Curves, Run

ROOMS = (
    batch,
    best,
    boosting,
    chance,
    correct,
    ending,
    extent,
    gap,
    gradients,
    level,
    log,
    names,
    nonfinite,
    outlook,
    pace,
    params,
    prechelt,
    progress,
    rate,
    reset,
    reward,
    sample,
    scales,
    score,
    signs,
    spikes,
    stairs,
    trend,
    turn,
    zeros,
)
"""The modules that hold facts, each its own in `FACTS`."""

FACTS: Mapping[str, Definition] = {definition.name: definition for room in ROOMS for definition in room.FACTS}


def measure(run: Run, curves: Curves, numbers: Numbers | None = None) -> Measurements:
    """The facts of a run, measured one by one as they are asked for.

    `numbers` are those of a user; the usual ones where there are none.
    """
    return Measurements(run, curves, FACTS, numbers or Numbers())


__all__ = ["FACTS", "NUMBERS", "Measurements", "Numbers", "measure", "numbers_with"]
