"""Two classes of which one is rare: scores that are high by doing nothing, weights in the training loss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.capacity import decayed
from bench.accuracy.runs.data import val_shuffled
from bench.accuracy.runs.generalisation import plain, small_data, with_wrong_labels
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import auc, changed, f1, on_validation, table
from bench.accuracy.runs.optimisation import dead_units, rated
from bench.accuracy.runs.plan import Fault, Plan
from bench.accuracy.runs.schedules import halved, ramp

Rng = np.random.Generator


def weighted(factor: float, fault: Fault = plain) -> Fault:
    """The rare class weighs so many times more, in the training loss only."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, recipe = fault(base, rng)
        weights = torch.tensor([1.0, factor])
        return task, net, replace(recipe, train_loss=lambda o, y: functional.cross_entropy(o, y, weights))

    return make


def focal(base: str, rng: Rng) -> Setup:
    """Focal loss in training, cross-entropy in validation: train far below val."""
    task, net, recipe = build(base, rng)

    def loss(output: Tensor, target: Tensor) -> Tensor:
        sure = output.log_softmax(-1).gather(1, target[:, None])[:, 0]
        return -((1 - sure.exp()) ** 2 * sure).mean()

    return task, net, replace(recipe, train_loss=loss)


def oversampled(base: str, rng: Rng) -> Setup:
    """The few rare samples are repeated until the classes are equal, and learned by heart."""
    task, net, recipe = build(base, rng, Change(samples=0.5, width=3, epochs=1.4))
    x, y = task.train
    mine = (y == 1).nonzero()[:, 0]
    more = mine.repeat(max(1, int((y == 0).sum()) // max(1, len(mine))) - 1)
    return task.with_train(torch.cat([x, x[more]]), torch.cat([y, y[more]])), net, recipe


def balanced_val(base: str, rng: Rng) -> Setup:
    """The validation holds as many of the rare class as of the other, the training few."""
    task, net, recipe = build(base, rng)
    x, y = task.test
    mine, others = (y == 1).nonzero()[:, 0], (y == 0).nonzero()[:, 0]
    chosen = torch.cat([mine[:150], others[: len(mine[:150])]])
    return task.with_val(x[chosen], y[chosen]), net, recipe


def wrong_rare_labels(base: str, rng: Rng) -> Setup:
    """A few labels are wrong, which is as many as there are rare ones."""
    task, net, recipe = build(base, rng, Change(samples=0.6, width=3, epochs=1.6))
    return with_wrong_labels(task, 0.12, rng), net, recipe


ROWS: list[tuple[str, str, Fault]] = [
    ("none (rare class is learned)", "rare", changed(epochs=1.3, task={"share": 0.08})),
    ("none (weights in the training loss, train above val)", "rare", weighted(12)),
    ("weights in the training loss, stopped while still learning", "rare", weighted(8, changed(lr=0.2, epochs=0.6))),
    ("none (focal loss in training, train below val)", "rare", focal),
    ("rare class never predicted (over-regularised)", "rare", decayed(0.3, 0.8)),
    ("rare class never predicted (2 % and a hard problem)", "rare", changed(task={"share": 0.02, "gap": 0.4})),
    ("rare class never predicted (dead ReLU units)", "rare", dead_units),
    ("rare class never predicted (rate halved every epoch)", "rare", halved),
    ("rare samples repeated, learned by heart", "rare", oversampled),
    ("small data, big model, no regularisation", "rare", small_data),
    ("wrong labels, as many as rare ones", "rare", wrong_rare_labels),
    ("validation balanced, training not", "rare", balanced_val),
    ("validation labels shuffled", "rare", val_shuffled),
    ("learning rate too high (oscillation)", "rare", rated(40, 90)),
    ("weights far too large and rate too high", "rare", weighted(300, rated(15, 30))),
    ("lr grows each epoch", "rare", ramp),
]


def with_scores(setup: Setup, rng: Rng) -> Form:
    """Losses, accuracies and, in most runs, AUC or F1 of the validation."""
    kinds = {"auc": {"auc": auc}, "f1": {"f1": f1}, "none": {}}
    kind = str(rng.choice(["auc", "f1", "none"]))
    chosen = kinds[kind]
    return Form(also=on_validation(setup[0], **chosen) if chosen else None, decimals=int(rng.choice([4, 5])))


IMBALANCE: list[Plan] = table("imbalanced", with_scores, ROWS)
