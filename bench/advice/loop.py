"""The training loop of the nets: for each epoch what is measured on the three parts, and the rate.

May not: know what a log looks like.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.advice.nets import trainable
from bench.advice.recipes import Recipe
from bench.advice.tasks import Arrays, Data
from bench.advice.training import class_mean

MOMENTUM = 0.9
CUT = 1e-3
CYCLES = 3.2
"""Of warm restarts: the run ends a fifth into the last one, with a rate that is high again."""

Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Measured:
    """One part after an epoch: the logged loss, the task's measure, accuracy, and recall of each second class."""

    loss: float
    measure: float = 0.0
    accuracy: float = 0.0
    recall: float = 0.0


@dataclass(frozen=True)
class Epoch:
    """What is measured in an epoch; of training the means over its batches, as Keras shows them."""

    train: Measured
    val: Measured
    test: Measured
    rate: float


def epochs(net: nn.Module, recipe: Recipe, parts: Data, loss: Loss, classes: int) -> Iterator[Epoch]:
    """Train the net; the epochs end where the loss is not finite."""
    train, held_out, test = (_tensors(part) for part in (parts.train, parts.val, parts.test))
    parameters = trainable(net, recipe)
    optimizer = _optimizer(recipe, parameters)
    order = torch.Generator().manual_seed(recipe.seed)
    steps = math.ceil(len(train[0]) / recipe.batch_size)
    for epoch in range(recipe.epochs):
        net.train()
        sums, rate = torch.zeros(3), recipe.learning_rate
        for number, rows in enumerate(torch.randperm(len(train[0]), generator=order).split(recipe.batch_size)):
            rate = recipe.learning_rate * _factor(recipe, (epoch * steps + number) / (recipe.epochs * steps))
            for group in optimizer.param_groups:
                group["lr"] = rate
            target = train[1][rows]
            output = net(train[0][rows])
            _step(loss(output, target), optimizer, parameters, recipe.clip_norm)
            sums += _of_batch(output.detach(), target, loss, classes)
        fitted = _means(sums, train, classes)
        net.eval()
        yield Epoch(fitted, _judged(net, held_out, classes, loss), _judged(net, test, classes, loss), rate)
        if not math.isfinite(fitted.loss):
            return


def _step(loss: Tensor, optimizer: torch.optim.Optimizer, parameters: list[nn.Parameter], clip_norm: float) -> None:
    optimizer.zero_grad()
    loss.backward()
    if clip_norm:
        nn.utils.clip_grad_norm_(parameters, clip_norm)
    optimizer.step()


def _of_batch(output: Tensor, target: Tensor, loss: Loss, classes: int) -> Tensor:
    """The sums over a batch of loss, hits and hits in each second class."""
    total = loss(output, target) * len(target)
    if not classes:
        return torch.stack([total, torch.zeros(()), torch.zeros(())])
    right = (output.argmax(-1) == target).float()
    per_row = right.reshape(len(target), -1).mean(1).sum()
    return torch.stack([total, per_row, (right * (target % 2)).sum()])


def _means(sums: Tensor, part: tuple[Tensor, Tensor], classes: int) -> Measured:
    loss, hits, minor = (sums / len(part[0])).tolist()
    odd = float((part[1] % 2).float().sum() / len(part[0])) if classes else 1.0
    return Measured(loss, 0.0, hits, minor / max(odd, 1e-9))


@torch.no_grad()
def _judged(net: nn.Module, part: tuple[Tensor, Tensor], classes: int, loss: Loss) -> Measured:
    x, y = part
    output = net(x)
    logged = loss(output, y).item()
    if not classes:
        return Measured(logged, logged)
    flat, labels = output.reshape(-1, classes), y.reshape(-1)
    right = (flat.argmax(-1) == labels).float()
    losses = functional.cross_entropy(flat, labels, reduction="none")
    odd = right[labels % 2 == 1].mean().item()
    return Measured(logged, class_mean(losses.numpy(), labels.numpy()), right.mean().item(), odd)


def _tensors(part: Arrays) -> tuple[Tensor, Tensor]:
    x, y = (torch.as_tensor(a, dtype=torch.long if a.dtype.kind == "i" else torch.float32) for a in part)
    return x, y


def _optimizer(recipe: Recipe, parameters: list[nn.Parameter]) -> torch.optim.Optimizer:
    rate, decay = recipe.learning_rate, recipe.weight_decay
    if recipe.optimizer == "sgd":
        return torch.optim.SGD(parameters, lr=rate, momentum=MOMENTUM, weight_decay=decay, fused=True)
    return torch.optim.AdamW(parameters, lr=rate, weight_decay=decay, fused=True)


def _factor(recipe: Recipe, done: float) -> float:
    """What the rate is multiplied with when that share of the run is done."""
    if done < recipe.warmup:
        return max(done, 1e-3) / recipe.warmup
    if recipe.schedule == "step":
        return 1.0 if done < recipe.cut_at else CUT
    if recipe.schedule in ("cosine", "restarts"):
        part = done if recipe.schedule == "cosine" else done * CYCLES % 1
        return 0.5 * (1 + math.cos(math.pi * part))
    return 1.0
