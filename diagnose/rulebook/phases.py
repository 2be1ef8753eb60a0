"""The run's timeline: stretches in which both curves do one thing each, named by the rule table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from diagnose.model import FLIPPED, Curves, Kind, Phase, Segment, Trend, Verdict
from diagnose.rulebook.book import Rulebook

SLIVER = 0.04
"""A phase that is shorter than this share of the run is only the lag between the two curves."""


def phases(book: Rulebook, curves: Curves, last: Verdict | None = None) -> tuple[Phase, ...]:
    """The phases of a run with both curves, from the segments of the two trends; neighbours that agree are one.

    `last` is the verdict of the run: it is that of its last phase, whatever the table says of the two trends.
    """
    if curves.train is None or curves.val is None:
        return ()
    train, val = curves.train.trend, curves.val.trend
    if not train.segments or not val.segments:
        return ()
    found: list[Phase] = []
    jumps = {*_jumps(train), *_jumps(val)}
    for start, end in _stretches(train.segments, val.segments):
        pair = _kind_at(train, start), _kind_at(val, start)
        meant = [FLIPPED.get(kind, kind) if curve.turned else kind for kind, curve in zip(pair, curves, strict=True)]
        if found and (found[-1].train, found[-1].val) == pair and start not in jumps:
            found[-1] = found[-1]._replace(end=end)
        else:
            found.append(Phase(start, end, *pair, _verdict(book, *meant)))
    found = _without_slivers(found)
    if last is not None:
        found[-1] = found[-1]._replace(verdict=last)
    return tuple(found)


def _stretches(train: tuple[Segment, ...], val: tuple[Segment, ...]) -> Iterator[tuple[float, float]]:
    """First and last step of each stretch in which neither curve begins a segment."""
    both = (*train, *val)
    starts = sorted({one.start for one in both})
    ends = sorted({one.end for one in both})
    for start, later in pairwise([*starts, float("inf")]):
        yield start, max((end for end in ends if start <= end < later), default=later - 1.0)


def _jumps(trend: Trend) -> Iterator[float]:
    """Where a curve goes on as before after a jump: two segments of one kind side by side."""
    return (later.start for earlier, later in pairwise(trend.segments) if earlier.kind is later.kind)


def _without_slivers(found: list[Phase]) -> list[Phase]:
    """The phases with those that are too short joined to the next."""
    least = SLIVER * (found[-1].end - found[0].start)
    kept: list[Phase] = []
    waiting: float | None = None
    for one in found:
        start = one.start if waiting is None else waiting
        waiting = None
        if one.end - one.start < least and one is not found[-1]:
            waiting = start
        elif kept and (kept[-1].train, kept[-1].val) == (one.train, one.val) and start != one.start:
            kept[-1] = kept[-1]._replace(end=one.end)
        else:
            kept.append(one._replace(start=start))
    return kept


def _kind_at(trend: Trend, step: float) -> Kind:
    return next((one.kind for one in reversed(trend.segments) if one.start <= step), trend.segments[0].kind)


def _verdict(book: Rulebook, train: Kind, val: Kind) -> Verdict:
    if Kind.DIVERGED in (train, val):
        return Verdict.DIVERGED
    if Kind.OSCILLATING in (train, val):
        return Verdict.UNSTABLE
    rule = book.cells.get((train, val))
    return Verdict.INCONCLUSIVE if rule is None or rule.verdict is None else rule.verdict
