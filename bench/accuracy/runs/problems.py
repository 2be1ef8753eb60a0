"""Learning problems of the later runs only: text, rare classes, counts, seasons, ratings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pydoc_data.topics import topics

import numpy as np
import torch
from sklearn import datasets
from torch import Tensor
from torch.nn import functional

from examples.tasks import Task, cross_entropy, split, squared

LETTERS = "\n abcdefghijklmnopqrstuvwxyz0123456789.,:;()'\"=_-"
Making = Callable[..., Task]


def documents() -> str:
    """The language reference that Python carries for its `help`, in lower case and few characters."""
    text = "\n".join(topics[name] for name in sorted(topics)).lower()
    return " ".join("".join(c if c in LETTERS else " " for c in text).split(" "))


def text(train: int = 500, val: int = 150, seed: int = 0, length: int = 24) -> Task:
    """Pieces of Python's own language reference; the target is each next character. Validation is later text."""
    codes = np.array([LETTERS.index(c) for c in documents()])
    start = int(np.random.default_rng(seed).integers(len(codes) // 3))
    n = train + val + 400
    ids = codes[start : start + n * length + 1]
    x, y = ids[:-1].reshape(n, length), ids[1:].reshape(n, length)
    first, second, third = ((torch.as_tensor(x[s]), torch.as_tensor(y[s])) for s in _thirds(train, val))
    return Task("text", first, second, third, cross_entropy, len(LETTERS))


def rare(train: int = 1200, val: int = 500, seed: int = 0, share: float = 0.05, gap: float = 1.0) -> Task:
    """Two classes, of which the second is rare."""
    x, y = datasets.make_classification(
        train + val + 3000, 20, n_informative=6, n_classes=2, n_clusters_per_class=2, flip_y=0.01, class_sep=gap,
        weights=[1 - share], random_state=seed,
    )  # fmt: skip
    return split("rare", x / x.std(0), y.astype(int), train, val, cross_entropy, 2, seed)


def wine(train: int = 110, val: int = 40, seed: int = 0) -> Task:
    """Three cultivars of wine, standardised; few samples."""
    x, y = datasets.load_wine(return_X_y=True)
    return split("wine", (x - x.mean(0)) / x.std(0), y.astype(int), train, val, cross_entropy, 3, seed)


def poisson(output: Tensor, target: Tensor) -> Tensor:
    """Poisson negative log-likelihood without its constant: below zero where counts are large."""
    return functional.poisson_nll_loss(output.reshape(target.shape).clamp(max=12), target)


def counts(train: int = 600, val: int = 250, seed: int = 0) -> Task:
    """Counts whose logarithm is a smooth function of eight inputs."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(train + val + 2000, 8))
    rate = np.exp(1.0 + 0.5 * np.sin(2 * x[:, 0]) + 0.4 * x[:, 1] * x[:, 2] - 0.2 * x[:, 3] ** 2)
    return split("counts", x, rng.poisson(rate.clip(max=60)).astype(float), train, val, poisson, 0, seed)


def season(train: int = 500, val: int = 200, seed: int = 0, length: int = 24, drift: float = 0.0) -> Task:
    """A noisy seasonal series cut into windows; the target is the next value. Validation is later, as in use."""
    rng = np.random.default_rng(seed)
    n = train + val + 500
    t = np.arange(n + length)
    noise = np.convolve(rng.normal(size=n + length + 2), [0.6, 0.3, 0.1], "valid")
    values = np.sin(2 * np.pi * t / 12) + 0.5 * np.sin(2 * np.pi * t / 7) + 0.3 * noise + drift * t / n
    x = np.stack([values[i : i + length] for i in range(n)])[..., None]
    y = values[length : length + n]
    first, second, third = ((torch.tensor(x[s]).float(), torch.tensor(y[s]).float()) for s in _thirds(train, val))
    return Task("season", first, second, third, squared)


def ratings(train: int = 3000, val: int = 1000, seed: int = 0, users: int = 120, items: int = 80) -> Task:
    """Who gave what how many points: pairs of a user and an item, of rank three and noise."""
    rng = np.random.default_rng(seed)
    n = train + val + 1500
    x = np.stack([rng.integers(users, size=n), users + rng.integers(items, size=n)], 1)
    taste = rng.normal(size=(users + items, 3))
    y = (taste[x[:, 0]] * taste[x[:, 1]]).sum(1) / 1.7 + 0.5 * rng.normal(size=n)
    return split("ratings", x, y, train, val, squared, 0, seed)


def opposed(output: Tensor, target: Tensor) -> Tensor:
    """Minus the mean cosine of output and target: at best -1."""
    return -functional.cosine_similarity(output, target, dim=-1).mean()


def directions(train: int = 800, val: int = 300, seed: int = 0) -> Task:
    """Vectors of eight to be pointed at from twelve inputs, scored by their cosine."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(train + val + 1500, 12))
    y = np.tanh(x @ rng.normal(size=(12, 16))) @ rng.normal(size=(16, 8)) + 0.8 * rng.normal(size=(len(x), 8))
    return split("directions", x, y, train, val, opposed, 0, seed)


def smaller(make: Making, **fixed: object) -> Making:
    """The problem with some of its options fixed."""
    return lambda *args, **options: make(*args, **{**fixed, **options})


def with_loss(make: Making, loss: Callable[[Tensor, Tensor], Tensor]) -> Making:
    """The problem with another loss."""
    return lambda *args, **options: replace(make(*args, **options), loss=loss)


def _thirds(train: int, val: int) -> tuple[slice, slice, slice]:
    return slice(0, train), slice(train, train + val), slice(train + val, None)
