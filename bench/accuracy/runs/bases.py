"""The healthy set-ups, each varied a little by chance before a fault is put into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs import problems
from examples import models, tasks
from examples.loop import Recipe
from examples.tasks import Task

Setup = tuple[Task, nn.Module, Recipe]


@dataclass(frozen=True)
class Base:
    """A task and a net that learn well together: sizes, batch, learning rate and epochs in which they arrive."""

    family: str
    task: Callable[..., Task]
    net: Callable[..., nn.Module]
    train: int
    val: int
    batch: int
    lr: float
    epochs: int
    width: int


@dataclass(frozen=True)
class Change:
    """How a fault departs from the base: factors on the sizes, options for task, net and recipe."""

    samples: float = 1.0
    val: float = 1.0
    epochs: float = 1.0
    lr: float = 1.0
    width: float = 1.0
    vary: bool = True
    task: dict[str, Any] = field(default_factory=dict)
    net: dict[str, Any] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)


def nll(output: Tensor, target: Tensor) -> Tensor:
    """Gaussian negative log-likelihood without its constant, of a mean and a log variance: may be below zero."""
    mean, spread = output[..., 0], output[..., 1].clamp(-12, 12)
    return 0.5 * (spread + (target - mean) ** 2 * torch.exp(-spread)).mean()


def _likely(task: Callable[..., Task]) -> Callable[..., Task]:
    return lambda *args, **kwargs: replace(task(*args, **kwargs), loss=nll)


def _mlp(inputs: int, outputs: int, depth: int = 2) -> Callable[..., nn.Module]:
    return lambda width, **options: models.mlp(inputs, outputs, width, **{"depth": depth, **options})


def _gru(outputs: int, **fixed: Any) -> Callable[..., nn.Module]:
    return lambda width, **options: models.Recurrent(outputs, width, **{**fixed, **options})


class Factors(nn.Module):
    """A matrix factorisation: the scalar product of two rows of one table."""

    def __init__(self, rows: int, width: int) -> None:
        super().__init__()
        self.table = nn.Embedding(rows, width)
        nn.init.normal_(self.table.weight, std=0.3)

    def forward(self, x: Tensor) -> Tensor:
        """One number for each pair."""
        return self.table(x).prod(1).sum(-1)


BASES = {
    "digits": Base("mlp", tasks.digits, _mlp(64, 10), 1000, 300, 64, 1e-3, 25, 64),
    "cnn": Base("cnn", tasks.digits, lambda width, **o: models.cnn(10, width, **o), 800, 300, 64, 2e-3, 20, 12),
    "clusters": Base("mlp", tasks.clusters, _mlp(20, 4), 1000, 400, 64, 1.5e-3, 35, 32),
    "moons": Base("mlp", tasks.moons, _mlp(2, 2), 400, 200, 32, 2e-3, 60, 24),
    "cancer": Base("mlp", tasks.cancer, _mlp(30, 2), 330, 100, 32, 1e-3, 25, 16),
    "diabetes": Base("mlp", tasks.diabetes, _mlp(10, 1), 260, 90, 32, 1e-3, 50, 24),
    "friedman": Base("mlp", tasks.friedman, _mlp(10, 1), 800, 300, 32, 1.5e-3, 40, 32),
    "linear": Base("linear", tasks.linear, lambda *_, **__: nn.Linear(10, 1), 400, 200, 32, 2e-3, 50, 1),
    "sine": Base("mlp", tasks.sine, _mlp(1, 1), 300, 150, 32, 3e-3, 120, 40),
    "majority": Base("gru", tasks.majority, _gru(4, tokens=8), 1000, 400, 64, 3e-3, 25, 32),
    "adding": Base("gru", tasks.adding, _gru(1, features=2), 1200, 300, 64, 4e-3, 35, 24),
    "language": Base("gru", tasks.language, _gru(32, tokens=32, each=True), 500, 150, 32, 4e-3, 25, 32),
    "transformer": Base(
        "transformer", tasks.language, lambda width, **o: models.Transformer(32, width, **o), 400, 150, 32, 3e-3, 20, 32
    ),
    "patches": Base(
        "autoencoder",
        tasks.patches,
        lambda width, **o: models.autoencoder(width=width, **o),
        800,
        300,
        64,
        2e-3,
        30,
        48,
    ),
    "density": Base(
        "mlp", _likely(lambda *a, **k: tasks.sine(*a, **{"noise": 0.1, **k})), _mlp(1, 2), 400, 200, 32, 2e-3, 60, 32
    ),
    "likelihood": Base("mlp", _likely(tasks.friedman), _mlp(10, 2), 800, 300, 32, 1.5e-3, 40, 32),
}
LETTERS = len(problems.LETTERS)
LATER_BASES = {
    "text": Base("gru", problems.text, _gru(LETTERS, tokens=LETTERS, each=True), 700, 200, 32, 5e-3, 20, 48),
    "textformer": Base(
        "transformer",
        problems.text,
        lambda width, **o: models.Transformer(LETTERS, width, 24, **o),
        700,
        200,
        32,
        3e-3,
        20,
        48,
    ),
    "rare": Base("mlp", problems.rare, _mlp(20, 2), 1500, 600, 32, 1.5e-3, 25, 24),
    "wine": Base("mlp", problems.wine, _mlp(13, 3), 100, 40, 16, 2e-3, 40, 12),
    "counts": Base("mlp", problems.counts, _mlp(8, 1), 700, 250, 32, 2e-3, 30, 24),
    "season": Base("gru", problems.season, _gru(1, features=1), 500, 200, 32, 4e-3, 30, 16),
    "ratings": Base("factors", problems.ratings, lambda width, **_: Factors(200, width), 2500, 800, 64, 8e-3, 30, 6),
    "directions": Base("mlp", problems.directions, _mlp(12, 8), 800, 300, 32, 2e-3, 35, 32),
}
BASES |= LATER_BASES
CLASSES = ("digits", "cnn", "clusters", "moons", "cancer", "majority", "language", "transformer")
NUMBERS = ("diabetes", "friedman", "linear", "sine", "adding", "patches", "density", "likelihood")
FLAT = ("digits", "clusters", "moons", "cancer", "diabetes", "friedman", "sine", "density", "likelihood")
EVERY = CLASSES + NUMBERS


def build(name: str, rng: np.random.Generator, change: Change = Change()) -> Setup:
    """The set-up of a base after a change; sizes, learning rate and seed of the data vary by chance."""
    base = BASES[name]
    few = {"digits": 1100, "cnn": 1100, "patches": 1100, "diabetes": 320, "cancer": 420, "wine": 120}.get(name, 10**6)

    def play(low: float, high: float) -> float:
        return float(np.exp(rng.uniform(np.log(low), np.log(high)))) if change.vary else 1.0

    train = min(few, max(8, round(base.train * change.samples * play(0.7, 1.4))))
    room = {"digits": 400, "cnn": 400, "patches": 400, "diabetes": 100, "cancer": 120, "wine": 50}.get(name, 10**6)
    val = min(room, max(6, round(base.val * change.val * play(0.6, 1.3))))
    task = base.task(train, val, seed=int(rng.integers(1000)), **change.task)
    width = base.width if base.family == "transformer" else max(1, round(base.width * change.width * play(0.6, 1.6)))
    net = base.net(width, **change.net)
    recipe = Recipe(
        epochs=max(4, round(base.epochs * change.epochs * play(0.6, 1.5))),
        batch_size=int(base.batch * rng.choice([0.5, 1, 1])),
        lr=float(f"{base.lr * change.lr * play(0.6, 1.6):.2g}"),
    )
    return task, net, replace(recipe, **change.recipe)
