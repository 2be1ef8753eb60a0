import numpy as np
import pytest

from diagnose.trends.robust import (
    median,
    point_noise,
    rank_correlation,
    residuals,
    robust_slope,
    spread,
    without_spikes,
)
from diagnose.trends.swings import reversals

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("count", [1, 2, 7, 8, 101])
def test_median_is_that_of_numpy(count):
    values = RNG.normal(size=count)
    assert median(values) == pytest.approx(float(np.median(values)))


def test_spread_and_step_noise_estimate_the_standard_deviation():
    noise = RNG.normal(0.0, 0.3, 4000)
    assert spread(noise) == pytest.approx(0.3, rel=0.1)
    assert point_noise(noise + np.linspace(0.0, 50.0, 4000)) == pytest.approx(0.3, rel=0.1)


def test_the_slope_withstands_a_quarter_of_outliers():
    x = np.arange(40.0)
    y = 3.0 - 0.2 * x
    y[::4] += 100.0
    assert robust_slope(x, y) == pytest.approx(-0.2, abs=0.02)


def test_lone_spikes_go_and_steps_stay():
    curve = np.concatenate([np.linspace(2.0, 1.0, 20), np.linspace(3.0, 2.0, 20)])
    spiked = curve.copy()
    spiked[10] = 40.0
    assert without_spikes(spiked)[10] < 3.0
    assert np.array_equal(without_spikes(curve), curve)


def test_reversals_are_counted_by_their_size():
    wave = np.sin(np.arange(100) * 2.0 * np.pi / 20.0)
    assert len(reversals(wave, 1.0)) in (9, 10)
    assert reversals(wave, 2.5) == []
    assert reversals(np.linspace(1.0, 0.0, 50), 0.1) == []


def test_noise_by_hand():
    # Second differences of 1, 2, 4.
    assert point_noise(np.array([0.0, 0.0, 1.0, 4.0, 11.0])) == pytest.approx(1.4826 * 2.0 / 6**0.5)
    assert point_noise(np.array([0.0, 1.0, 0.0, 1.0])) == pytest.approx(1.4826 * 2.0 / 6**0.5)
    assert point_noise(np.array([0.0, 1.0, 0.0])) == 0.0
    assert spread(np.array([-1.0, 3.0, 2.0])) == pytest.approx(1.4826 * 2.0)
    assert spread(np.empty(0)) == 0.0


@pytest.mark.parametrize(
    ("height", "cleaned"), [(1.0 + 6 * 1.4826 - 0.1, False), (1.0 + 6 * 1.4826 + 0.1, True), (-6 * 1.4826 - 0.1, True)]
)
def test_a_lone_outlier_is_six_times_the_usual_step_from_the_middle_of_three(height, cleaned):
    values = np.array([0.0, 1.0, 0.0, height, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0])
    if height < 0:
        values[2:5] = 0.0, height, 1.0
    expected = values.copy()
    if cleaned:
        expected[3] = 1.0 if height > 0 else 0.0
    assert without_spikes(values).tolist() == expected.tolist()


def test_ends_and_short_curves_stay():
    ends = np.array([99.0, 0.0, 1.0, 0.0, 1.0, 0.0, 99.0])
    assert without_spikes(ends).tolist() == ends.tolist()
    assert without_spikes(np.array([0.0, 0.0, 9.0, 0.0])).tolist() == [0.0, 0.0, 9.0, 0.0]
    assert without_spikes(np.array([0.0, 0.0, 9.0, 0.0, 0.0, 0.0])).tolist() == [0.0] * 6


def test_what_a_line_leaves():
    assert residuals(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 1.0])) == pytest.approx([-1.0, 2.0, -1.0])
    assert residuals(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 5.0])) == pytest.approx([0.0] * 3)
    assert residuals(np.array([2.0]), np.array([7.0])) == pytest.approx([0.0])


def test_the_correlation_of_ranks_by_hand():
    assert rank_correlation(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 3.0, 2.0, 9.0])) == pytest.approx(0.8)
    assert rank_correlation(np.array([1.0, 2.0]), np.array([2.0, 1.0])) == -1.0
    assert rank_correlation(np.array([1.0]), np.array([2.0])) == 0.0


@pytest.mark.parametrize(
    ("values", "turns"),
    [
        ([0, 1, 0], [1]),
        ([0, 0.9, 0], []),
        ([0, -1, 0], [1]),
        ([0, 1, 2, 1, 0, 1, 0.5, 2], [2, 4]),
        ([2, 0, 1.5, 1, 3, 1], [1, 4]),
        ([0, 0.5, -0.5, 0.5], [2]),
    ],
)
def test_turns_by_hand(values, turns):
    assert reversals(np.array(values, dtype=float), 1.0) == turns
