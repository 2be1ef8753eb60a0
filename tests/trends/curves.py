"""Curves of known shape for the tests of trends."""

from __future__ import annotations

import numpy as np

from diagnose.model import Series


def series(values, first: int = 1, spacing: float = 1.0) -> Series:
    values = np.asarray(values, dtype=np.float64)
    return Series("loss", first + spacing * np.arange(len(values), dtype=np.float64), values)


def decay(count: int = 60, rate: float = 5.0, floor: float = 0.3, noise: float = 0.0, seed: int = 0):
    share = np.arange(count) / count
    return 2.0 * np.exp(-rate * share) + floor + np.random.default_rng(seed).normal(0.0, noise, count)


def valley(count: int = 60, turn: int = 20, rise: float = 0.02, noise: float = 0.0, seed: int = 0):
    """Falls exponentially to `turn` and rises by `rise` a step from there."""
    steps = np.arange(count)
    values = 1.5 * np.exp(-steps / (turn / 4)) + 0.5 + rise * np.maximum(0, steps - turn)
    return values + np.random.default_rng(seed).normal(0.0, noise, count)
