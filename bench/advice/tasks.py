"""The tasks: data in three parts, and a recipe that learns it well.

May not: train. Everything is made from a seed or comes with scikit-learn.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from bench.advice.recipes import Recipe

Arrays = tuple[np.ndarray, np.ndarray]
VAL, TEST = 200, 600
SEQUENCE, LETTERS = 12, 10


@dataclass(frozen=True)
class Task:
    """A problem and the net that learns it; `classes` is 0 for numbers."""

    family: str
    make: Callable[[int, int], Arrays]
    classes: int
    recipe: dict[str, Any]


@dataclass(frozen=True)
class Data:
    """Inputs and targets for training, for validation (seen by whoever chooses) and for the final test."""

    train: Arrays
    val: Arrays
    test: Arrays


def digits(count: int, seed: int) -> Arrays:
    """Handwritten digits of 8 × 8 pixels, with some noise so that they are not too easy."""
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(x))[:count]
    return x[order] / 16 + 0.25 * rng.normal(size=(len(order), 64)), y[order].astype(int)


def pixels(count: int, seed: int) -> Arrays:
    """The digits, to be told from themselves through a bottleneck."""
    from sklearn.datasets import load_digits

    x = load_digits(return_X_y=True)[0] / 16
    x = x[np.random.default_rng(seed).permutation(len(x))[:count]]
    return x, x


def transposed(count: int, seed: int) -> Arrays:
    """The digits lying on their side, which a net that knows digits is tuned to."""
    x, y = digits(count, seed)
    return x.reshape(-1, 8, 8).transpose(0, 2, 1).reshape(-1, 64), y


def clusters(count: int, seed: int, classes: int = 4) -> Arrays:
    """Gaussian clusters in 16 dimensions."""
    from sklearn.datasets import make_classification

    x, y = make_classification(
        count, 16, n_informative=6, n_classes=classes, n_clusters_per_class=2, flip_y=0.03, class_sep=1.2,
        random_state=seed,
    )  # fmt: skip
    return x / x.std(0), y.astype(int)


def two_clusters(count: int, seed: int) -> Arrays:
    """The clusters as a question of yes or no."""
    return clusters(count, seed, 2)


def blobs(count: int, seed: int) -> Arrays:
    """Three round clusters in the plane."""
    from sklearn.datasets import make_blobs

    x, y = make_blobs(count, centers=3, cluster_std=2.0, random_state=seed)
    return (x - x.mean(0)) / x.std(0), y.astype(int)


def circles(count: int, seed: int) -> Arrays:
    """A circle within a circle."""
    from sklearn.datasets import make_circles

    x, y = make_circles(count, noise=0.12, factor=0.6, random_state=seed)
    return x, y.astype(int)


def friedman(count: int, seed: int) -> Arrays:
    """Friedman's first regression function (1991), both sides standardised."""
    from sklearn.datasets import make_friedman1

    x, y = make_friedman1(count, noise=1.0, random_state=seed)
    return (x - 0.5) * 12**0.5, (y - y.mean()) / y.std()


def sloped(count: int, seed: int) -> Arrays:
    """A linear map of twelve inputs with a little noise."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, 12))
    y = x @ rng.normal(size=12) + 0.3 * rng.normal(size=count)
    return x, y / y.std()


def adding(count: int, seed: int) -> Arrays:
    """The sum of the two marked numbers of a sequence (Hochreiter and Schmidhuber 1997), standardised."""
    rng = np.random.default_rng(seed)
    numbers, marks = rng.uniform(-1, 1, (count, SEQUENCE)), np.zeros((count, SEQUENCE))
    places = np.argsort(rng.random((count, SEQUENCE)), 1)[:, :2]
    np.put_along_axis(marks, places, 1.0, 1)
    return np.stack([numbers, marks], 2), (numbers * marks).sum(1) * 1.5**0.5


def language(count: int, seed: int) -> Arrays:
    """Sentences of a made-up language: each letter depends on the last, and on whether the one before was a vowel."""
    rng = np.random.default_rng(seed)
    chances = np.random.default_rng(7).dirichlet(np.full(LETTERS, 0.25), size=(LETTERS, 2))
    text = rng.integers(LETTERS, size=(count, SEQUENCE + 1))
    for place in range(2, SEQUENCE + 1):
        given = chances[text[:, place - 1], (text[:, place - 2] < LETTERS // 2).astype(int)]
        text[:, place] = (given.cumsum(1) < rng.random((count, 1))).sum(1).clip(0, LETTERS - 1)
    return text[:, :-1], text[:, 1:]


TASKS = {
    "digits-mlp": Task("mlp", digits, 10, {"learning_rate": 3e-3, "epochs": 20, "n_train": 700, "dropout": 0.2}),
    "clusters-mlp": Task("mlp", clusters, 4, {"optimizer": "sgd", "learning_rate": 0.02, "n_train": 800, "epochs": 18,
                                                  "weight_decay": 0.01}),
    "friedman-mlp": Task("mlp", friedman, 0, {"learning_rate": 3e-3, "n_train": 500, "weight_decay": 0.02}),
    "digits-cnn": Task("cnn", digits, 10, {"learning_rate": 5e-3, "epochs": 14, "n_train": 500, "width": 8}),
    "adding-gru": Task("recurrent", adding, 0, {"learning_rate": 8e-3, "epochs": 25, "n_train": 500, "width": 20,
                                                "depth": 1, "clip_norm": 1.0}),
    "letters-rnn": Task("recurrent", language, LETTERS, {"optimizer": "sgd", "learning_rate": 0.2, "epochs": 25,
                                                         "n_train": 300, "width": 24, "depth": 1, "clip_norm": 1.0}),
    "letters-transformer": Task("transformer", language, LETTERS, {"learning_rate": 1e-2, "epochs": 18, "n_train": 500,
                                                                   "depth": 1, "warmup": 0.1, "schedule": "cosine"}),
    "pixels-autoencoder": Task("autoencoder", pixels, 0, {"learning_rate": 3e-3, "epochs": 25, "n_train": 500,
                                                          "width": 40, "depth": 1}),
    "sloped-linear": Task("linear", sloped, 0, {"optimizer": "sgd", "learning_rate": 3e-3, "epochs": 20}),
    "digits-linear": Task("linear", digits, 10, {"learning_rate": 6e-3, "epochs": 25, "n_train": 700}),
    "digits-tuned": Task("tuned", transposed, 10, {"learning_rate": 4e-3, "epochs": 18, "n_train": 250,
                                                 "batch_size": 16, "schedule": "cosine"}),
    "blobs-mlp": Task("demo", blobs, 3, {"optimizer": "sgd", "learning_rate": 0.02, "epochs": 20, "width": 16}),
    "circles-mlp": Task("demo", circles, 2, {"optimizer": "sgd", "learning_rate": 0.05, "epochs": 45, "width": 16}),
    "friedman-trees": Task("trees", friedman, 0, {"learning_rate": 0.1, "epochs": 120, "depth": 3, "n_train": 400}),
    "clusters-trees": Task("trees", two_clusters, 2, {"learning_rate": 0.1, "epochs": 80, "depth": 3, "n_train": 400}),
}  # fmt: skip


def sound(task: str, seed: int) -> Recipe:
    """The recipe without a fault; rate, length and size of the data vary a little with the seed."""
    rng = np.random.default_rng([zlib.crc32(task.encode()), seed])
    base = Recipe(task, seed, **TASKS[task].recipe)
    rate, epochs, count = np.exp(rng.uniform(-0.25, 0.25, 3))
    return replace(
        base,
        learning_rate=float(f"{base.learning_rate * rate:.2g}"),
        epochs=round(base.epochs * epochs),
        n_train=round(base.n_train * count),
    )


@cache
def data(task: str, seed: int, n_train: int, label_noise: float, minority: float, raw: bool, standardise: bool) -> Data:
    """The three parts: faults of the data are in training and validation alike, the test is as it should be."""
    kind = TASKS[task]
    x, y = kind.make(VAL + TEST + max(n_train, 1200), seed)
    rng = np.random.default_rng([seed, 1])
    test, val, train = (slice(0, TEST), slice(TEST, TEST + VAL), slice(TEST + VAL, None))
    if raw:
        x = x * 10.0 ** rng.uniform(-1, 2.5, x.shape[-1]) + 10.0 ** rng.uniform(0, 2, x.shape[-1])
    if standardise:
        seen = x[train].reshape(-1, x.shape[-1])
        x = (x - seen.mean(0)) / (seen.std(0) + 1e-12)
    parts = [(x[part], y[part]) for part in (train, val)]
    if minority < 1:
        parts = [_fewer(part, minority, rng) for part in parts]
    (x_train, y_train), held_out = parts
    return Data((x_train[:n_train], _mixed(y_train[:n_train], label_noise, rng)), held_out, (x[test], y[test]))


def _fewer(part: Arrays, share: float, rng: np.random.Generator) -> Arrays:
    """What is left when of each second class only a share is kept."""
    kept = (part[1] % 2 == 0) | (rng.random(len(part[1])) < share)
    return part[0][kept], part[1][kept]


def _mixed(targets: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """The targets with a share of them exchanged among each other."""
    places = np.flatnonzero(rng.random(len(targets)) < share)
    mixed = targets.copy()
    mixed[places] = targets[rng.permutation(places)]
    return mixed


def data_of(recipe: Recipe) -> Data:
    """The data that a recipe is trained and judged on."""
    return data(
        recipe.task, recipe.seed, recipe.n_train, recipe.label_noise, recipe.minority, recipe.raw, recipe.standardise
    )
