import numpy as np
import pytest

from diagnose.trends.segmentation import _costs, cut

RNG = np.random.default_rng(0)


def test_costs_are_those_of_least_squares():
    values = RNG.normal(size=12)
    costs = _costs(values)
    for first, last in ((0, 11), (3, 7), (5, 8)):
        x = np.arange(first, last + 1)
        _, residual, *_ = np.polyfit(x, values[first : last + 1], 1, full=True)
        assert costs[last, first] == pytest.approx(float(residual[0]))
    assert np.isinf(costs[4, 3])


def test_a_kink_is_found_and_a_line_is_left_whole():
    kink = np.concatenate([np.linspace(5.0, 0.0, 20), np.linspace(0.0, 2.0, 20)])
    assert cut(np.linspace(1.0, 0.0, 40), 0.01, 8.0) == [0]
    found = cut(kink + RNG.normal(0.0, 0.02, 40), 0.02, 8.0)
    assert len(found) == 2
    assert abs(found[1] - 20) <= 1


def test_noise_is_not_cut():
    assert sum(cut(RNG.normal(size=64), 1.0, 8.0) != [0] for _ in range(50)) <= 3
