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
    assert [one.verdict for one in found] == [Verdict.STILL_LEARNING, Verdict.CONVERGED]


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
