"""What must not change the answer, for curves of many shapes."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.model import Kind
from diagnose.trends import trend_of
from tests.trends.curves import decay, series, valley

SHAPES = st.one_of(
    st.builds(
        decay,
        count=st.integers(20, 200),
        rate=st.sampled_from([0.5, 1.5, 5.0, 20.0]),
        floor=st.sampled_from([0.1, 1.0]),
        noise=st.sampled_from([0.0, 0.01]),
        seed=st.integers(0, 99),
    ),
    st.builds(
        valley,
        count=st.integers(20, 200),
        turn=st.integers(5, 10),
        rise=st.sampled_from([0.005, 0.05]),
        noise=st.sampled_from([0.0, 0.01]),
        seed=st.integers(0, 99),
    ),
)


@given(SHAPES, st.floats(1e-6, 1e6))
@settings(max_examples=60, deadline=None)
def test_the_unit_of_the_loss_does_not_matter(values, factor):
    one, other = trend_of(series(values)), trend_of(series(values * factor))
    assert (one.kind, one.since) == (other.kind, other.since)


@given(SHAPES, st.floats(5.0, 100.0))
@settings(max_examples=60, deadline=None)
def test_a_negative_loss_may_lie_anywhere(values, shift):
    one, other = trend_of(series(values - 5.0)), trend_of(series(values - 5.0 - shift))
    assert (one.kind, one.since) == (other.kind, other.since)


@given(SHAPES, st.integers(0, 1000), st.sampled_from([1.0, 10.0, 250.0]))
@settings(max_examples=60, deadline=None)
def test_the_numbering_of_the_steps_does_not_matter(values, first, spacing):
    one, other = trend_of(series(values)), trend_of(series(values, first, spacing))
    assert one.kind is other.kind
    assert other.since == first + spacing * (one.since - 1.0)


@given(SHAPES, st.floats(0.2, 0.8))
@settings(max_examples=60, deadline=None)
def test_one_value_that_is_missing_changes_nothing(values, where):
    holed = values.copy()
    holed[int(where * len(values))] = np.nan
    one, other = trend_of(series(values)), trend_of(series(holed))
    clear = 0.9
    assert one.kind is other.kind or min(one.confidence, other.confidence) < clear


@given(SHAPES, st.floats(0.2, 0.8), st.floats(3.0, 50.0))
@settings(max_examples=60, deadline=None)
def test_a_single_spike_is_no_trend(values, where, size):
    spiked = values.copy()
    spiked[int(where * len(values))] *= size
    assert trend_of(series(spiked)).kind is not Kind.RISING or trend_of(series(values)).kind is Kind.RISING


def test_noise_alone_has_no_direction():
    kinds = [trend_of(series(1.0 + np.random.default_rng(seed).normal(0.0, 0.01, 80))).kind for seed in range(400)]
    assert sum(kind is not Kind.FLAT for kind in kinds) <= 8
