"""Where a step of a thinned curve lies in the log."""

import numpy as np
import pytest

from diagnose.trends import nearest_logged, next_logged


@pytest.mark.parametrize(
    ("step", "nearest"), [(2.0, 2.0), (2.9, 2.0), (3.1, 4.0), (5.9, 4.0), (6.1, 8.0), (0.0, 1.0), (99.0, 8.0)]
)
def test_the_logged_step_nearest(step, nearest):
    assert nearest_logged(np.array([1.0, 2.0, 4.0, 8.0]), step) == nearest


def test_without_steps_a_step_stays():
    assert nearest_logged(np.empty(0), 3.0) == 3.0


@pytest.mark.parametrize(("step", "following"), [(0.0, 1.0), (1.0, 1.0), (1.1, 2.0), (8.0, 8.0), (8.1, None)])
def test_the_next_logged_step(step, following):
    assert next_logged(np.array([1.0, 2.0, 4.0, 8.0]), step) == following
