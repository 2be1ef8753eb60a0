import numpy as np
import pytest

from diagnose.trends.segmentation import _costs, _regime, cut

RNG = np.random.default_rng(0)


def starts(values, noise):
    return [regime.first for regime in cut(values, noise, 8.0)]


def test_costs_are_those_of_least_squares():
    values = RNG.normal(size=12)
    costs, running = _costs(values, np.empty((4, 12, 12)))
    for first, last in ((0, 11), (3, 7), (5, 8)):
        x = np.arange(first, last + 1)
        line, residual, *_ = np.polyfit(x, values[first : last + 1], 1, full=True)
        assert costs[last, first] == pytest.approx(float(residual[0]))
        assert _regime(first, last, costs, running).slope == pytest.approx(float(line[0]))
    assert np.isinf(costs[4, 3])


def test_a_kink_is_found_and_a_line_is_left_whole():
    kink = np.concatenate([np.linspace(5.0, 0.0, 20), np.linspace(0.0, 2.0, 20)])
    assert starts(np.linspace(1.0, 0.0, 40), 0.01) == [0]
    found = starts(kink + RNG.normal(0.0, 0.02, 40), 0.02)
    assert len(found) == 2
    assert abs(found[1] - 20) <= 1


def test_noise_is_not_cut():
    assert sum(starts(RNG.normal(size=64), 1.0) != [0] for _ in range(50)) <= 3
