import numpy as np
import pytest

from diagnose.model import Kind
from diagnose.trends import trend_of
from tests.trends.curves import decay, series, valley

SAWTOOTH = 0.5 + np.tile(np.linspace(1.0, 0.0, 10), 6)
WHITE = np.random.default_rng(1).normal(0.0, 1.0, 60)
CASES = {
    "still falling": (decay(rate=1.5), Kind.FALLING),
    "falls over decades": (np.exp(-np.arange(60) / 4.0), Kind.FALLING),
    "settled": (decay(rate=20.0, noise=0.002), Kind.FLAT),
    "constant": (np.full(30, 0.7), Kind.FLAT),
    "zero": (np.zeros(30), Kind.FLAT),
    "turned and rises": (valley(), Kind.RISING),
    "rises from the start": (1.0 + 0.02 * np.arange(40), Kind.RISING),
    "swings": (np.exp(0.3 * WHITE), Kind.OSCILLATING),
    "saws": (SAWTOOTH, Kind.OSCILLATING),
    "explodes": (np.concatenate([decay(20), np.exp(np.arange(20) * 0.5)]), Kind.DIVERGED),
    "ends in NaN": ([1.0, 0.8, 0.7, np.nan], Kind.DIVERGED),
    "ends in infinity": ([1.0, 0.8, 0.7, np.inf], Kind.DIVERGED),
    "all NaN": ([np.nan] * 5, Kind.DIVERGED),
    "one NaN in the middle": (np.where(np.arange(60) == 30, np.nan, decay(rate=1.5)), Kind.FALLING),
    "three points": ([3.0, 2.0, 1.0], Kind.UNKNOWN),
    "nothing": ([], Kind.UNKNOWN),
    "a negative log-likelihood that falls": (-5.0 * (1.0 - np.exp(-np.arange(40) / 30.0)), Kind.FALLING),
    "five points that fall": ([2.3, 1.9, 1.6, 1.4, 1.2], Kind.FALLING),
    "five points of noise": ([1.01, 0.99, 1.005, 0.995, 1.0], Kind.FLAT),
    "one spike": (np.where(np.arange(60) == 50, 30.0, decay(rate=20.0, noise=0.002)), Kind.FLAT),
}


@pytest.mark.parametrize(("values", "kind"), CASES.values(), ids=CASES)
def test_kind(values, kind):
    assert trend_of(series(values)).kind is kind


def test_since_is_where_the_regime_began():
    trend = trend_of(series(valley(turn=20)))
    assert 17 <= trend.since <= 26


def test_a_lost_resume_is_a_new_regime():
    once = decay(30, rate=3.0, noise=0.005)
    trend = trend_of(series(np.concatenate([once, once])))
    assert trend.kind is Kind.FALLING
    assert trend.since == 31


def test_segments_cover_the_run_without_gaps():
    trend = trend_of(series(valley(100, turn=30, noise=0.01)))
    assert trend.segments[0].start == 1
    assert trend.segments[-1].end == 100
    assert [one.kind for one in trend.segments] == [Kind.FALLING, Kind.RISING]
    assert all(
        later.start == earlier.end + 1 for earlier, later in zip(trend.segments, trend.segments[1:], strict=False)
    )


def test_slope_and_noise_are_in_units_of_the_series():
    steps = np.arange(80)
    values = 10.0 - 0.05 * steps + np.random.default_rng(3).normal(0.0, 0.05, 80)
    trend = trend_of(series(values))
    assert trend.slope == pytest.approx(-0.05, rel=0.15)
    assert trend.noise == pytest.approx(0.05, rel=0.5)


def test_divergence_begins_where_the_numbers_end():
    values = [1.0, 0.9, np.nan, 0.8, 0.7, np.nan, np.inf, np.nan]
    assert trend_of(series(values)).since == 6


def test_more_noise_makes_less_sure():
    calm, rough = (trend_of(series(decay(rate=1.0, noise=noise))) for noise in (0.001, 0.15))
    assert calm.confidence > 0.9
    assert rough.confidence < calm.confidence


def test_a_million_points_are_judged_as_a_thousand():
    few, many = (trend_of(series(valley(count, turn=count // 3, rise=1.0 / count))) for count in (1000, 1_000_000))
    assert few.kind is many.kind is Kind.RISING
    assert many.since / 1e6 == pytest.approx(few.since / 1e3, abs=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_noise_alone_is_no_swing(seed):
    assert trend_of(series(np.exp(np.random.default_rng(seed).normal(0.0, 0.03, 60)))).kind == "flat"


def test_a_cycle_of_the_same_height_is_one():
    assert trend_of(series(np.exp(0.08 * np.sin(np.arange(60) / 2.0)))).kind == "oscillating"


def test_a_curve_that_never_turns_back_does_not_swing():
    assert trend_of(series([1.255, 1.052, 0.657, 0.483, 0.354, 0.316, 0.295, 0.271])).kind == "falling"
