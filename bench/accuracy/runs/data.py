"""Faults of the data: labels, splits, distributions, sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.generalisation import with_wrong_labels
from bench.accuracy.runs.plan import Plan, plans
from examples.tasks import Part, Task

Rng = np.random.Generator


def shuffled(part: Part, share: float = 1.0) -> Part:
    """A part whose targets (a share of them) are exchanged among themselves."""
    x, y = part
    chosen = torch.randperm(len(y))[: int(share * len(y))]
    y = y.clone()
    y[chosen] = y[chosen[torch.randperm(len(chosen))]]
    return x, y


def train_shuffled(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.6, epochs=1.3))
    return with_wrong_labels(task, 1.0, rng), net, recipe


def train_memorised(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.3, width=4, epochs=2, lr=1.5))
    return with_wrong_labels(task, 1.0, rng), net, recipe


def val_shuffled(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    return task.with_val(*shuffled(task.val)), net, recipe


def val_half_shuffled(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    return task.with_val(*shuffled(task.val, float(rng.uniform(0.3, 0.6)))), net, recipe


def val_not_scaled(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.val
    return task.with_val(x * float(rng.choice([0.1, 4, 16])), y), net, recipe


def val_shifted(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.val
    return task.with_val(x + float(rng.uniform(0.4, 1.5)), y), net, recipe


def val_noisy(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.val
    return task.with_val(x + float(rng.uniform(0.5, 1.5)) * x.std() * torch.randn_like(x), y), net, recipe


def val_other_unit(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.val
    return task.with_val(x, y * float(rng.choice([3.0, 10.0])) + 1), net, recipe


def val_is_train(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=0.3, width=3, epochs=1.8))
    half = len(task.train[0]) // 2
    return task.with_val(task.train[0][:half], task.train[1][:half]), net, recipe


def val_easy(base: str, rng: Rng) -> Setup:
    """Training labels in part wrong, validation only on what a first model already gets right."""
    task, net, recipe = build(base, rng)
    return with_wrong_labels(task, float(rng.uniform(0.2, 0.5)), rng), net, recipe


def val_tiny(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(epochs=1.3))
    n = int(rng.integers(6, 20))
    return task.with_val(task.val[0][:n], task.val[1][:n]), net, recipe


def val_one_class(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.val
    mine = y == int(rng.integers(task.classes))
    return task.with_val(x[mine], y[mine]), net, recipe


def class_unseen(base: str, rng: Rng) -> Setup:
    """One class (a third of them, where there are many) is missing in training."""
    task, net, recipe = build(base, rng)
    x, y = task.train
    kept = y >= max(1, task.classes // 3)
    return task.with_train(x[kept], y[kept]), net, recipe


def imbalanced(base: str, rng: Rng) -> Setup:
    classes = int(rng.choice([2, 3, 4]))
    shares = [0.9 + 0.07 * float(rng.random())] + [0.03 / (classes - 1)] * (classes - 1)
    return build(base, rng, Change(lr=0.6, task={"shares": shares, "classes": classes, "flip": 0.02}))


def no_signal(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(samples=float(rng.choice([0.5, 2.0]))))
    task = task.with_train(*shuffled(task.train)).with_val(*shuffled(task.val))
    return replace(task, test=shuffled(task.test)), net, recipe


def one_label(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    x, y = task.train
    return task.with_train(x, torch.zeros_like(y)), net, recipe


def heavy_tails(base: str, rng: Rng) -> Setup:
    def tailed(part: Part) -> Part:
        return part[0], part[1] + 0.4 * torch.as_tensor(rng.standard_t(1.4, part[1].shape), dtype=torch.float32)

    task, net, recipe = build(base, rng)
    task = Task(task.name, tailed(task.train), tailed(task.val), tailed(task.test), task.loss)
    return task, net, recipe


def fresh_label_noise(base: str, rng: Rng) -> Setup:
    """Each epoch other labels are wrong: training sits at the floor that the noise sets."""
    share = float(rng.uniform(0.4, 0.8))

    def noise(x: Tensor, y: Tensor, _: int) -> Part:
        return shuffled((x, y), share)

    return build(base, rng, Change(lr=0.5, epochs=1.2, recipe={"corrupt": noise}))


def inputs_zero_from(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    start = int(recipe.epochs * rng.uniform(0.3, 0.7))
    return task, net, replace(recipe, corrupt=lambda x, y, epoch: (x * (epoch < start), y))


def labels_break_from(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    start = int(recipe.epochs * rng.uniform(0.3, 0.7))
    return task, net, replace(recipe, corrupt=lambda x, y, epoch: shuffled((x, y)) if epoch >= start else (x, y))


def drifting(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(epochs=1.3))
    way = torch.randn(task.train[0].shape[1:]) * 0.05

    def drift(x: Tensor, y: Tensor, epoch: int) -> Part:
        return x + way * max(0, epoch - recipe.epochs // 3), y

    return task, net, replace(recipe, corrupt=drift)


def val_drifting(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    rate = float(rng.uniform(0.02, 0.05))
    return task, net, replace(recipe, reset_val=lambda part, epoch: (part[0] * (1 + rate * epoch), part[1]))


LABELLED = ("digits", "cnn", "clusters", "moons", "cancer", "majority")
DATA: list[Plan] = [
    *plans(
        "shuftrain", "train labels shuffled (val labels right)", (*LABELLED, "friedman", "language"), train_shuffled
    ),
    *plans(
        "shufmemo",
        "train labels shuffled (val labels right), big model memorises",
        ("digits", "clusters", "diabetes"),
        train_memorised,
    ),
    *plans(
        "shufval",
        "validation labels shuffled",
        (*LABELLED, "friedman", "diabetes", "sine", "language", "likelihood"),
        val_shuffled,
    ),
    *plans(
        "halfval",
        "part of the validation labels shuffled",
        ("digits", "clusters", "moons", "friedman", "majority"),
        val_half_shuffled,
    ),
    *plans(
        "scale",
        "validation set not normalised",
        ("digits", "cnn", "clusters", "diabetes", "friedman", "patches"),
        val_not_scaled,
    ),
    *plans(
        "shift", "validation set shifted", ("digits", "clusters", "friedman", "moons", "sine", "density"), val_shifted
    ),
    *plans("noiseval", "noise on the validation inputs", ("digits", "clusters", "friedman", "cancer"), val_noisy),
    *plans("unit", "validation target in another unit", ("diabetes", "friedman", "linear", "sine"), val_other_unit),
    *plans(
        "leak",
        "validation set is a copy of training samples",
        ("digits", "clusters", "diabetes", "friedman", "cnn", "language"),
        val_is_train,
    ),
    *plans(
        "easyval",
        "training labels in part wrong, validation labels right",
        ("digits", "cnn", "clusters", "friedman", "majority"),
        val_easy,
    ),
    *plans(
        "tinyval", "tiny validation set (very noisy val)", (*LABELLED, "diabetes", "friedman", "language"), val_tiny
    ),
    *plans("oneclass", "validation holds one class only", ("digits", "clusters", "majority"), val_one_class),
    *plans(
        "unseen", "classes of the validation set are missing in training", ("digits", "clusters", "cnn"), class_unseen
    ),
    *plans("imbalance", "class imbalance, accuracy stuck at majority share", ("clusters",), imbalanced, 5),
    *plans(
        "nosignal",
        "inputs say nothing about the targets",
        ("clusters", "friedman", "digits", "majority", "diabetes"),
        no_signal,
    ),
    *plans("onelabel", "all training labels are the same", ("digits", "clusters"), one_label),
    *plans("tails", "heavy-tailed targets", ("friedman", "diabetes", "sine", "linear"), heavy_tails),
    *plans(
        "floor",
        "train flat while val still falls (fresh label noise each epoch)",
        ("digits", "clusters", "cnn", "friedman", "majority"),
        fresh_label_noise,
    ),
    *plans("zeroed", "training inputs become zero in the middle", ("digits", "friedman"), inputs_zero_from),
    *plans(
        "broken", "training labels become random in the middle", ("digits", "clusters", "friedman"), labels_break_from
    ),
    *plans("drift", "training data drift away", ("clusters", "friedman", "linear", "digits"), drifting),
    *plans("valdrift", "validation data drift away", ("clusters", "digits", "friedman"), val_drifting),
]
