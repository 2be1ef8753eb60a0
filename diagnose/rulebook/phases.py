"""The run's timeline: stretches in which both curves do one thing each, named by the rule table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from diagnose.model import FLIPPED, Curves, Finding, Floats, Kind, Phase, Segment, Trend, Verdict
from diagnose.rulebook.book import Rulebook

SLIVER = 0.04
"""A phase that is shorter than this share of the run is only the lag between the two curves."""


def phases(
    book: Rulebook, curves: Curves, last: Verdict | None = None, onset: float | None = None
) -> tuple[Phase, ...]:
    """The phases of a run with both curves, from the segments of the two trends; neighbours that agree are one.

    `last` is the verdict of the run: it is that of its last phase, whatever the table says of the two trends. Where its
    `onset` is known, the last phase begins there.
    """
    if curves.train is None or curves.val is None:
        return ()
    train, val = curves.train.trend, curves.val.trend
    if not train.segments or not val.segments:
        return ()
    timeline: list[Phase] = []
    jumps = {*_jumps(train), *_jumps(val)}
    for start, end in _stretches(train.segments, val.segments):
        pair = _kind_at(train, start), _kind_at(val, start)
        meant = [FLIPPED.get(kind, kind) if curve.turned else kind for kind, curve in zip(pair, curves, strict=True)]
        if timeline and (timeline[-1].train, timeline[-1].val) == pair and start not in jumps:
            timeline[-1] = timeline[-1]._replace(end=end)
        else:
            timeline.append(Phase(start, end, *pair, _verdict(book, *meant)))
    timeline = _without_slivers(timeline)
    if last is not None:
        timeline[-1] = timeline[-1]._replace(verdict=last)
    steps, others = curves.train.series.steps, curves.val.series.steps
    if len(steps) != len(others) or not np.array_equal(steps, others):
        steps = np.union1d(steps, others)
    return _covering(_from_onset(timeline, onset), steps)


def since_last_phase(
    findings: tuple[Finding, ...], first: Finding | None, timeline: tuple[Phase, ...], book: Rulebook
) -> tuple[Finding, ...]:
    """The findings, the deciding one since the last phase began where its rule knows no onset of its own."""
    if first is None or first.steps is None or not timeline or book.by_code[first.code].onset:
        return findings
    dated = first._replace(steps=(timeline[-1].start, first.steps[1]))
    return tuple(dated if finding is first else finding for finding in findings)


def _from_onset(timeline: list[Phase], onset: float | None) -> list[Phase]:
    """The phases with the last one beginning at the onset; those before it end there."""
    if onset is None or onset > timeline[-1].end:
        return timeline
    if onset <= timeline[0].start:
        return [timeline[-1]._replace(start=timeline[0].start)]
    earlier = [phase for phase in timeline[:-1] if phase.start < onset]
    if not earlier:  # the onset lies within the only phase
        before = timeline[-1]._replace(verdict=Verdict.STILL_LEARNING)
        return [before._replace(end=onset), timeline[-1]._replace(start=onset)]
    return [*earlier, timeline[-1]._replace(start=onset)]


def _covering(timeline: list[Phase], steps: Floats) -> tuple[Phase, ...]:
    """The phases so that they cover all logged steps: each ends at the last step before the next one."""
    starts = [float(steps[0]), *(phase.start for phase in timeline[1:])]
    ends = [*(float(steps[max(int(np.searchsorted(steps, start)) - 1, 0)]) for start in starts[1:]), float(steps[-1])]
    return tuple(
        phase._replace(start=start, end=max(end, start))
        for phase, start, end in zip(timeline, starts, ends, strict=True)
    )


def _stretches(train: tuple[Segment, ...], val: tuple[Segment, ...]) -> Iterator[tuple[float, float]]:
    """First and last step of each stretch in which neither curve begins a segment."""
    both = (*train, *val)
    starts = sorted({segment.start for segment in both})
    ends = sorted({segment.end for segment in both})
    for start, later in pairwise([*starts, float("inf")]):
        yield start, max((end for end in ends if start <= end < later), default=later - 1.0)


def _jumps(trend: Trend) -> Iterator[float]:
    """Where a curve goes on as before after a jump: two segments of one kind side by side."""
    return (later.start for earlier, later in pairwise(trend.segments) if earlier.kind is later.kind)


def _without_slivers(timeline: list[Phase]) -> list[Phase]:
    """The phases with those that are too short joined to the next."""
    least = SLIVER * (timeline[-1].end - timeline[0].start)
    kept: list[Phase] = []
    waiting: float | None = None
    for phase in timeline:
        start = phase.start if waiting is None else waiting
        waiting = None
        if phase.end - phase.start < least and phase is not timeline[-1]:
            waiting = start
        elif kept and (kept[-1].train, kept[-1].val) == (phase.train, phase.val) and start != phase.start:
            kept[-1] = kept[-1]._replace(end=phase.end)
        else:
            kept.append(phase._replace(start=start))
    return kept


def _kind_at(trend: Trend, step: float) -> Kind:
    return next((segment.kind for segment in reversed(trend.segments) if segment.start <= step), trend.segments[0].kind)


def _verdict(book: Rulebook, train: Kind, val: Kind) -> Verdict:
    if Kind.DIVERGED in (train, val):
        return Verdict.DIVERGED
    if Kind.OSCILLATING in (train, val):
        return Verdict.UNSTABLE
    rule = book.cells.get((train, val))
    return Verdict.INCONCLUSIVE if rule is None or rule.verdict is None else rule.verdict
