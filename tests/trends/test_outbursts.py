"""Sudden high values in noisy series with bounds."""

import numpy as np
import pytest

from diagnose.trends.outbursts import find_outbursts, level_before


def found(values, bounds=None, weights=None, least=0.5):
    ones = np.ones(len(values))
    return find_outbursts(values, 0 * ones if bounds is None else bounds, ones if weights is None else weights, least)


@pytest.mark.parametrize("spread", [0.05, 0.5, 1.5])
def test_noise_of_any_width_makes_none(spread):
    for seed in range(50):
        assert not len(found(np.exp(spread * np.random.default_rng(seed).normal(size=400))).places)


def test_the_level_is_the_median_of_those_before():
    values = np.random.default_rng(0).normal(size=40)
    levels = level_before(values)
    assert np.isnan(levels[:8]).all()
    assert levels[10] == np.median(values[:10])
    assert levels[30] == np.median(values[14:30])


def test_what_is_high_within_its_bound_is_none():
    values = np.full(100, 0.1)
    values[50] = 2.0
    bounds = np.full(100, 0.001)
    assert found(values, bounds).places.tolist() == [50]
    bounds[50] = 1.9
    assert not len(found(values, bounds).places)


def test_a_mean_over_many_batches_has_less_noise():
    rng = np.random.default_rng(1)
    weights = np.tile([1.0, 25.0], 200)
    values = np.exp(0.2 * rng.normal(size=400) / np.sqrt(weights))
    values[201] *= 2.0  # ten standard deviations of a mean over 25, two of a single one
    assert found(values, weights=weights).places.tolist() == [201]
    values[201], values[200] = 1.0, 2.0
    assert not len(found(values, weights=weights).places)


def test_neighbours_are_one_outburst_at_the_highest():
    values = np.exp(0.05 * np.random.default_rng(2).normal(size=400))
    values[100:104] = 4.0, 9.0, 6.0, 3.0
    values[300] = 5.0
    outbursts = found(values)
    assert outbursts.places.tolist() == [101, 300]
    assert outbursts.recovered.all()
    assert outbursts.levels == pytest.approx([1, 1], rel=0.1)


def test_few_or_negative_values_tell_nothing():
    assert found(np.ones(23)) is None
    assert found(np.append(np.ones(40), -1.0)) is None
