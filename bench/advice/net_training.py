"""Nets trained with torch on one thread, logged as Keras does."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.advice.loop import Epoch, epochs
from bench.advice.nets import net_for
from bench.advice.recipes import Recipe
from bench.advice.tasks import TASKS, Data, data_of, sound
from bench.advice.training import Trained, chance, rounded

TUNED_ON = "digits-mlp"
OTHER_DATA = 1000
"""Added to the seed of the data on which a net is pretrained."""


def train_net(recipe: Recipe) -> Trained:
    """The run of a recipe; after what is not finite the log goes on as Keras' would."""
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    parts, classes = data_of(recipe), TASKS[recipe.task].classes
    loss = partial(_loss, recipe.loss, classes, _weights(recipe, parts, classes))
    run = [*epochs(_net(recipe, parts), recipe, parts, loss, classes)]
    run += run[-1:] * (recipe.epochs - len(run))
    return Trained(
        _log(recipe, parts, run),
        rounded([epoch.val.measure for epoch in run]),
        rounded([epoch.test.measure for epoch in run]),
        rounded([epoch.test.accuracy for epoch in run]) if classes else [],
        chance(parts.train, parts.test, classes),
    )


def _log(recipe: Recipe, parts: Data, run: Sequence[Epoch]) -> dict[str, Any]:
    """The History as `{"history": …, "params": …}`; recall is watched by whoever knows that classes are unequal."""
    names = ["loss"]
    if TASKS[recipe.task].classes:
        names += ["accuracy", "recall"] if recipe.minority < 1 else ["accuracy"]
    history = {name: rounded([getattr(epoch.train, name) for epoch in run]) for name in names}
    history |= {f"val_{name}": rounded([getattr(epoch.val, name) for epoch in run]) for name in names}
    if _logs_rate(recipe):
        history["learning_rate"] = rounded([epoch.rate for epoch in run])
    steps = math.ceil(len(parts.train[0]) / recipe.batch_size)
    return {"history": history, "params": {"verbose": 1, "epochs": recipe.epochs, "steps": steps}}


def _logs_rate(recipe: Recipe) -> bool:
    """Keras logs the rate when a callback sets it; where none does, half of the people log it themselves."""
    scheduled = recipe.schedule != "constant" or recipe.warmup > 0
    return scheduled or zlib.crc32(f"rate {recipe.task} {recipe.seed}".encode()) >> 7 & 1 == 0


def _net(recipe: Recipe, parts: Data) -> nn.Module:
    task, targets = TASKS[recipe.task], parts.train[1]
    outputs = task.classes or (targets.shape[1] if targets.ndim > 1 else 1)
    net = net_for(task.family, recipe, parts.train[0].shape[-1], outputs)
    if task.family == "tuned":
        net.load_state_dict(_pretrained(recipe.width, recipe.depth, recipe.activation, recipe.seed))
        torch.manual_seed(recipe.seed)
    return net


@cache
def _pretrained(width: int, depth: int, activation: str, seed: int) -> dict[str, Tensor]:
    """The weights of a net of that shape that has learned the upright digits."""
    shape: dict[str, Any] = {"width": width, "depth": depth, "activation": activation}
    recipe = replace(sound(TUNED_ON, seed + OTHER_DATA), **shape)
    parts = data_of(recipe)
    torch.manual_seed(seed)
    net, classes = _net(recipe, parts), TASKS[TUNED_ON].classes
    for _ in epochs(net, recipe, parts, partial(_loss, "fitting", classes, None), classes):
        pass
    return net.state_dict()


def _weights(recipe: Recipe, parts: Data, classes: int) -> Tensor | None:
    if not recipe.balanced or not classes:
        return None
    counts = np.bincount(parts.train[1].ravel(), minlength=classes).clip(1)
    return torch.as_tensor(counts.sum() / classes / counts, dtype=torch.float32)


def _loss(kind: str, classes: int, weights: Tensor | None, output: Tensor, target: Tensor) -> Tensor:
    """The loss that fits the task, or of `squared` classes the error of their probabilities, as Keras' `mse` is."""
    if not classes:
        return functional.mse_loss(output.reshape(target.shape), target)
    flat, labels = output.reshape(-1, classes), target.reshape(-1)
    if kind == "squared":
        return functional.mse_loss(flat.softmax(-1), functional.one_hot(labels, classes).float())
    return functional.cross_entropy(flat, labels, weight=weights if flat.requires_grad else None)
