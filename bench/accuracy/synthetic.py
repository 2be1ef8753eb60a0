"""`python -m bench.accuracy.synthetic`: short noisy runs of many shapes: healthy ones, and ones that overfit mildly.

Thirty epochs; noise of 0.06 on the validation loss. Healthy: both losses fall to a floor, or have not reached it, with
validation above training. Mild: the same, with a training loss that goes on falling by 3 % an epoch and a validation
loss that rises by 0.01 an epoch from its turn on. The shapes differ in how they fall, how fast, to which floor, in the
kind of noise and in when the mild runs turn.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from diagnose.model import Floats

EPOCHS, NOISE, RISE = 30, 0.06, 0.01
Range = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """Ranges from which each run is drawn: pace of the healthy runs in epochs, floor, and turn of the mild ones.

    `power` makes the fall a power law with the pace as its scale, `relative` the noise a share of the level; `train` is
    the noise of the training loss.
    """

    name: str
    pace: Range = (2.0, 8.0)
    floor: Range = (0.1, 0.4)
    turn: Range = (5.0, 10.0)
    power: bool = False
    relative: bool = False
    train: float = 0.01


SHAPES = (
    Shape("exponential, settled"),
    Shape("exponential, slow", pace=(8.0, 15.0)),
    Shape("exponential, far from done", pace=(15.0, 40.0)),
    Shape("exponential, floor 0.5", floor=(0.4, 0.6)),
    Shape("exponential, floor 1", floor=(0.8, 1.2)),
    Shape("power law, fast", pace=(0.5, 2.0), power=True),
    Shape("power law, slow", pace=(2.0, 8.0), power=True),
    Shape("power law, floor 1", pace=(1.0, 4.0), floor=(0.8, 1.2), power=True),
    Shape("noise a share of the level", relative=True),
    Shape("noise a share, slow, floor 1", pace=(8.0, 15.0), floor=(0.8, 1.2), relative=True),
    Shape("training noise 0.02", train=0.02),
    Shape("turn at epoch 3 to 6", turn=(3.0, 6.0)),
    Shape("turn at epoch 10 to 15", turn=(10.0, 15.0)),
)


def runs(count: int = 200, seed: int = 1, shape: Shape = SHAPES[0]) -> list[dict[str, Any]]:
    """`count` healthy and `count` mildly overfitting runs as rows of a two-class set."""
    rng = np.random.default_rng(seed)
    return [
        _run(rng, f"{'mild' if sick else 'healthy'}-{index}", sick, shape)
        for sick in (False, True)
        for index in range(count)
    ]


def _run(rng: np.random.Generator, name: str, sick: bool, shape: Shape) -> dict[str, Any]:
    epoch = np.arange(EPOCHS, dtype=float)
    turn = rng.uniform(*shape.turn)
    pace = turn / (15 if shape.power else 3) if sick else rng.uniform(*shape.pace)
    height, floor, gap = rng.uniform(0.8, 2.0), rng.uniform(*shape.floor), rng.uniform(0.1, 0.6)
    fall = floor + height * _left(epoch, pace, shape.power)
    train = fall + rng.normal(0.0, shape.train, EPOCHS)
    val = fall + gap
    if sick:
        train = train * np.exp(-0.03 * epoch)
        val = val + RISE * np.maximum(0.0, epoch - turn)
    val = val + rng.normal(0.0, NOISE, EPOCHS) * (val if shape.relative else 1.0)
    label = "overfit" if sick else "non_overfit"
    return {"id": name, "label": label, "loss": train.tolist(), "val_loss": val.tolist(), "turn": turn}


def _left(epoch: Floats, pace: float, power: bool) -> Floats:
    """Which share of the height is left: exponential, or a power law with exponent one.

    A mild run has all but arrived when it turns, at three paces of an exponential or fifteen of a power law: else its
    fall would hide the rise.
    """
    return 1.0 / (1.0 + epoch / pace) if power else np.exp(-epoch / pace)


def ideal_recall(rows: list[dict[str, Any]], alarms: float = 0.05) -> float:
    """How often a t-test that is told the turn would find the rise after it, at this share of false alarms."""
    from scipy.stats import linregress  # type: ignore[import-untyped]

    mild = [row for row in rows if row["label"] == "overfit"]
    tails = [np.array(row["val_loss"])[math.ceil(row["turn"]) :] for row in mild]
    detected = [linregress(np.arange(len(tail)), tail, alternative="greater").pvalue < alarms for tail in tails]
    return float(sum(detected)) / len(detected)


def main() -> None:
    """Print false alarms and mild recall for each shape, beside what a test that is told the turn would find."""
    from bench.accuracy.figures import rate
    from bench.accuracy.histories import history_of, report_on
    from diagnose.pipeline import Options

    options = Options()
    print(
        "| shape | false alarms | mild recall | warnings counted too | a t-test told the turn |\n|---|---|---|---|---|"
    )
    for shape in SHAPES:
        rows = [row for seed in (1, 2) for row in runs(seed=seed, shape=shape)]
        reports = [report_on(history_of(row), options) for row in rows]
        truth = [row["label"] == "overfit" for row in rows]
        named = [report.verdict == "overfitting" for report in reports]
        grave = [is_named and report.severity.word == "error" for is_named, report in zip(named, reports, strict=True)]
        shares = (rate(truth, grave, False), rate(truth, grave, True), rate(truth, named, True), ideal_recall(rows))
        print(f"| {shape.name} | {' | '.join(f'{share:.3f}' for share in shares)} |")


if __name__ == "__main__":
    main()
