"""Sudden high values in noisy series with bounds."""

import numpy as np
import pytest

from diagnose.trends.outbursts import find_outbursts, level_before


def found(values, bounds=None, weights=None, least=0.5):
    ones = np.ones(len(values))
    bounds, weights = 0 * ones if bounds is None else bounds, ones if weights is None else weights
    return find_outbursts(values, bounds, weights, least, certain=8.0, left=0.25)


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


SWINGS = np.tile([1.0, -1.0], 200)


def spiking(height, spread=0.0, place=200, count=400):
    """Swings by that spread of the logarithm, and one value so many powers of e above their middle."""
    powers = spread * SWINGS[:count]
    powers[place] = height
    return np.exp(powers)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        (spiking(np.log(1.49)), spiking(np.log(1.51))),
        # Swings by 0.1 are steps of 0.2, √2 times the noise of one value, half of them 0.4 off the rest.
        (spiking(8 * 0.4 * 1.4826 / 2**0.5 - 0.02, 0.1), spiking(8 * 0.4 * 1.4826 / 2**0.5 + 0.02, 0.1)),
    ],
)
def test_an_outburst_is_by_half_and_by_eight_times_the_noise(below, above):
    assert found(below).places.tolist() == []
    assert found(above).places.tolist() == [200]


@pytest.mark.parametrize(("width", "count"), [(0.03, 0), (0.01, 1)])
def test_the_noisiest_of_three_blocks_counts(width, count):
    powers = np.zeros(400)
    powers[128:192] = width * SWINGS[:64]
    powers[210] = np.log(1.8)
    assert len(found(np.exp(powers)).places) == count
    powers[210], powers[300] = 0.0, np.log(1.8)
    assert len(found(np.exp(powers)).places) == 1


@pytest.mark.parametrize(("height", "count"), [(2.5, 0), (2.9, 1)])
def test_tails_count_as_noise(height, count):
    powers = 0.05 * SWINGS
    powers[7::12] = 0.8 * SWINGS[: len(powers[7::12])]
    powers[200] = height
    assert len(found(np.exp(powers)).places) == count


def test_closely_following_ones_are_one():
    values = np.ones(400)
    values[[120, 136]] = 4.0, 5.0
    assert found(values).places.tolist() == [136]
    values[[120, 136]] = 1.0
    values[[120, 137]] = 4.0, 5.0
    assert found(values).places.tolist() == [120, 137]


@pytest.mark.parametrize(("after", "recovered"), [(1.4, True), (1.42, False)])
def test_it_came_down_if_a_quarter_of_it_is_left(after, recovered):
    values = np.ones(400)
    values[200], values[201:] = 4.0, after
    for height in (0.1, 1.0, 10.0):
        outbursts = found(height * values)
        assert outbursts.levels.tolist() == pytest.approx([height])
        assert outbursts.recovered.tolist() == [recovered]


def test_whether_it_came_down_is_told_from_its_last_high_value_on():
    values = np.ones(400)
    values[100], values[110:] = 5.0, 4.0
    outbursts = found(values)
    assert outbursts.places.tolist() == [100]
    assert outbursts.recovered.tolist() == [False]


def test_a_steady_rise_is_no_noise():
    powers = 0.03 * np.arange(400.0)
    powers[200] += 0.182
    # Above the level of the sixteen before it, which lies 8.5 moves back.
    assert found(np.exp(powers)).places.tolist() == [200]


def test_the_last_values_have_the_noise_of_the_last_block():
    powers = np.zeros(400)
    powers[:64] = 0.1 * SWINGS[:64]
    powers[395] = np.log(1.8)
    assert found(np.exp(powers)).places.tolist() == [395]


def test_a_value_is_as_high_as_it_is_at_least_above_levels_as_high_as_can_be():
    values, bounds = spiking(np.log(2.0)), np.full(400, 0.1)
    bounds[200] = 0.3
    # 1.7 above 1.1 is by 55 %.
    assert found(values, bounds).places.tolist() == [200]
    assert found(values, bounds).levels.tolist() == pytest.approx([1.1])
    bounds[200] = 0.4
    assert found(values, bounds).places.tolist() == []


def test_eight_values_before_are_the_fewest():
    early = spiking(np.log(9.0), place=8)
    assert found(early).places.tolist() == [8]
    assert found(spiking(np.log(9.0), place=7)).places.tolist() == []
    assert found(spiking(np.log(9.0), place=23, count=24)).places.tolist() == [23]
    assert found(np.append(np.ones(39), 0.0)) is None
    levels = level_before(np.arange(20.0))
    assert levels[8:].tolist() == [3.5, 4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.5, 9.5, 10.5]
    assert level_before(np.arange(16.0), least=1)[1:4].tolist() == [0.0, 0.5, 1.0]
