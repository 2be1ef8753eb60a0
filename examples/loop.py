"""The training loop of the examples: a task, a network and a recipe give a Keras-like History.

As in Keras the training values of an epoch are means over its batches, and the validation values are measured once
with the weights at the epoch's end. May not: draw or print.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from examples.tasks import Loss, Part, Task

History = dict[str, list[float]]
OPTIMIZERS = {
    "sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW,
    "rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad,
}  # fmt: skip


@dataclass
class State:
    """What a hook may look at and change: the network, the optimizer, and where the run is (epoch counts from 0)."""

    net: nn.Module
    optimizer: torch.optim.Optimizer
    task: Task
    epoch: int = 0
    step: int = 0


@dataclass(frozen=True)
class Recipe:
    """How to train. `lr_at(progress in epochs)` multiplies the learning rate; the hooks change what they are given."""

    epochs: int = 30
    batch_size: int = 32
    optimizer: str = "adam"
    lr: float = 1e-3
    options: dict[str, Any] = field(default_factory=dict)
    clip: float | None = None
    ema: float | None = None
    validate: bool = True
    train_loss: Loss | None = None
    lr_at: Callable[[float], float] | None = None
    log_lr: bool = False
    corrupt: Callable[[Tensor, Tensor, int], Part] | None = None
    before_epoch: Callable[[State], None] | None = None
    after_step: Callable[[State], None] | None = None
    reset_val: Callable[[Part, int], Part] | None = None


def fit(task: Task, net: nn.Module, recipe: Recipe, seed: int = 0) -> tuple[History, History]:
    """The History that the log would hold, and what only the maker knows.

    The second holds, by epoch, `clean_train_loss` (the whole training part as stored, in evaluation mode, with the
    weights at the epoch's end) and `clean_val_loss` (the large test part of the task's own distribution).
    """
    torch.manual_seed(seed)
    optimizer = OPTIMIZERS[recipe.optimizer](net.parameters(), lr=recipe.lr, **recipe.options)
    state = State(net, optimizer, task)
    shadow = copy.deepcopy(net) if recipe.ema else net
    seen: History = {}
    known: History = {}
    for state.epoch in range(recipe.epochs):
        if recipe.before_epoch:
            recipe.before_epoch(state)
        values = _epoch(state, recipe, shadow)
        if recipe.validate:
            part = recipe.reset_val(task.val, state.epoch) if recipe.reset_val else task.val
            values |= {f"val_{name}": value for name, value in measure(shadow, part, task).items()}
        if recipe.log_lr:
            values["lr"] = state.optimizer.param_groups[0]["lr"]
        _note(seen, values)
        _note(known, {"clean_train_loss": measure(net, task.train, task)["loss"],
                      "clean_val_loss": measure(shadow, task.test, task)["loss"]})  # fmt: skip
    return seen, known


def _epoch(state: State, recipe: Recipe, shadow: nn.Module) -> dict[str, float]:
    task, net = state.task, state.net
    x, y = task.train
    loss_of = recipe.train_loss or task.loss
    total = right = seen = 0.0
    net.train()
    batches = torch.randperm(len(x)).split(recipe.batch_size)
    for i, chosen in enumerate(batches):
        if recipe.lr_at:
            for group in state.optimizer.param_groups:
                group["lr"] = recipe.lr * recipe.lr_at(state.epoch + i / len(batches))
        inputs, targets = x[chosen], y[chosen]
        if recipe.corrupt:
            inputs, targets = recipe.corrupt(inputs, targets, state.epoch)
        state.optimizer.zero_grad()
        output = net(inputs)
        loss = loss_of(output, targets)
        loss.backward()
        if recipe.clip:
            nn.utils.clip_grad_norm_(net.parameters(), recipe.clip)
        state.optimizer.step()
        state.step += 1
        total += float(loss.detach()) * len(chosen)
        seen += len(chosen)
        if task.classes:
            right += float((output.detach().argmax(-1) == targets).float().mean()) * len(chosen)
        if recipe.after_step:
            recipe.after_step(state)
        if recipe.ema:
            follow(shadow, net, recipe.ema)
    return {"loss": total / seen} | ({"accuracy": right / seen} if task.classes else {})


def follow(shadow: nn.Module, net: nn.Module, decay: float) -> None:
    """Move the averaged weights a little towards the present ones."""
    with torch.no_grad():
        for old, new in zip(shadow.state_dict().values(), net.state_dict().values(), strict=True):
            old.lerp_(new, 1 - decay) if old.is_floating_point() else old.copy_(new)


@torch.no_grad()
def measure(net: nn.Module, part: Part, task: Task) -> dict[str, float]:
    """Loss and (for classes) accuracy of the network on a part, in evaluation mode."""
    x, y = part
    was = net.training
    net.eval()
    output = net(x)
    net.train(was)
    values = {"loss": float(task.loss(output, y))}
    if task.classes:
        values["accuracy"] = float((output.argmax(-1) == y).float().mean())
    return values


def _note(history: History, values: dict[str, float]) -> None:
    for name, value in values.items():
        history.setdefault(name, []).append(value)


def rounded(history: History, digits: int = 7) -> dict[str, list[float]]:
    """The same with so many significant digits, as small files need; NaN and infinities stay."""
    return {name: [v if not math.isfinite(v) else float(f"{v:.{digits}g}") for v in vs] for name, vs in history.items()}
