"""Faults of the optimiser, the loss and the initial weights, and models that are too small."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.plan import Fault, Plan, plans
from examples.loop import State
from examples.tasks import Part

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


def deep_sigmoid(base: str, rng: Rng) -> Setup:
    task, _, recipe = build(base, rng)
    width = 24
    sizes = (task.train[0].shape[1], *[width] * 7, max(task.classes, 1))
    layers: list[nn.Module] = []
    for a, b in pairwise(sizes):
        layers += [nn.Linear(a, b), nn.Sigmoid()]
    return task, nn.Sequential(*layers[:-1]), recipe


def clipped_away(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(recipe={"clip": 1e-3, "optimizer": "sgd", "lr": 0.05}))


def fixed_size_loss(base: str, rng: Rng) -> Setup:
    """The loss is a sum where a mean was meant: gradients grow by the batch size."""
    task, net, recipe = build(base, rng)
    loss = task.loss
    return replace(task, loss=lambda o, y: loss(o, y) * recipe.batch_size), net, replace(recipe, optimizer="sgd")


def raw_target(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(lr=float(rng.choice([1, 30, 100])), epochs=1.5, task={"raw": True}))


def too_small(width: int) -> Fault:
    """A fault that leaves about so many hidden units."""

    def make(base: str, rng: Rng) -> Setup:
        return build(base, rng, Change(width=0 if width == 1 else width / 40, epochs=1.3, lr=2))

    return make


def decayed(low: float, high: float) -> Fault:
    """Weight decay (as L2 in the loss's gradient) between two."""

    def make(base: str, rng: Rng) -> Setup:
        decay = float(f"{np.exp(rng.uniform(np.log(low), np.log(high))):.2g}")
        return build(base, rng, Change(recipe={"options": {"weight_decay": decay}}))

    return make


def slow_norm(base: str, rng: Rng) -> Setup:
    momentum = float(rng.choice([0.001, 0.003, 0.006]))
    return build(base, rng, Change(lr=2, epochs=0.8, net={"norm": momentum}))


def normal_norm(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(net={"norm": 0.1}))


def noise_grows(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(epochs=1.4))
    rate = float(rng.uniform(0.5, 2.0)) * float(task.train[0].std()) / recipe.epochs

    def noise(x: Tensor, y: Tensor, epoch: int) -> Part:
        return x + rate * epoch * torch.randn_like(x), y

    return task, net, replace(recipe, corrupt=noise)


def dropout_grows(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(net={"dropout": 0.1}, epochs=1.4, width=1.5))

    def more(state: State) -> None:
        for layer in state.net.modules():
            if isinstance(layer, nn.Dropout):
                layer.p = min(0.95, 0.1 + 0.9 * state.epoch / recipe.epochs)

    return task, net, replace(recipe, before_epoch=more)


def averaged(base: str, rng: Rng) -> Setup:
    decay = float(rng.choice([0.99, 0.997, 0.999]))
    return build(base, rng, Change(lr=3, recipe={"ema": decay, "lr_at": lambda t: 0.85**t}))


MLPS = ("digits", "clusters", "moons", "cancer", "diabetes", "friedman")
Make = Callable[..., list[Plan]]
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
    *plans(
        "sigmoid", "gradients vanish (seven sigmoid layers)", ("digits", "clusters", "friedman", "cancer"), deep_sigmoid
    ),
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
    *plans(
        "tiny", "model too small (one unit)", ("digits", "clusters", "friedman", "majority", "patches"), too_small(1)
    ),
    *plans(
        "narrow",
        "model too small (few units)",
        ("digits", "cnn", "clusters", "language", "adding", "sine"),
        too_small(3),
    ),
    *plans(
        "flatnet",
        "linear model on a problem that is not",
        ("moons", "sine", "friedman", "clusters"),
        lambda b, r: build(b, r, Change(lr=3, epochs=1.2, net={"depth": 0})),
    ),
    *plans("l2", "over-regularised (weight decay)", (*MLPS, "cnn", "language"), decayed(0.1, 1.0)),
    *plans(
        "l2huge",
        "over-regularised (weight decay, far too much)",
        ("digits", "clusters", "friedman", "majority"),
        decayed(2, 10),
    ),
    *plans(
        "norm",
        "train flat while val still falls (BN running stats warm up)",
        ("digits", "cnn", "clusters", "friedman"),
        slow_norm,
    ),
    *plans("normal", "none (batch normalisation, healthy)", ("digits", "cnn", "clusters", "friedman"), normal_norm),
    *plans(
        "noisegrows",
        "train rising (input noise grows)",
        ("digits", "clusters", "friedman", "diabetes", "moons"),
        noise_grows,
    ),
    *plans("dropgrows", "train rising (dropout grows)", ("digits", "clusters", "majority", "friedman"), dropout_grows),
    *plans(
        "ema",
        "averaged weights are evaluated (val lags)",
        ("digits", "clusters", "language", "friedman", "cnn"),
        averaged,
    ),
    *plans("decades", "none (loss spans decades)", ("linear", "sine"), rated(2, 8), 4),
]
