"""The run's timeline: stretches in which both curves do one thing each, named by the rule table."""

from __future__ import annotations

from diagnose.model import Kind, Phase, Trend, Verdict
from diagnose.rulebook.book import Rulebook

FLIPPED = {Kind.FALLING: Kind.RISING, Kind.RISING: Kind.FALLING}


def phases(book: Rulebook, train: Trend | None, val: Trend | None, flip_val: bool = False) -> tuple[Phase, ...]:
    """The phases of a run with both curves, from the segments of the two trends; neighbours that agree are one."""
    if train is None or val is None or not train.segments or not val.segments:
        return ()
    starts = sorted({one.start for one in (*train.segments, *val.segments)})
    end = max(train.segments[-1].end, val.segments[-1].end)
    found: list[Phase] = []
    for start, stop in zip(starts, [*starts[1:], None], strict=True):
        pair = _kind_at(train, start), _kind_at(val, start)
        shown = FLIPPED.get(pair[1], pair[1]) if flip_val else pair[1]
        last = end if stop is None else stop - 1
        if found and (found[-1].train, found[-1].val) == pair:
            found[-1] = Phase(found[-1].start, last, *pair, found[-1].verdict)
        else:
            found.append(Phase(start, last, *pair, _verdict(book, pair[0], shown)))
    return tuple(found)


def _kind_at(trend: Trend, step: float) -> Kind:
    return next((one.kind for one in reversed(trend.segments) if one.start <= step), trend.segments[0].kind)


def _verdict(book: Rulebook, train: Kind, val: Kind) -> Verdict:
    if Kind.DIVERGED in (train, val):
        return Verdict.DIVERGED
    if Kind.OSCILLATING in (train, val):
        return Verdict.UNSTABLE
    rule = book.cells.get((train, val))
    return Verdict.INCONCLUSIVE if rule is None or rule.verdict is None else rule.verdict
