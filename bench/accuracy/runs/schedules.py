"""Learning-rate schedules, and what happens to a run: spikes, resumes, NaN, early stops."""

from __future__ import annotations

import copy
import math
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from torch import Tensor

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.generalisation import small_data
from bench.accuracy.runs.plan import Plan, plans, record
from examples.loop import State
from examples.tasks import Part

Rng = np.random.Generator


def logged(rng: Rng) -> bool:
    """Whether the log holds the learning rate: in half of the runs."""
    return bool(rng.random() < 0.5)


def steps(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=8, epochs=1.4))
    cut = [recipe.epochs * float(rng.uniform(0.3, 0.6)), recipe.epochs * float(rng.uniform(0.65, 0.9))]
    return task, net, replace(recipe, lr_at=lambda t: 0.1 ** sum(t >= c for c in cut), log_lr=logged(rng))


def drop_at_end(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=10, epochs=1.2))
    return task, net, replace(recipe, lr_at=lambda t: 0.05 if t >= recipe.epochs - 4 else 1.0, log_lr=logged(rng))


def restarts(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=6, epochs=1.5))
    cycle = max(4, recipe.epochs // int(rng.integers(2, 6)))
    return (
        task,
        net,
        replace(recipe, lr_at=lambda t: 0.5 + 0.5 * math.cos(math.pi * (t % cycle) / cycle), log_lr=logged(rng)),
    )


def triangles(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=8, epochs=1.5))
    cycle = max(4, recipe.epochs // 5)
    return task, net, replace(recipe, lr_at=lambda t: 0.02 + abs(t % cycle / cycle * 2 - 1), log_lr=logged(rng))


def one_cycle(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=5, epochs=1.2))
    top = recipe.epochs * 0.3

    def shape(t: float) -> float:
        return 0.04 + t / top if t < top else max(0.0, (recipe.epochs - t) / (recipe.epochs - top))

    return task, net, replace(recipe, lr_at=shape, log_lr=logged(rng))


def halved(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(lr=1.5, recipe={"lr_at": lambda t: 0.5 ** int(t), "log_lr": logged(rng)}))


def ended_early(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng, Change(lr=0.3))
    end = recipe.epochs * float(rng.uniform(0.2, 0.4))
    return task, net, replace(recipe, lr_at=lambda t: max(0.0, 1 - t / end), log_lr=logged(rng))


def no_warm_up(base: str, rng: Rng) -> Setup:
    return build(base, rng, Change(lr=float(rng.choice([8, 20])), recipe={"clip": 1.0}))


def ramp(base: str, rng: Rng) -> Setup:
    rate = float(rng.uniform(1.15, 1.5))
    return build(base, rng, Change(lr=0.3, recipe={"lr_at": lambda t: rate**t, "log_lr": logged(rng)}))


def spikes(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    at = set(rng.integers(recipe.epochs // 4, recipe.epochs - 1, size=2).tolist())

    def shake(state: State) -> None:
        if state.epoch in at:
            with torch.no_grad():
                for weights in state.net.parameters():
                    weights.add_(0.15 * torch.randn_like(weights))

    return task, net, replace(recipe, before_epoch=shake)


def bad_batches(base: str, rng: Rng) -> Setup:
    """Now and then a batch with inputs a hundred times too large: training spikes."""

    def spoil(x: Tensor, y: Tensor, _: int) -> Part:
        return (x * 100 if rng.random() < 0.01 else x), y

    return build(base, rng, Change(recipe={"corrupt": spoil}))


def bad_val_once(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    when = int(rng.integers(recipe.epochs // 3, recipe.epochs))
    return task, net, replace(recipe, reset_val=lambda part, e: (part[0] * (8 if e == when else 1), part[1]))


def resumed_well(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    when = int(recipe.epochs * rng.uniform(0.3, 0.7))

    def forget(state: State) -> None:
        if state.epoch == when:
            state.optimizer.state.clear()

    return task, net, replace(recipe, before_epoch=forget)


def resumed_anew(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    when, first = int(recipe.epochs * rng.uniform(0.4, 0.7)), copy.deepcopy(net.state_dict())

    def lose(state: State) -> None:
        if state.epoch == when:
            state.net.load_state_dict(first)
            state.optimizer.state.clear()

    return task, net, replace(recipe, before_epoch=lose)


def nan_from(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    when = int(recipe.epochs * rng.uniform(0.2, 0.9))
    return task, net, replace(recipe, corrupt=lambda x, y, epoch: (x * (float("nan") if epoch >= when else 1), y))


def nan_val_once(base: str, rng: Rng) -> Setup:
    task, net, recipe = build(base, rng)
    when = int(rng.integers(recipe.epochs // 3, recipe.epochs - 2))
    return task, net, replace(recipe, reset_val=lambda part, e: (part[0] * (float("nan") if e == when else 1), part[1]))


def stopped(name: str, base: str) -> dict[str, object]:
    """A small-data run that early stopping ended: the patience after the best epoch."""
    made = record(name, base, small_data)
    patience = 3 + len(name) % 5 * 2
    best = int(np.argmin(made["history"]["val_loss"]))
    for part in ("history", "known"):
        made[part] = {k: v[: best + 1 + patience] for k, v in made[part].items()}
    made["params"] |= {"epochs_recorded": len(made["history"]["loss"]), "patience": patience}
    return made


def early_stopped(bases: tuple[str, ...]) -> list[Plan]:
    """One early-stopped run for each base."""
    fault = "small data, ended by early stopping"
    return [Plan(f"earlystop-{b}", "mlp", fault, partial(stopped, f"earlystop-{b}", b)) for b in bases]


SCHEDULES: list[Plan] = [
    *plans(
        "steps",
        "plateau, then LR drop, falls again",
        ("digits", "cnn", "clusters", "friedman", "sine", "language", "linear"),
        steps,
    ),
    *plans(
        "dropend",
        "LR drop a few epochs before the end",
        ("digits", "clusters", "friedman", "linear", "language"),
        drop_at_end,
    ),
    *plans(
        "restarts",
        "none (cosine warm restarts)",
        ("digits", "clusters", "friedman", "language", "sine", "cnn"),
        restarts,
    ),
    *plans("triangles", "none (cyclical learning rate)", ("clusters", "friedman", "language"), triangles),
    *plans(
        "onecycle", "none (one-cycle schedule)", ("digits", "clusters", "friedman", "language", "patches"), one_cycle
    ),
    *plans(
        "halved",
        "learning rate halved every epoch",
        ("digits", "clusters", "friedman", "transformer", "majority"),
        halved,
    ),
    *plans("ended", "schedule reaches zero too early", ("digits", "clusters", "language", "friedman"), ended_early),
    *plans("nowarm", "warm-up missing, high learning rate", ("transformer", "digits"), no_warm_up, 2),
    *plans("ramp", "lr grows each epoch", ("digits", "clusters", "friedman", "language", "linear", "cnn"), ramp),
    *plans(
        "spikes",
        "weights perturbed at two epochs (spikes that recover)",
        ("digits", "clusters", "friedman", "language", "majority"),
        spikes,
    ),
    *plans("badbatch", "a broken batch now and then (train spikes)", ("digits", "clusters", "friedman"), bad_batches),
    *plans(
        "valspike", "single val spike (corrupt val data once)", ("digits", "clusters", "friedman", "cnn"), bad_val_once
    ),
    *plans(
        "resumed",
        "clean resume (only optimizer state lost)",
        ("digits", "clusters", "friedman", "language"),
        resumed_well,
    ),
    *plans(
        "scratch",
        "resume lost the weights",
        ("digits", "clusters", "friedman", "language", "cnn", "diabetes"),
        resumed_anew,
    ),
    *plans("nan", "NaN inputs from some epoch on", ("digits", "friedman", "cnn", "diabetes"), nan_from),
    *plans("nanval", "one NaN in the validation loss", ("digits", "friedman", "clusters"), nan_val_once),
    *early_stopped(("clusters", "moons", "diabetes", "friedman", "cnn", "language", "likelihood", "cancer")),
]
