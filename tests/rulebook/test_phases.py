from dataclasses import replace

import numpy as np
import pytest

from diagnose.model import Curve, Curves, Kind, Segment, Series, Trend, Verdict
from diagnose.rulebook import load_rulebook
from diagnose.rulebook.phases import phases
from diagnose.trends import profile_of


def trend(*segments: tuple[float, float, Kind]) -> Trend:
    made = tuple(Segment(*segment) for segment in segments)
    return Trend(made[-1].kind, made[-1].start, 0.0, 0.0, 0.9, made)


def curves(train: Trend, val: Trend, score: bool = False) -> Curves:
    steps = np.array(sorted({end for part in (train, val) for each in part.segments for end in (each.start, each.end)}))
    series = Series("x", steps, np.ones(len(steps)))
    profile = profile_of(series)
    return Curves(Curve("x", series, profile, train), Curve("x", series, profile, val, score))


@pytest.fixture(scope="module")
def book():
    return load_rulebook()


def test_the_timeline_of_an_overfitting_run(book):
    train = trend((1, 50, Kind.FALLING))
    val = trend((1, 12, Kind.FALLING), (13, 50, Kind.RISING))
    found = phases(book, curves(train, val))
    assert [(one.start, one.end, one.verdict) for one in found] == [
        (1, 12, Verdict.STILL_LEARNING),
        (13, 50, Verdict.OVERFITTING),
    ]


def test_the_lag_between_the_curves_is_no_phase(book):
    train = trend((1, 30, Kind.FALLING), (31, 100, Kind.FLAT))
    val = trend((1, 32, Kind.FALLING), (33, 100, Kind.FLAT))
    assert [(one.start, one.end) for one in phases(book, curves(train, val))] == [(1, 30), (31, 100)]


def test_a_jump_parts_two_phases_of_one_kind(book):
    both = trend((1, 18, Kind.FALLING), (19, 40, Kind.FALLING))
    assert [(one.start, one.end) for one in phases(book, curves(both, both))] == [(1, 18), (19, 40)]


def test_the_last_phase_has_the_verdict_of_the_run(book):
    flat = trend((1, 10, Kind.FALLING), (11, 40, Kind.FLAT))
    found = phases(book, curves(flat, flat), last=Verdict.CONVERGED)
    assert [(one.start, one.verdict) for one in found] == [(1, Verdict.STILL_LEARNING), (11, Verdict.CONVERGED)]


def test_a_score_counts_upside_down(book):
    train, score = trend((1, 20, Kind.FALLING)), trend((1, 20, Kind.RISING))
    assert phases(book, curves(train, score, score=True))[0].verdict is Verdict.STILL_LEARNING


def test_phases_end_at_logged_steps(book):
    steps = np.arange(250.0, 10_001.0, 250.0)
    train = trend((steps[0], steps[-1], Kind.FALLING))
    val = trend((steps[0], steps[19], Kind.FALLING), (steps[20], steps[-1], Kind.RISING))
    assert [(one.start, one.end) for one in phases(book, curves(train, val))] == [(250, 5000), (5250, 10000)]


def test_without_two_curves_there_are_no_phases(book):
    assert phases(book, Curves()) == ()


@pytest.mark.parametrize(("end", "starts"), [(33, [1, 31]), (35, [1, 31, 36])])
def test_a_phase_is_a_twenty_fifth_of_the_run(book, end, starts):
    train = trend((1, 30, Kind.FALLING), (31, 101, Kind.FLAT))
    val = trend((1, end, Kind.FALLING), (end + 1, 101, Kind.FLAT))
    assert [one.start for one in phases(book, curves(train, val))] == starts


def test_a_sliver_between_two_phases_of_one_kind_joins_them(book):
    train = trend((1, 100, Kind.FALLING))
    val = trend((1, 50, Kind.FALLING), (51, 52, Kind.FLAT), (53, 100, Kind.FALLING))
    assert [(one.start, one.end) for one in phases(book, curves(train, val))] == [(1, 100)]


def test_the_last_phase_may_be_short(book):
    train = trend((1, 99, Kind.FALLING), (100, 100, Kind.RISING))
    assert [(one.start, one.end) for one in phases(book, curves(train, train))] == [(1, 99), (100, 100)]


def test_a_curve_that_begins_later_is_taken_as_it_begins(book):
    train, val = trend((1, 40, Kind.FALLING)), trend((11, 25, Kind.RISING), (26, 40, Kind.FLAT))
    found = phases(book, curves(train, val))
    assert [(one.start, one.end, one.val) for one in found] == [(1, 25, Kind.RISING), (26, 40, Kind.FLAT)]


@pytest.mark.parametrize(
    ("kinds", "verdict"),
    [
        ((Kind.DIVERGED, Kind.OSCILLATING), Verdict.DIVERGED),
        ((Kind.FALLING, Kind.DIVERGED), Verdict.DIVERGED),
        ((Kind.OSCILLATING, Kind.FALLING), Verdict.UNSTABLE),
        ((Kind.FLAT, Kind.OSCILLATING), Verdict.UNSTABLE),
        ((Kind.UNKNOWN, Kind.FLAT), Verdict.INCONCLUSIVE),
    ],
)
def test_what_is_no_direction_decides_a_phase(book, kinds, verdict):
    train, val = (trend((1, 40, kind)) for kind in kinds)
    assert [one.verdict for one in phases(book, curves(train, val))] == [verdict]


def test_curves_without_segments_have_no_phases(book):
    none = Trend(Kind.UNKNOWN, 1.0, 0.0, 0.0, 0.0)
    some = trend((1, 40, Kind.FLAT))
    assert phases(book, curves(none, some)) == phases(book, curves(some, none)) == ()


@pytest.mark.parametrize(("onset", "starts"), [(1, [1]), (20, [1, 20]), (12, [1, 12]), (41, [1, 13])])
def test_the_last_phase_begins_at_the_onset(book, onset, starts):
    train = trend((1, 40, Kind.FALLING))
    val = trend((1, 12, Kind.FALLING), (13, 40, Kind.RISING))
    both = curves(train, val)
    steps = np.arange(1.0, 41.0)
    series = Series("x", steps, np.ones(40))
    ours, others = (replace(curve, series=series) for curve in both)
    whole = Curves(ours, others)
    assert [phase.start for phase in phases(book, whole, onset=onset)] == starts


def test_phases_cover_the_steps_of_both_curves(book):
    falls = trend((1, 12, Kind.FALLING), (13, 40, Kind.FLAT))
    odd, even = (Series("x", np.arange(first, 41.0, 2.0), np.ones(20)) for first in (1.0, 2.0))
    ours, others = (replace(curve, series=part) for curve, part in zip(curves(falls, falls), (odd, even), strict=True))
    apart = Curves(ours, others)
    assert [(phase.start, phase.end) for phase in phases(book, apart)] == [(1, 12), (13, 40)]
