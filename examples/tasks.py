"""Small real learning problems: each gives a Task with a train, a validation and a large clean test part.

May not: train, draw or print. Everything is made from a seed or comes with scikit-learn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from sklearn import datasets
from torch import Tensor
from torch.nn import functional

Loss = Callable[[Tensor, Tensor], Tensor]
Part = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Task:
    """A problem: inputs and targets of three parts, the loss that fits, the classes (0 for a regression)."""

    name: str
    train: Part
    val: Part
    test: Part
    loss: Loss
    classes: int = 0

    def with_val(self, x: Tensor, y: Tensor) -> Task:
        """The same task, validated on other data."""
        return replace(self, val=(x, y))

    def with_train(self, x: Tensor, y: Tensor) -> Task:
        """The same task, trained on other data."""
        return replace(self, train=(x, y))


def cross_entropy(output: Tensor, target: Tensor) -> Tensor:
    """Softmax cross-entropy over the last axis, for one label a sample or one a token."""
    return functional.cross_entropy(output.flatten(0, -2), target.flatten())


def squared(output: Tensor, target: Tensor) -> Tensor:
    """Mean squared error."""
    return functional.mse_loss(output.reshape(target.shape), target)


def split(name: str, x: np.ndarray, y: np.ndarray, train: int, val: int, loss: Loss, classes: int, seed: int) -> Task:
    """Shuffle and cut into train, val and (the rest) test."""
    order = np.random.default_rng(seed).permutation(len(x))
    inputs = torch.as_tensor(x[order], dtype=torch.long if x.dtype.kind == "i" else torch.float32)
    targets = torch.as_tensor(y[order], dtype=torch.long if y.dtype.kind == "i" else torch.float32)
    a, b = train, train + val
    parts = [(inputs[s], targets[s]) for s in (slice(0, a), slice(a, b), slice(b, None))]
    return Task(name, parts[0], parts[1], parts[2], loss, classes)


def digits(train: int = 1000, val: int = 300, seed: int = 0) -> Task:
    """Handwritten digits of 8 × 8 pixels, scaled to 0…1."""
    x, y = datasets.load_digits(return_X_y=True)
    return split("digits", x / 16.0, y.astype(int), train, val, cross_entropy, 10, seed)


def cancer(train: int = 300, val: int = 100, seed: int = 0) -> Task:
    """Breast cancer, two classes, standardised."""
    x, y = datasets.load_breast_cancer(return_X_y=True)
    return split("cancer", (x - x.mean(0)) / x.std(0), y.astype(int), train, val, cross_entropy, 2, seed)


def clusters(
    train: int = 600,
    val: int = 300,
    seed: int = 0,
    classes: int = 4,
    flip: float = 0.05,
    shares: list[float] | None = None,
) -> Task:
    """Gaussian clusters in 20 dimensions, with a share of labels flipped; `shares` makes the classes unequal."""
    x, y = datasets.make_classification(
        train + val + 3000, 20, n_informative=8, n_classes=classes, n_clusters_per_class=2, flip_y=flip,
        class_sep=1.2, weights=shares, random_state=seed,
    )  # fmt: skip
    return split("clusters", x / x.std(0), y.astype(int), train, val, cross_entropy, classes, seed)


def moons(train: int = 200, val: int = 200, seed: int = 0, noise: float = 0.3) -> Task:
    """Two interleaved half moons."""
    x, y = datasets.make_moons(train + val + 3000, noise=noise, random_state=seed)
    return split("moons", x, y.astype(int), train, val, cross_entropy, 2, seed)


def diabetes(train: int = 260, val: int = 90, seed: int = 0, raw: bool = False) -> Task:
    """Progression of diabetes, a regression; standardised unless `raw`."""
    x, y = datasets.load_diabetes(return_X_y=True)
    target = y if raw else (y - y.mean()) / y.std()
    return split("diabetes", x / x.std(0), target.astype(float), train, val, squared, 0, seed)


def friedman(train: int = 500, val: int = 300, seed: int = 0, noise: float = 1.0) -> Task:
    """Friedman's first regression function (1991) of ten inputs, standardised target."""
    x, y = datasets.make_friedman1(train + val + 3000, noise=noise, random_state=seed)
    return split("friedman", x * 2 - 1, (y - y.mean()) / y.std(), train, val, squared, 0, seed)


def linear(train: int = 400, val: int = 200, seed: int = 0, noise: float = 0.0) -> Task:
    """A linear map of ten inputs with unequal scales; without noise the loss can fall over decades."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(train + val + 3000, 10)) * np.geomspace(1, 0.2, 10)
    y = x @ rng.normal(size=10) + noise * rng.normal(size=len(x))
    return split("linear", x, y, train, val, squared, 0, seed)


def sine(train: int = 300, val: int = 150, seed: int = 0, noise: float = 0.0) -> Task:
    """A sum of two sines of one input."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, size=(train + val + 2000, 1))
    y = np.sin(5 * x[:, 0]) + 0.5 * np.sin(11 * x[:, 0] + 1) + noise * rng.normal(size=len(x))
    return split("sine", x, y, train, val, squared, 0, seed)


def majority(train: int = 1000, val: int = 400, seed: int = 0, length: int = 14) -> Task:
    """Sequences of eight tokens; the label is which of the first four stands in it most often."""
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 8, size=(train + val + 2000, length))
    counts = np.stack([(x == token).sum(1) for token in range(4)], 1)
    return split("majority", x, counts.argmax(1).astype(int), train, val, cross_entropy, 4, seed)


def adding(train: int = 1500, val: int = 400, seed: int = 0, length: int = 20) -> Task:
    """The adding problem (Hochreiter and Schmidhuber 1997): sum the two marked numbers of a sequence."""
    rng = np.random.default_rng(seed)
    n = train + val + 1500
    marks = np.zeros((n, length))
    for row in marks:
        row[rng.choice(length, 2, replace=False)] = 1
    numbers = rng.uniform(size=(n, length))
    return split("adding", np.stack([numbers, marks], 2), (numbers * marks).sum(1), train, val, squared, 0, seed)


def language(train: int = 600, val: int = 200, seed: int = 0, vocabulary: int = 32, length: int = 16) -> Task:
    """Text of a random Markov chain, mostly of the first order; the target is each next token."""
    rng = np.random.default_rng(seed)
    chances = 0.7 * rng.dirichlet(np.full(vocabulary, 0.1), size=vocabulary)[None]
    chances = chances + 0.3 * rng.dirichlet(np.full(vocabulary, 0.08), size=(vocabulary, vocabulary))
    edges = chances.cumsum(-1)
    n = train + val + 600
    text = rng.integers(0, vocabulary, size=(n, length + 1))
    for t in range(2, length + 1):
        draw = rng.uniform(size=(n, 1))
        text[:, t] = (edges[text[:, t - 2], text[:, t - 1]] < draw).sum(1).clip(max=vocabulary - 1)
    return split("language", text[:, :-1], text[:, 1:].copy(), train, val, cross_entropy, vocabulary, seed)


def patches(train: int = 800, val: int = 300, seed: int = 0) -> Task:
    """Digits to be reproduced from themselves, for an autoencoder."""
    task = digits(train, val, seed)
    parts = [(x, x) for x, _ in (task.train, task.val, task.test)]
    return Task("patches", parts[0], parts[1], parts[2], squared)
