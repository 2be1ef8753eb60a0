"""The example runs: what each shows, how it was provoked, and the training that does it.

May not: write files or print.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from sklearn.linear_model import LogisticRegression
from torch import Tensor, nn

from examples import models, tasks
from examples.loop import Recipe, State
from examples.tasks import Part, Task

Setup = tuple[Task, nn.Module, Recipe]


@dataclass(frozen=True)
class Case:
    """One example: its file name, the trends at its end, what it is, how one gets it, and the set-up that trains it."""

    name: str
    train: str
    val: str
    shows: str
    how: str
    setup: Callable[[], Setup]


def still_learning() -> Setup:
    """A healthy run that was stopped early."""
    return tasks.digits(), models.mlp(64, 10), Recipe(epochs=14, batch_size=64, lr=3e-4)


def val_stopped() -> Setup:
    """A network a little too big for its data: the training loss goes on falling, the validation loss has stopped."""
    recipe = Recipe(epochs=60, optimizer="adamw", lr=6e-4, options={"weight_decay": 1e-2})
    return tasks.clusters(1500, 500, flip=0.1), models.mlp(20, 4, 24, 2), recipe


def overfitting() -> Setup:
    """400 samples with 10 % wrong labels, memorised."""
    return tasks.clusters(400, flip=0.1), models.mlp(20, 4, 128, 2), Recipe(epochs=80, lr=1e-3)


def averaged_weights() -> Setup:
    """The validation looks at slowly averaged weights, which are still on their way when training has arrived."""
    recipe = Recipe(epochs=26, batch_size=50, lr=2e-2, ema=0.9985, lr_at=lambda t: 0.85**t)
    return tasks.clusters(2500), models.mlp(20, 4, 8, 1), recipe


def plateau() -> Setup:
    """The learning rate is halved every epoch: nothing moves any more, far from done."""
    net = models.Transformer()
    return tasks.language(600), net, Recipe(epochs=30, lr=2e-3, lr_at=lambda t: 0.5 ** int(t), log_lr=True)


def converged() -> Setup:
    """A small network on much data, with a learning rate that ends at zero."""
    task = tasks.clusters(2500, flip=0.05)
    recipe = Recipe(epochs=60, batch_size=64, lr=5e-3, lr_at=lambda t: 0.5 + 0.5 * math.cos(math.pi * t / 60))
    return task, models.mlp(20, 4, 8, 1), recipe


def drifting_stream() -> Setup:
    """The training data drift away epoch by epoch, the validation set stays what it was."""
    generator = torch.Generator().manual_seed(5)
    turn = torch.randn(10, 10, generator=generator)

    def drift(x: Tensor, y: Tensor, epoch: int) -> Part:
        angle = 0.03 * max(0, epoch - 15)
        return torch.linalg.matrix_exp(angle * (turn - turn.T) / 4).mm(x.T).T, y

    recipe = Recipe(epochs=50, optimizer="sgd", lr=0.05, corrupt=drift)
    return tasks.linear(600, noise=0.5), nn.Linear(10, 1), recipe


def harder_and_harder() -> Setup:
    """A curriculum: training begins with the easier half of the samples, and every epoch harder ones join."""
    task = tasks.clusters(1500, 600, flip=0.25, seed=4)
    x, y = task.train
    judge = LogisticRegression().fit(x.numpy(), y.numpy())
    ease = torch.as_tensor(judge.predict_proba(x.numpy()))[torch.arange(len(y)), y]
    order = ease.argsort(descending=True)

    def draw(batch: Tensor, _: Tensor, epoch: int) -> Part:
        pool = order[: int(len(order) * min(1.0, 0.5 + 0.02 * epoch))]
        chosen = pool[torch.randint(len(pool), (len(batch),))]
        return x[chosen], y[chosen]

    recipe = Recipe(epochs=23, batch_size=50, lr=7e-4, corrupt=draw, options={"weight_decay": 0.03})
    return task, models.mlp(20, 4, 16, 1), recipe


def harder_when_done() -> Setup:
    """The network has learned what it can; then the noise on the training inputs grows, and validation stays."""

    def noise(x: Tensor, y: Tensor, epoch: int) -> Part:
        return x + 0.01 * max(0, epoch - 12) * torch.randn_like(x), y

    recipe = Recipe(epochs=40, batch_size=50, lr=1e-2, corrupt=noise, lr_at=lambda t: 1.0 if t < 8 else 0.002)
    return tasks.friedman(1500), models.mlp(10, 1, 12, 1), recipe


def learning_rate_ramp() -> Setup:
    """The learning rate grows by 22 % an epoch: both losses fall, then both rise."""
    net = models.Recurrent(32, 32, tokens=32, each=True)
    return tasks.language(400), net, Recipe(epochs=32, lr=1e-3, lr_at=lambda t: 1.22**t, log_lr=True)


def not_a_number() -> Setup:
    """Plain SGD, whose learning rate grows by a third an epoch: the loss falls, explodes, overflows."""
    recipe = Recipe(epochs=20, optimizer="sgd", lr=0.02, lr_at=lambda t: 1.33**t, log_lr=True)
    return tasks.linear(400, noise=0.3), nn.Linear(10, 1), recipe


def unstable() -> Setup:
    """Adam with a learning rate of 0.1."""
    return tasks.friedman(600), models.mlp(10, 1, 64, 2), Recipe(epochs=60, lr=0.1)


def underfitting() -> Setup:
    """A linear model on two moons that bend into one another, with four classes."""
    task = tasks.clusters(1000, seed=3, flip=0.0)
    return task, models.mlp(20, 4, 1, 1), Recipe(epochs=50, lr=1e-2)


def wrong_val_labels() -> Setup:
    """The labels of the validation set were shuffled."""
    task = tasks.digits()
    x, y = task.val
    task = task.with_val(x, y[torch.randperm(len(y), generator=torch.Generator().manual_seed(1))])
    return task, models.mlp(64, 10), Recipe(epochs=25, batch_size=64, lr=1e-3)


def overconfident() -> Setup:
    """The validation loss rises while the validation accuracy holds: the network gets too sure of itself."""
    return tasks.clusters(1000, flip=0.02, seed=2), models.mlp(20, 4, 64, 2), Recipe(epochs=60, lr=1e-3)


def rate_drops() -> Setup:
    """A plateau of the loss that ends when the learning rate is divided by ten."""
    recipe = Recipe(
        epochs=50, optimizer="sgd", lr=0.25, batch_size=16, lr_at=lambda t: 0.1 if t >= 25 else 1.0, log_lr=True
    )
    return tasks.friedman(1200), models.mlp(10, 1, 24, 2), recipe


def restarts() -> Setup:
    """A cosine schedule with warm restarts every 12 epochs: the loss saws, and nothing is wrong."""
    recipe = Recipe(epochs=60, lr=4e-2, lr_at=lambda t: 0.5 + 0.5 * math.cos(math.pi * (t % 12) / 12), log_lr=True)
    return tasks.friedman(1200), models.mlp(10, 1, 12, 1), recipe


def no_validation() -> Setup:
    """No validation data were given."""
    return tasks.digits(), models.cnn(), Recipe(epochs=20, batch_size=64, lr=1e-3, validate=False)


def too_short() -> Setup:
    """Two epochs."""
    return tasks.digits(), models.mlp(64, 10), Recipe(epochs=2, batch_size=64)


def ascent() -> Setup:
    """The sign of the loss is wrong: the optimizer climbs."""

    def climb(state: State) -> None:
        state.optimizer.param_groups[0]["maximize"] = True

    return tasks.cancer(), models.mlp(30, 2, 16, 1), Recipe(epochs=25, optimizer="sgd", lr=2e-3, before_epoch=climb)


CASES = (
    Case("still-learning", "falling", "falling", "the best case: go on", "common", still_learning),
    Case("overfitting-val-flat", "falling", "flat", "mild overfitting: only the training loss still falls",
         "common: a network too big for the data, a small learning rate, a little weight decay", val_stopped),
    Case("overfitting", "falling", "rising", "the classic U", "common: few samples, some labels wrong", overfitting),
    Case("averaged-weights", "flat", "falling", "training has arrived, validation still falls",
         "rare: the validation uses an exponential moving average of the weights (decay 0.9985 a step), which "
         "lags; the seed's advice, to check the data, is what one does until one knows", averaged_weights),
    Case("plateau", "flat", "flat", "stuck far from done",
         "provoked: the learning rate is halved every epoch, so the run freezes where it is", plateau),
    Case("converged", "flat", "flat", "arrived", "common: enough data, a schedule that ends at zero", converged),
    Case("drifting-stream", "flat", "rising", "training keeps its level, validation gets worse",
         "rare: from epoch 16 on the training inputs are rotated a little more every epoch (data that drift); the "
         "network follows them, and the validation set stays where it was", drifting_stream),
    Case("harder-and-harder", "rising", "falling", "training gets worse, validation better",
         "rare: a curriculum; training begins with the easier half of the samples and harder ones join every epoch",
         harder_and_harder),
    Case("harder-when-done", "rising", "flat", "training gets worse, validation stays",
         "rare: noise on the training inputs grows every epoch, when the network has arrived and its learning rate is "
         "near zero; the validation inputs have none",
         harder_when_done),
    Case("learning-rate-ramp", "rising", "rising", "the worst case: both fell, now both rise",
         "provoked: the learning rate grows 22 % an epoch", learning_rate_ramp),
    Case("gradient-ascent", "rising", "rising", "both rise from the start", "provoked: the sign of the loss is wrong",
         ascent),
    Case("diverged", "diverged", "diverged", "NaN",
         "provoked: plain SGD, the learning rate grows by a third an epoch until numbers overflow", not_a_number),
    Case("unstable", "oscillating", "oscillating", "jumps up and down", "provoked: Adam, learning rate 0.1", unstable),
    Case("underfitting", "flat", "flat", "arrived at a poor level", "provoked: one hidden unit", underfitting),
    Case("wrong-val-labels", "falling", "rising", "validation never beats chance",
         "provoked: the labels of the validation set were shuffled", wrong_val_labels),
    Case("overconfident", "falling", "rising", "validation loss rises while accuracy holds", "common", overconfident),
    Case("learning-rate-drop", "flat", "flat", "a plateau that ended when the learning rate fell tenfold", "common",
         rate_drops),
    Case("warm-restarts", "a saw", "a saw", "a saw that is meant to be one", "common: cosine restarts",
         restarts),
    Case("no-validation", "falling", "-", "nothing to compare with", "no validation data", no_validation),
    Case("too-short", "unknown", "unknown", "too little to say", "two epochs", too_short),
)  # fmt: skip
