import numpy as np
import pytest

from diagnose.trends.robust import median, robust_slope, spread, step_noise, without_spikes
from diagnose.trends.swings import reversals

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("count", [1, 2, 7, 8, 101])
def test_median_is_that_of_numpy(count):
    values = RNG.normal(size=count)
    assert median(values) == pytest.approx(float(np.median(values)))


def test_spread_and_step_noise_estimate_the_standard_deviation():
    noise = RNG.normal(0.0, 0.3, 4000)
    assert spread(noise) == pytest.approx(0.3, rel=0.1)
    assert step_noise(noise + np.linspace(0.0, 50.0, 4000)) == pytest.approx(0.3, rel=0.1)


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
