"""Training losses that hold more than the validation's: penalties, a teacher's outputs, smoothed labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.accuracy.runs.bases import Change, build
from bench.accuracy.runs.later.logbook import Form, Values
from bench.accuracy.runs.later.planning import Logged, LoggedFault, planned
from bench.accuracy.runs.plan import Plan
from examples.loop import Recipe, fit
from examples.tasks import Part, Task

Rng = np.random.Generator
UNCHANGED = Change()
Penalty = Callable[[nn.Module, Tensor], Tensor]


def lasso(net: nn.Module, _: Tensor) -> Tensor:
    """The sum of all weights' absolute values."""
    return torch.stack([w.abs().sum() for w in net.parameters()]).sum()


def ridge(net: nn.Module, _: Tensor) -> Tensor:
    """The sum of all weights' squares."""
    return torch.stack([(w**2).sum() for w in net.parameters()]).sum()


def confidence(_: nn.Module, output: Tensor) -> Tensor:
    """How far the output is from uniform: minus its entropy."""
    chances = output.log_softmax(-1)
    return (chances.exp() * chances).sum(-1).mean()


def penalised(
    penalty: Penalty, weight: float, change: Change = UNCHANGED, grows: float = 0.0, terms: bool = False
) -> LoggedFault:
    """The base with a weighted penalty in its training loss; `grows` adds so much of the weight an epoch."""

    def make(base: str, rng: Rng) -> Logged:
        task, net, recipe = build(base, rng, change)
        now: Values = {}
        place = {"weight": weight}

        def loss(output: Tensor, target: Tensor) -> Tensor:
            data, extra = task.loss(output, target), place["weight"] * penalty(net, output)
            now.update({"data_loss": float(data.detach()), "penalty": float(extra.detach())})
            return data + extra

        def grow(state: object) -> None:
            place["weight"] = weight * (1 + grows * state.epoch)  # type: ignore[attr-defined]

        recipe = replace(recipe, train_loss=loss, before_epoch=grow)
        return task, net, recipe, Form(extras=(lambda: now) if terms else None)

    return make


def taught(base: str, rng: Rng) -> tuple[Task, nn.Module]:
    """A task and a larger network that learned it."""
    task, net, recipe = build(base, rng, Change(width=3, samples=1.5, epochs=1.2))
    fit(task, net, replace(recipe, validate=False), int(rng.integers(2**31)))
    return task, net.eval().requires_grad_(False)


def distilled(
    temperature: float, share: float, change: Change = UNCHANGED, terms: bool = False, **recipe: Any
) -> LoggedFault:
    """A smaller network learns a teacher's outputs at a temperature, and a share of the labels."""

    def make(base: str, rng: Rng) -> Logged:
        task, teacher = taught(base, rng)
        _, net, plain = build(base, rng, change)
        batch: list[Tensor] = []
        now: Values = {}

        def keep(x: Tensor, y: Tensor, _: int) -> Part:
            batch[:] = [x]
            return x, y

        def loss(output: Tensor, target: Tensor) -> Tensor:
            soft = (teacher(batch[0]) / temperature).softmax(-1)
            far = functional.cross_entropy(output.flatten(0, -2) / temperature, soft.flatten(0, -2)) * temperature**2
            hard = task.loss(output, target)
            now.update({"distill_loss": float(far.detach()), "label_loss": float(hard.detach())})
            return share * hard + (1 - share) * far

        made: Recipe = replace(plain, corrupt=keep, train_loss=loss, **recipe)
        params = {"temperature": temperature, "alpha": share}
        return task, net, made, Form(extras=(lambda: now) if terms else None, params=params)

    return make


def smoothed(share: float, change: Change = UNCHANGED) -> LoggedFault:
    """Labels smoothed in training only."""

    def make(base: str, rng: Rng) -> Logged:
        task, net, recipe = build(base, rng, change)

        def loss(output: Tensor, target: Tensor) -> Tensor:
            return functional.cross_entropy(output.flatten(0, -2), target.flatten(), label_smoothing=share)

        return task, net, replace(recipe, train_loss=loss), Form()

    return make


SMALL = Change(samples=0.2, width=3, epochs=2, lr=1.3)
ROWS: list[tuple[str, str, LoggedFault]] = [
    ("none (distillation, train above val)", "digits", distilled(4, 0.3)),
    ("none (distillation, train above val, terms logged)", "clusters", distilled(3, 0.2, terms=True)),
    ("none (distillation, stopped while still learning)", "language", distilled(2, 0.5, Change(lr=0.5, epochs=0.6))),
    ("student too small", "digits", distilled(4, 0.3, Change(width=0.03))),
    ("distillation, learning rate too high", "clusters", distilled(4, 0.3, Change(lr=60), terms=True)),
    ("distillation, rate cut too early", "cnn", distilled(4, 0.3, lr_at=lambda t: 0.4**t)),
    ("none (lasso in the training loss)", "digits", penalised(lasso, 3e-4)),
    ("none (ridge in the training loss, terms logged)", "friedman", penalised(ridge, 2e-4, terms=True)),
    ("over-regularised (lasso far too strong)", "clusters", penalised(lasso, 0.03)),
    ("over-regularised (ridge too strong, terms logged)", "digits", penalised(ridge, 0.03, terms=True)),
    ("overfitting in spite of a penalty", "clusters", penalised(lasso, 2e-5, SMALL)),
    ("overfitting in spite of a penalty, terms logged", "diabetes", penalised(ridge, 1e-4, SMALL, terms=True)),
    ("penalty that grows (train rises, val does not)", "friedman", penalised(ridge, 1e-5, Change(epochs=1.3), 2.0)),
    ("penalty that grows, terms logged", "digits", penalised(lasso, 2e-6, Change(epochs=1.4), 4.0, terms=True)),
    ("none (penalty on confidence)", "moons", penalised(confidence, 0.2)),
    ("none (label smoothing in training only)", "cnn", smoothed(0.2)),
    ("label smoothing, overfitting", "clusters", smoothed(0.15, SMALL)),
    ("ridge, learning rate much too high (SGD)", "friedman",
     penalised(ridge, 1e-3, Change(recipe={"optimizer": "sgd", "lr": 2.5}))),
]  # fmt: skip
PENALTIES: list[Plan] = [
    planned("penalties", text, base, lambda rng, b=base, f=fault: f(b, rng)) for text, base, fault in ROWS
]
