"""Models too small or held too tightly, and what makes training harder than validation."""

from __future__ import annotations

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


def deep_sigmoid(base: str, rng: Rng) -> Setup:
    task, _, recipe = build(base, rng)
    width = 24
    sizes = (task.train[0].shape[1], *[width] * 7, max(task.classes, 1))
    layers: list[nn.Module] = []
    for a, b in pairwise(sizes):
        layers += [nn.Linear(a, b), nn.Sigmoid()]
    return task, nn.Sequential(*layers[:-1]), recipe


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
CAPACITY: list[Plan] = [
    *plans(
        "sigmoid", "gradients vanish (seven sigmoid layers)", ("digits", "clusters", "friedman", "cancer"), deep_sigmoid
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
]
