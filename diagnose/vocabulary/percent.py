"""Whether shares are in percent.

May not: look at more than the largest and the smallest value.
"""

from __future__ import annotations

from diagnose.vocabulary.recognition import metric_named

WHOLE = 1.01
"""Above this, a share is in percent. One is all there is, and only rounding goes beyond it: a share that was summed in
single precision, or a mean over batches of unequal size, may end a little above one. Every value from there on was
written as percent; with 1.5 for the limit, guessing among a hundred classes (1.0 to 1.4 %) passed for being right."""

ROUNDED = 1e-5
"""By how much of the whole a share may lie outside of what it can be, by rounding."""


def in_percent(metric: str | None, largest: float) -> bool:
    """Whether the values of a metric are in percent, given the largest of them; never where it is no share."""
    return is_share(metric) and largest > WHOLE


def is_share(metric: str | None) -> bool:
    """Whether a metric is a share of something, which lies between 0 and 1 or between 0 and 100."""
    known = None if metric is None else metric_named(metric)
    return known is not None and known.range == "share"


def can_be_share(smallest: float, largest: float) -> bool:
    """Whether values can be shares, as fractions or in percent."""
    return not (smallest < -ROUNDED / 10 or largest > 100.0 * (1.0 + ROUNDED))
