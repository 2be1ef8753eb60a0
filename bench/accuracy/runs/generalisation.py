"""Healthy runs, and runs that fit the training set better than what it stands for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bench.accuracy.runs.bases import CLASSES, EVERY, Change, Setup, build
from bench.accuracy.runs.plan import Plan, plans
from examples.tasks import Part, Task

Rng = np.random.Generator


def with_wrong_labels(task: Task, share: float, rng: Rng) -> Task:
    """The task with a share of the training targets exchanged among themselves, for good."""
    x, y = task.train
    y = y.clone()
    chosen = torch.as_tensor(rng.choice(len(y), int(share * len(y)), replace=False))
    y[chosen] = y[chosen[torch.randperm(len(chosen))]]
    return task.with_train(x, y)


def cosine(epochs: int) -> Callable[[float], float]:
    """A learning rate that ends at zero."""
    return lambda t: 0.5 + 0.5 * math.cos(math.pi * min(1.0, t / epochs))


def stopped_early(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(epochs=0.4, lr=0.5))


def slow_sgd(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(recipe={"optimizer": "sgd", "lr": 0.02, "options": {"momentum": 0.5}}))


def arrived(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=2.0, width=0.5, epochs=1.5, lr=1.5))
    return task, net, replace(recipe, lr_at=cosine(recipe.epochs))


def plain(base: str, rng: Rng) -> Setup:
    return build(base, rng)


def small_data(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=0.2, width=3, epochs=2, lr=1.3))


def wrong_labels(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.5, width=3, epochs=1.6, lr=1.3))
    return with_wrong_labels(task, float(rng.uniform(0.1, 0.35)), rng), net, recipe


def mild(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=0.5, epochs=1.5, lr=0.7, recipe={"options": {"weight_decay": 2e-3}}))


def late(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=0.7, epochs=1.8, width=1.5, lr=0.6))


def frozen_by_decay(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.25, width=3, epochs=2, lr=1.5))
    half = recipe.epochs * float(rng.uniform(0.25, 0.45))
    return task, net, replace(recipe, lr_at=lambda t: 1.0 if t < half else 0.01, log_lr=bool(rng.random() < 0.5))


def small_noisy_val(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=0.25, val=0.12, width=3, epochs=1.6))


def despite_dropout(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=0.2, width=4, epochs=2, net={"dropout": 0.3}))


def long_noisy(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.6, width=3, epochs=5))
    return with_wrong_labels(task, 0.15, rng), net, recipe


def dropout_healthy(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(samples=1.3, width=1.5, net={"dropout": float(rng.uniform(0.35, 0.6))}))


def dropout_too_strong(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(net={"dropout": float(rng.uniform(0.8, 0.93))}))


def augmented(base: str, rng: Rng) -> Setup:
    size = float(rng.uniform(0.2, 0.5))

    def noise(x: Tensor, y: Tensor, _: int) -> Part:
        return x + size * torch.randn_like(x), y

    return build(base, rng, Change(epochs=1.3, recipe={"corrupt": noise}))


def mixed(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(epochs=1.3))

    def loss(output: Tensor, target: Tensor) -> Tensor:
        a, b, part = mix
        return part * task.loss(output, target[a]) + (1 - part) * task.loss(output, target[b])

    mix: tuple[Tensor, Tensor, float] = (torch.arange(1), torch.arange(1), 1.0)

    def blend(x: Tensor, y: Tensor, _: int) -> Part:
        nonlocal mix
        mix = (torch.arange(len(x)), torch.randperm(len(x)), float(rng.beta(0.4, 0.4)))
        return mix[2] * x + (1 - mix[2]) * x[mix[1]], y

    return task, net, replace(recipe, corrupt=blend, train_loss=loss)


def smoothed_labels(base: str, rng: Rng) -> Setup:
    share = float(rng.uniform(0.1, 0.3))

    def loss(output: Tensor, target: Tensor) -> Tensor:
        return functional.cross_entropy(output.flatten(0, -2), target.flatten(), label_smoothing=share)

    return build(base, rng, Change(epochs=1.4, recipe={"train_loss": loss}))


GENERALISATION: list[Plan] = [
    *plans("short", "none (healthy, stopped while still learning)", EVERY, stopped_early),
    *plans("slow", "none (SGD, slow but still learning)", ("digits", "clusters", "friedman", "language"), slow_sgd),
    *plans("arrived", "none (healthy, learning rate ends at zero)", EVERY, arrived),
    *plans("plain", "none (healthy, base set-up)", EVERY, plain, 2),
    *plans("small", "small data, big model, no regularisation", (*EVERY[:-4], "density", "likelihood"), small_data, 2),
    *plans(
        "labels",
        "wrong labels in the training set, big model",
        ("digits", "cnn", "clusters", "cancer", "majority", "friedman"),
        wrong_labels,
    ),
    *plans(
        "mild",
        "mild overfitting: moderate data, weight decay",
        (*EVERY[:6], "diabetes", "friedman", "likelihood"),
        mild,
        2,
    ),
    *plans(
        "late",
        "overfitting in the last part only",
        ("clusters", "moons", "language", "diabetes", "friedman", "majority"),
        late,
    ),
    *plans(
        "decayed", "overfitting frozen by lr decay", ("clusters", "diabetes", "friedman", "language"), frozen_by_decay
    ),
    *plans(
        "fewval",
        "overfitting with a small noisy val set",
        ("clusters", "moons", "diabetes", "friedman", "cnn", "language"),
        small_noisy_val,
    ),
    *plans("dropover", "overfitting in spite of dropout", ("clusters", "digits", "majority"), despite_dropout),
    *plans("long", "trained far too long with wrong labels", ("clusters", "moons"), long_noisy),
    *plans(
        "dropout",
        "none (heavy dropout, val below train, healthy)",
        ("digits", "cnn", "clusters", "majority", "friedman"),
        dropout_healthy,
    ),
    *plans(
        "dropped",
        "dropout far too strong",
        ("digits", "clusters", "cancer", "friedman", "majority"),
        dropout_too_strong,
    ),
    *plans(
        "augmented",
        "none (noise on training inputs only, val below train)",
        ("digits", "cnn", "clusters", "friedman"),
        augmented,
    ),
    *plans("mixup", "none (mixup on training only, val below train)", ("digits", "cnn", "clusters"), mixed),
    *plans(
        "smooth", "none (label smoothing in training only)", tuple(c for c in CLASSES if c != "cancer"), smoothed_labels
    ),
]
