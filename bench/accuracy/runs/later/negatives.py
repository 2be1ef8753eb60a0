"""Losses that are or become negative: likelihoods, evidence bounds, flows, cosines."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.accuracy.runs.data import no_signal, val_not_scaled, val_shuffled
from bench.accuracy.runs.generalisation import arrived, plain, small_data, stopped_early
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import Logged, changed, planned, table
from bench.accuracy.runs.optimisation import frozen, rated
from bench.accuracy.runs.plan import Plan
from examples import tasks
from examples.loop import Recipe
from examples.tasks import Task

Rng = np.random.Generator


class Variational(nn.Module):
    """A variational autoencoder; its output is the picture, the means and the log variances, side by side."""

    def __init__(self, inputs: int, width: int, code: int) -> None:
        super().__init__()
        self.down = nn.Sequential(nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, 2 * code))
        self.up = nn.Sequential(nn.Linear(code, width), nn.ReLU(), nn.Linear(width, inputs))
        self.code = code

    def forward(self, x: Tensor) -> Tensor:
        """Picture, means, log variances."""
        mean, spread = self.down(x).split(self.code, -1)
        noise = torch.randn_like(mean) if self.training else torch.zeros_like(mean)
        return torch.cat([self.up(mean + noise * (spread / 2).exp()), mean, spread], -1)


def evidence(
    inputs: int, code: int, sigma: float, beta: float
) -> tuple[Callable[..., Tensor], dict[str, Callable[..., float]]]:
    """Minus the evidence bound for each pixel, and its two parts as metrics."""

    def fit(output: Tensor, x: Tensor) -> Tensor:
        far = (output[:, :inputs] - x) ** 2 / (2 * sigma**2) + math.log(sigma) + 0.5 * math.log(2 * math.pi)
        return far.sum(-1).mean() / inputs

    def distance(output: Tensor, _: Tensor) -> Tensor:
        mean, spread = output[:, inputs:].split(code, -1)
        return 0.5 * (mean**2 + spread.exp() - spread - 1).sum(-1).mean() / inputs

    def loss(output: Tensor, x: Tensor) -> Tensor:
        return fit(output, x) + beta * distance(output, x)

    return loss, {"recon": lambda o, x: float(fit(o, x)), "kl": lambda o, x: float(distance(o, x))}


def variational(samples: int = 1000, width: int = 64, code: int = 8, sigma: float = 0.15, beta: float = 1.0,
                parts: bool = True, **recipe: Any) -> Callable[[Rng], Logged]:  # fmt: skip
    """A variational autoencoder of digits, with its parts logged or not."""

    def make(rng: Rng) -> Logged:
        loss, metrics = evidence(64, code, sigma, beta)
        task = replace(tasks.patches(samples, 300, int(rng.integers(1000))), loss=loss)
        options = {"epochs": 40, "batch_size": 32, "lr": 2e-3, **recipe}
        return task, Variational(64, width, code), Recipe(**options), Form(metrics=metrics if parts else {})

    return make


class Flow(nn.Module):
    """Affine couplings over two dimensions; its output is the log density of each point."""

    def __init__(self, layers: int, width: int) -> None:
        super().__init__()
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(1, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 2))
            for _ in range(layers)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Log densities."""
        total = torch.zeros(len(x))
        a, b = x[:, :1], x[:, 1:]
        for net in self.nets:
            scale, shift = net(a).split(1, -1)
            scale = 1.5 * scale.tanh()
            a, b = (b - shift) * (-scale).exp(), a
            total = total - scale[:, 0]
        return total - 0.5 * (a**2 + b**2)[:, 0] - math.log(2 * math.pi)


def flow(samples: int, layers: int = 6, width: int = 32, noise: float = 0.03, **recipe: Any) -> Callable[[Rng], Logged]:
    """A flow that learns the density of two narrow moons, minus whose mean is the loss (below zero in the end)."""

    def make(rng: Rng) -> Logged:
        task = tasks.moons(samples, 300, int(rng.integers(1000)), noise=noise)
        first, second, third = ((0.4 * x, y.float()) for x, y in (task.train, task.val, task.test))
        task = Task("density", first, second, third, lambda output, _: -output.mean())
        return task, Flow(layers, width), Recipe(**{"epochs": 50, "batch_size": 32, "lr": 2e-3, **recipe}), Form()

    return make


class Twins(nn.Module):
    """Two noisy views of a sample through one encoder; the output holds predictions and codes of both."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.code = nn.Sequential(nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, 16))
        self.guess = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 16))

    def forward(self, x: Tensor) -> Tensor:
        """Predictions of both views, then codes of both."""
        views = [self.code(x + 0.4 * torch.randn_like(x)) for _ in range(2)]
        return torch.stack([*map(self.guess, views), *views], 1)


def twins(stop: bool, spread: bool = True, **recipe: Any) -> Callable[[Rng], Logged]:
    """Two views are to predict each other (minus their cosine); without `stop` all codes become equal."""

    def loss(output: Tensor, _: Tensor) -> Tensor:
        first, second, a, b = output.unbind(1)
        a, b = (a.detach(), b.detach()) if stop else (a, b)
        return -(functional.cosine_similarity(first, b) + functional.cosine_similarity(second, a)).mean() / 2

    def code_std(output: Tensor, _: Tensor) -> float:
        return float(functional.normalize(output[:, 2], dim=-1).std(0, unbiased=False).mean())

    def make(rng: Rng) -> Logged:
        task = replace(tasks.clusters(800, 300, int(rng.integers(1000))), loss=loss, classes=0)
        options = {"epochs": 40, "batch_size": 64, "lr": 1e-3, **recipe}
        return task, Twins(20, 48), Recipe(**options), Form(metrics={"code_std": code_std} if spread else {})

    return make


NEGATIVES: list[Plan] = [
    planned("negative-loss", "none (evidence bound, healthy)", "vae", variational()),
    planned(
        "negative-loss", "none (evidence bound, stopped while still learning)", "vae", variational(epochs=10, lr=5e-4)
    ),
    planned(
        "negative-loss", "evidence bound, few samples, large model", "vae", variational(60, 256, 32, 0.08, epochs=120)
    ),
    planned("negative-loss", "evidence bound, codes collapse (beta far too large)", "vae", variational(beta=60.0)),
    planned("negative-loss", "evidence bound, rate too high", "vae", variational(lr=0.08, parts=False)),
    planned("negative-loss", "none (flow, healthy)", "flow", flow(1200)),
    planned("negative-loss", "flow, few samples", "flow", flow(60, 8, 64, epochs=150, batch_size=16)),
    planned("negative-loss", "flow too small (two couplings, two units)", "flow", flow(800, 2, 2, epochs=60)),
    planned("negative-loss", "flow, rate too high", "flow", flow(600, lr=0.08)),
    planned("negative-loss", "none (cosine of two views, healthy)", "twins", twins(stop=True)),
    planned("negative-loss", "codes collapse to one (no stopped gradient)", "twins", twins(stop=False)),
    planned(
        "negative-loss", "codes collapse to one, spread not logged", "twins", twins(stop=False, spread=False, lr=5e-3)
    ),
    *table(
        "negative-loss",
        Form(keep=("loss", "val_loss")),
        [
            ("none (cosine, healthy)", "directions", plain),
            ("none (cosine, learning rate ends at zero)", "directions", arrived),
            ("cosine, small data, big model", "directions", small_data),
            ("cosine, inputs say nothing about the targets", "directions", no_signal),
            ("cosine, all frozen but the output bias", "directions", frozen),
            ("cosine, rate too high", "directions", rated(40, 80)),
            (
                "likelihood, small data, big model: val explodes",
                "likelihood",
                changed(samples=0.15, width=4, epochs=2.5),
            ),
            ("none (likelihood, stopped while still learning)", "density", stopped_early),
            ("likelihood, validation targets shuffled", "density", val_shuffled),
            ("likelihood, validation not normalised", "likelihood", val_not_scaled),
        ],
    ),
]
