"""The limits inside facts: numbers from which on something counts as a spike, a drop, a reset.

May not: know rules. Settings reach each of them by its name, `fact.` before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diagnose import trends
from diagnose.limits import FITTED, by_name, limits_among, replaced


class Limits(NamedTuple):
    """What counts as what, where a fact counts.

    `spike_size` and `spike_noise`: a curve spikes where it jumps by that share of its height and by so many times
    its noise; `batch_spike_size`: the same share for the loss of single batches; `recovered`: the share of a jump
    that may be left for it to be made good. `reset`: the share of the progress made so far whose loss from one point
    to the next is a reset. `rate_tiny`: a rate below this share of its peak moves little; `rate_cut`: it has been
    cut. `near_chance`: how far a loss may be from ln C to stand at it, absolutely: a few per cent of imbalance move
    it by less; `guess_least` and `guess_most`: the accuracy of who guesses among C classes, as a multiple of 1 / C:
    imbalance moves it. `as_good`: a difference below this share of a curve's progress is none.
    """

    spike_size: float = 0.2
    spike_noise: float = 8.0
    batch_spike_size: float = 0.5
    recovered: float = 0.25
    reset: float = 0.4
    rate_tiny: float = 0.01
    rate_cut: float = 0.2
    near_chance: float = 0.03
    guess_least: float = 0.5
    guess_most: float = 1.6
    as_good: float = 0.02


DEFAULT = Limits()

NUMBERS: Mapping[str, float] = {**by_name("trend", trends.Limits()), **FITTED, **by_name("fact", DEFAULT)}
"""Every number that settings may set: `trend.` and `fact.` with the name of a limit, and those of the verdicts."""


class Numbers(NamedTuple):
    """Every number on which a decision turns: all by name, and among them the limits of trends and of facts."""

    by_name: Mapping[str, float] = NUMBERS
    trends: trends.Limits = trends.Limits()
    facts: Limits = DEFAULT


def numbers_with(own: Mapping[str, float]) -> Numbers:
    """The numbers with a user's own in their place.

    Raises:
        SettingsError: a name is unknown, or a number is none that this limit can be.
    """
    if not own:
        return Numbers()
    chosen = replaced(own, NUMBERS)
    return Numbers(chosen, limits_among(chosen, "trend", trends.Limits()), limits_among(chosen, "fact", DEFAULT))
