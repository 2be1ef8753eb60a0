"""Noise is no fault: of falling curves with noise of 10 to 20 % one in twenty at most is called sick."""

import numpy as np
import pytest

from diagnose import diagnose

SEEDS = 40
SHAPES = {
    "power": lambda steps, count: 2.5 * (steps + 1.0) ** -0.4,
    "slow": lambda steps, count: 1.2 + np.exp(-2.0 * steps / count),
    "straight": lambda steps, count: 2.0 - 1.2 * steps / count,
    "fast": lambda steps, count: 0.2 + 2.0 * np.exp(-8.0 * steps / count),
}


def alarms(count, noise, validated):
    """The share of runs of all shapes with an alarm."""
    alarmed = 0
    chance = np.random.default_rng((count, validated))
    for shape in SHAPES.values():
        level = shape(np.arange(count), count)
        for _ in range(SEEDS):
            history = {"loss": level * (1.0 + noise * chance.normal(size=count))}
            if validated:
                history["val_loss"] = 1.1 * level * (1.0 + noise * chance.normal(size=count))
            alarmed += diagnose(history).verdict in ("unstable", "diverged")
    return alarmed / (SEEDS * len(SHAPES))


@pytest.mark.parametrize("validated", [False, True])
@pytest.mark.parametrize("noise", [0.1, 0.2])
@pytest.mark.parametrize("count", [6, 20, 60])
def test_noise_is_no_fault(count, noise, validated):
    assert alarms(count, noise, validated) <= 0.05
