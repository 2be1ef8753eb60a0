"""Faults of the optimiser, the loss and the initial weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.plan import Fault, Plan, plans
from examples.loop import State

Rng = np.random.Generator


def rated(low: float, high: float, **recipe: object) -> Fault:
    """A fault that multiplies the learning rate by a factor between two."""

    def make(base: str, rng: Rng) -> Setup:
        return build(base, rng, Change(lr=float(np.exp(rng.uniform(np.log(low), np.log(high)))), recipe=recipe))

    return make


def with_batch(size: int, lr: float, samples: float = 1.0, epochs: float = 1.0) -> Fault:
    """A fault that sets the batch size (0: the whole training set)."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = build(base, rng, Change(samples=samples, lr=lr, epochs=epochs))
        return task, net, replace(recipe, batch_size=size or len(task.train[0]))

    return make


def sgd(low: float, high: float, **options: float) -> Fault:
    """Plain SGD with a learning rate between two."""

    def make(base: str, rng: Rng) -> Setup:
        lr = float(f"{np.exp(rng.uniform(np.log(low), np.log(high))):.2g}")
        return build(base, rng, Change(recipe={"optimizer": "sgd", "lr": lr, "options": options}))

    return make


def zero_rate(base: str, rng: Rng) -> Setup:
    log = bool(rng.random() < 0.5)
    return build(base, rng, Change(net={}, recipe={"lr_at": lambda _: 0.0, "log_lr": log}))


def wake_later(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    start = recipe.epochs * float(rng.uniform(0.3, 0.6))
    return task, net, replace(recipe, lr_at=lambda t: float(t >= start))


def frozen(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    last = list(net.parameters())[-1]
    for weights in net.parameters():
        weights.requires_grad_(weights is last)
    return task, net, recipe


def climbing(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(lr=0.3, epochs=0.8, recipe={"optimizer": "sgd", "options": {"maximize": True}}))


def growing_weights(base: str, rng: Rng) -> Setup:
    rate = float(rng.uniform(1.002, 1.02))

    def grow(state: State) -> None:
        with torch.no_grad():
            for weights in state.net.parameters():
                weights.mul_(rate)

    return build(base, rng, Change(recipe={"after_step": grow}))


def negative_friction(base: str, rng: Rng) -> Setup:
    options = {"momentum": float(rng.uniform(1.001, 1.006))}
    return build(base, rng, Change(recipe={"optimizer": "sgd", "lr": 0.01, "options": options}))


def gradients_kept(base: str, rng: Rng) -> Setup:
    """`zero_grad` was forgotten: gradients pile up."""
    task, net, recipe = build(base, rng)
    sums = [torch.zeros_like(w) for w in net.parameters()]

    def pile(gradient: Tensor, total: Tensor) -> Tensor:
        return total.add_(gradient).clone()

    for weights, total in zip(net.parameters(), sums, strict=True):
        weights.register_hook(lambda g, total=total: pile(g, total))
    return task, net, recipe


def softmax_twice(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=float(rng.choice([0.3, 1.0]))))
    return task, nn.Sequential(net, nn.Softmax(-1)), recipe


def dead_units(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    for layer in net.modules():
        if isinstance(layer, nn.Linear) and layer.out_features > 12:
            nn.init.constant_(layer.bias, -20.0)
    return task, net, recipe


def all_zero(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    for weights in net.parameters():
        nn.init.zeros_(weights)
    return task, net, recipe


def large_weights(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    factor = float(rng.uniform(4, 12))
    with torch.no_grad():
        for weights in net.parameters():
            weights.mul_(factor)
    return task, net, recipe


def clipped_away(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(recipe={"clip": 1e-3, "optimizer": "sgd", "lr": 0.05}))


def fixed_size_loss(base: str, rng: Rng) -> Setup:
    """The loss is a sum where a mean was meant: gradients grow by the batch size."""
    task, net, recipe = build(base, rng)
    loss = task.loss
    return replace(task, loss=lambda o, y: loss(o, y) * recipe.batch_size), net, replace(recipe, optimizer="sgd")


def raw_target(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(lr=float(rng.choice([1, 30, 100])), epochs=1.5, task={"raw": True}))


MLPS = ("digits", "clusters", "moons", "cancer", "diabetes", "friedman")
OPTIMISATION: list[Plan] = [
    *plans(
        "lrhigh",
        "learning rate too high (oscillation)",
        (*MLPS, "cnn", "sine", "majority", "language", "patches", "likelihood"),
        rated(30, 120),
    ),
    *plans(
        "lrhighsgd",
        "learning rate too high (SGD, oscillation)",
        ("linear", "friedman", "digits", "diabetes"),
        sgd(0.15, 0.4, momentum=0.9),
    ),
    *plans(
        "lrhuge",
        "learning rate much too high (divergence or death)",
        ("digits", "cnn", "clusters", "friedman", "sine", "language", "patches"),
        rated(300, 3000),
    ),
    *plans(
        "lrhugesgd",
        "learning rate much too high (SGD, divergence)",
        ("friedman", "linear", "diabetes", "digits", "clusters", "patches"),
        sgd(1, 5),
    ),
    *plans(
        "lrbitheigh",
        "learning rate somewhat too high (plateau)",
        ("digits", "clusters", "friedman", "cnn", "language"),
        rated(8, 20),
    ),
    *plans(
        "lrlow",
        "learning rate far too low",
        (*MLPS, "cnn", "sine", "majority", "language", "adding"),
        rated(0.002, 0.03),
    ),
    *plans(
        "lrlowsgd",
        "learning rate far too low (SGD)",
        ("digits", "clusters", "friedman", "transformer"),
        sgd(1e-5, 1e-3),
    ),
    *plans(
        "zero",
        "lr = 0 (scheduler never leaves warm-up)",
        ("digits", "friedman", "language", "majority", "cnn"),
        zero_rate,
    ),
    *plans("wakes", "lr = 0 at first, then learns", ("digits", "friedman", "majority", "clusters"), wake_later),
    *plans("frozen", "all frozen but the output bias", ("digits", "clusters", "friedman", "majority"), frozen),
    *plans(
        "climb",
        "gradient sign error (ascent)",
        ("digits", "clusters", "cancer", "friedman", "language", "diabetes"),
        climbing,
    ),
    *plans(
        "grow",
        "negative weight decay: weights grow each step",
        ("digits", "clusters", "friedman", "language"),
        growing_weights,
    ),
    *plans("friction", "momentum above 1: oscillating growth", ("linear", "friedman", "clusters"), negative_friction),
    *plans(
        "kept", "gradients are never zeroed", ("digits", "clusters", "friedman", "language", "diabetes"), gradients_kept
    ),
    *plans("twice", "softmax applied twice", ("digits", "cnn", "clusters", "majority"), softmax_twice),
    *plans("dead", "dead ReLU units", ("digits", "friedman", "clusters"), dead_units),
    *plans("zeros", "all weights start at zero", ("digits", "clusters", "friedman"), all_zero),
    *plans("large", "initial weights far too large", ("digits", "clusters", "friedman", "majority"), large_weights),
    *plans("clipped", "gradients clipped far too low", ("digits", "friedman", "language"), clipped_away),
    *plans("sum", "loss summed instead of averaged", ("digits", "clusters", "friedman"), fixed_size_loss),
    *plans("raw", "raw target scale", ("diabetes",), raw_target, 4),
    *plans(
        "rnn",
        "vanilla RNN without clipping",
        ("adding", "language"),
        lambda b, r: build(b, r, Change(lr=4, net={"cell": "rnn"})),
    ),
    *plans(
        "whole",
        "batch size = whole set: one update an epoch",
        ("digits", "clusters", "friedman", "cancer", "language"),
        with_batch(0, 5, epochs=1.5),
    ),
    *plans(
        "one", "batch size 1 with lr too high", ("clusters", "diabetes", "friedman"), with_batch(1, 10, samples=0.3)
    ),
    *plans(
        "two",
        "none (very small batches, noisy train)",
        ("digits", "clusters", "moons", "diabetes"),
        with_batch(2, 0.15, samples=0.4, epochs=0.7),
    ),
    *plans("decades", "none (loss spans decades)", ("linear", "sine"), rated(2, 8), 4),
]
