"""Fine-tuning: a network that has learned much goes through one to three epochs of something else, logged by steps."""

from __future__ import annotations

import copy
import functools
import inspect
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs import problems
from bench.accuracy.runs.data import shuffled
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import Logged, planned
from bench.accuracy.runs.later.rates import step_at, warmed_up
from bench.accuracy.runs.plan import Plan
from examples import models, tasks
from examples.loop import Recipe, fit
from examples.tasks import Task, cross_entropy

Rng = np.random.Generator
WIDTH, LENGTH = 96, 24
KEPT = ("loss", "val_loss", "val_accuracy", "lr")
MODULES = ("argparse", "datetime", "statistics", "tarfile")


@functools.cache
def pretrained_text() -> nn.Module:
    """A transformer that has read Python's language reference."""
    torch.manual_seed(1)
    net = models.Transformer(len(problems.LETTERS), WIDTH, LENGTH)
    fit(problems.text(6000, 50, 1), net, Recipe(epochs=3, batch_size=32, lr=2e-3, validate=False), 1)
    return net


@functools.cache
def pretrained_digits() -> nn.Module:
    """A convolutional network that knows digits that lie on their side."""
    torch.manual_seed(2)
    net = models.cnn(10, 24)
    fit(lying(1000, 100, 2), net, Recipe(epochs=12, batch_size=64, lr=2e-3, validate=False), 2)
    return net


def lying(train: int, val: int, seed: int) -> Task:
    """Digits turned by a quarter."""
    task = tasks.digits(train, val, seed)
    first, second, third = (
        (x.reshape(-1, 8, 8).rot90(1, (1, 2)).reshape(-1, 64), y) for x, y in (task.train, task.val, task.test)
    )
    return Task("lying", first, second, third, cross_entropy, 10)


def sources(names: tuple[str, ...]) -> list[np.ndarray]:
    """The source of modules of Python's library, in the letters of the texts."""
    texts = [inspect.getsource(__import__(name)).lower() for name in names]
    return [np.array([problems.LETTERS.index(c) for c in text if c in problems.LETTERS]) for text in texts]


def code(train: int, val: int, seed: int) -> Task:
    """Source code, read on: the target is each next character."""
    ids = np.concatenate(sources(MODULES))
    n = train + val + 100
    start = int(np.random.default_rng(seed).integers(len(ids) - n * LENGTH - 1))
    ids = ids[start : start + n * LENGTH + 1]
    x, y = (torch.as_tensor(part.reshape(n, LENGTH)) for part in (ids[:-1], ids[1:]))
    first, second, third = (
        (x[s], y[s]) for s in (slice(0, train), slice(train, train + val), slice(train + val, None))
    )
    return Task("code", first, second, third, cross_entropy, len(problems.LETTERS))


def origin(train: int, val: int, seed: int) -> Task:
    """Which of four modules a piece of source code is from."""
    rng = np.random.default_rng(seed)
    texts = sources(MODULES)
    n = train + val + 200
    y = rng.integers(len(texts), size=n)
    x = np.stack([texts[i][(s := int(rng.integers(len(texts[i]) - LENGTH))) : s + LENGTH] for i in y])
    bounds = (slice(0, train), slice(train, train + val), slice(train + val, None))
    first, second, third = ((torch.as_tensor(x[s]), torch.as_tensor(y[s])) for s in bounds)
    return Task("origin", first, second, third, cross_entropy, len(texts))


class Reader(nn.Module):
    """The text network with a new head that classifies the whole piece."""

    def __init__(self, body: nn.Module, classes: int) -> None:
        super().__init__()
        self.body, self.head = body, nn.Linear(WIDTH, classes)
        body.head = nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """Scores of the classes."""
        return self.head(self.body(x).mean(1))


def start(kind: str, train: int, val: int, seed: int) -> tuple[Task, nn.Module]:
    """The new task and the network that begins it."""
    if kind == "digits":
        return tasks.digits(train, val, seed), copy.deepcopy(pretrained_digits())
    net = copy.deepcopy(pretrained_text())
    if kind == "code":
        return code(train, val, seed), net
    return origin(train, val, seed), Reader(net, len(MODULES))


def tuned(kind: str, fault: str = "", *, samples: int = 1200, epochs: int = 2, lr: float = 5e-4, batch: int = 16,
          warm: float = 0.1, rows: int = 60, evals: int = 8, log_lr: bool = True, **recipe: Any) -> Any:  # fmt: skip
    """A fine-tuning run: so many rows in all, validated so often in all (0: at the epochs' ends)."""

    def make(rng: Rng) -> Logged:
        size = int(samples * rng.uniform(0.8, 1.2))
        task, net = start(kind, min(size, 1250) if kind == "digits" else size, 250, int(rng.integers(1000)))
        task = FAULTS[fault](task) if fault in FAULTS else task
        if fault == "frozen":
            last = list(net.parameters())[-1]
            for weights in net.parameters():
                weights.requires_grad_(weights is last)
        if fault == "forgotten":
            for weights in net.parameters():
                nn.init.normal_(weights, std=0.5)
        shape = warmed_up(warm) if warm else (lambda _: 1.0)
        steps = epochs * -(-len(task.train[0]) // batch)
        every = max(1, round(steps / rows))
        made = Recipe(epochs=epochs, batch_size=batch, optimizer="adamw", lr=lr, log_lr=log_lr,
                      lr_at=lambda t: shape(min(1.0, t / epochs)))  # fmt: skip
        form = Form(every=every, evals=max(every, steps // evals // every * every) if evals else 0,
                    last=bool(rng.random() < 0.3), keep=KEPT, decimals=4)  # fmt: skip
        return task, net, replace(made, **recipe), form

    return make


def _renumbered(task: Task) -> Task:
    order = torch.randperm(len(problems.LETTERS))
    return replace(task, train=(order[task.train[0]], task.train[1]), val=(order[task.val[0]], task.val[1]))


def _elsewhere(task: Task) -> Task:
    x, y = problems.text(400, 200, 9).val
    return task.with_val(x, y)


FAULTS = {
    "renumbered": _renumbered,
    "elsewhere": _elsewhere,
    "val-shuffled": lambda task: task.with_val(*shuffled(task.val)),
    "noise": lambda task: task.with_train(*shuffled(task.train)),
}
early_cut = step_at(0.08, factor=0.001)
ROWS = [
    ("none (healthy, one epoch)", "code", tuned("code", epochs=1, samples=2400)),
    ("none (healthy, three epochs)", "code", tuned("code", epochs=3, log_lr=False)),
    ("none (healthy, two epochs)", "origin", tuned("origin", epochs=2, samples=2400, lr=1e-3)),
    ("none (healthy, one epoch)", "digits", tuned("digits", epochs=1, lr=1e-3, evals=0)),
    ("none (healthy, three epochs)", "digits", tuned("digits", epochs=3, lr=2e-3)),
    (
        "too few steps (stopped while still learning)",
        "origin",
        tuned("origin", epochs=1, samples=500, lr=3e-4, rows=30),
    ),
    (
        "overfitting from the second epoch on",
        "origin",
        tuned("origin", epochs=3, samples=160, lr=6e-3, evals=12, batch=4, rows=100, lr_at=lambda _: 1.0),
    ),
    (
        "overfitting from the second epoch on",
        "code",
        tuned("code", epochs=3, samples=60, lr=4e-3, batch=2, rows=90, lr_at=lambda _: 1.0),
    ),
    ("overfitting, three epochs", "digits", tuned("digits", epochs=3, samples=80, lr=1e-2, batch=2, warm=0.0, rows=50)),
    ("all frozen but the output bias", "origin", tuned("origin", "frozen", epochs=2, log_lr=False)),
    ("all frozen but the output bias", "digits", tuned("digits", "frozen", epochs=2, evals=0)),
    ("rate too low by a thousand", "code", tuned("code", lr=5e-7, epochs=2)),
    ("rate cut too early", "origin", tuned("origin", epochs=2, lr_at=lambda t: early_cut(t / 2))),
    ("rate far too high: what was known is lost", "code", tuned("code", lr=0.05, epochs=2, warm=0.3)),
    ("rate too high, no warm-up", "digits", tuned("digits", lr=0.1, epochs=3, warm=0.0, log_lr=False)),
    ("rate too high (unstable)", "origin", tuned("origin", lr=0.03, epochs=3, warm=0.0)),
    ("plain SGD diverges", "code", tuned("code", lr=30.0, epochs=1, optimizer="sgd", samples=2000, log_lr=False)),
    ("rate absurdly high (plain SGD)", "digits", tuned("digits", epochs=3, lr=3000.0, optimizer="sgd", warm=0.9)),
    ("characters numbered otherwise than in pretraining", "code", tuned("code", "renumbered", epochs=1, samples=1600)),
    ("weights not loaded (start at random, far too large)", "code", tuned("code", "forgotten", epochs=2, lr=1e-3)),
    ("validation of another kind of text", "code", tuned("code", "elsewhere", epochs=3, lr=2e-3)),
    ("validation labels shuffled", "digits", tuned("digits", "val-shuffled", epochs=3, lr=2e-3)),
    ("training labels shuffled", "origin", tuned("origin", "noise", epochs=3, lr=1e-3, log_lr=False)),
]
FINETUNING: list[Plan] = [planned("fine-tuning", text, name, make) for text, name, make in ROWS]
