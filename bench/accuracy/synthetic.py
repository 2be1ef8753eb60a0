"""Short noisy runs: 200 healthy ones, and 200 whose validation loss turns and rises by 0.01 an epoch.

Thirty epochs; noise of 0.06 on the validation loss and 0.01 on the training loss. Healthy: both fall exponentially to a
floor, validation above training. Mild: the same, with a training loss that goes on falling by 3 % an epoch and a
validation loss that rises from the epoch on at which it has reached its floor.
"""

from __future__ import annotations

from typing import Any

import numpy as np

EPOCHS, NOISE, RISE = 30, 0.06, 0.01


def runs(count: int = 200, seed: int = 1) -> list[dict[str, Any]]:
    """`count` healthy and `count` mildly overfitting runs as rows of a two-class set."""
    rng = np.random.default_rng(seed)
    return [
        _run(rng, f"{'mild' if sick else 'healthy'}-{index}", sick) for sick in (False, True) for index in range(count)
    ]


def _run(rng: np.random.Generator, name: str, sick: bool) -> dict[str, Any]:
    epoch = np.arange(EPOCHS)
    turn = rng.uniform(5, 10)
    pace = turn / 3 if sick else rng.uniform(2, 8)
    height, floor, gap = rng.uniform(0.8, 2.0), rng.uniform(0.1, 0.4), rng.uniform(0.1, 0.6)
    fall = floor + height * np.exp(-epoch / pace)
    train = fall + rng.normal(0.0, 0.01, EPOCHS)
    val = fall + gap + rng.normal(0.0, NOISE, EPOCHS)
    if sick:
        train = train * np.exp(-0.03 * epoch)
        val = val + RISE * np.maximum(0.0, epoch - turn)
    return {"id": name, "label": "overfit" if sick else "non_overfit", "loss": train.tolist(), "val_loss": val.tolist()}
