"""How a table of faults and bases becomes plans that are logged in a form, and the scores that logs hold."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from bench.accuracy.runs.bases import Change, Setup, build
from bench.accuracy.runs.later.logbook import Course, Form, Values, logged_params
from bench.accuracy.runs.plan import Fault, Plan, Record
from examples.loop import Recipe, State
from examples.tasks import Task

Rng = np.random.Generator
Logged = tuple[Task, nn.Module, Recipe, Form]
Make = Callable[[Rng], Logged]
LoggedFault = Callable[[str, Rng], Logged]
FormFor = Callable[[Setup, Rng], Form]


def seed_of(key: str) -> int:
    """The seed of a run: the checksum of its key."""
    return zlib.crc32(key.encode()) % 2**31


def planned(family: str, fault: str, name: str, make: Make) -> Plan:
    """The plan of a torch run; its key, of family, name and fault, seeds it."""
    key = f"{family}/{name}/{fault}"
    return Plan(key, family, fault, lambda: record(key, make))


def record(key: str, make: Make) -> Record:
    """Train a torch run and give its record."""
    torch.manual_seed(seed_of(key))
    course = Course(*make(np.random.default_rng(seed_of(key))))
    torch.manual_seed(seed_of(key))
    history = course.run().history(course.form)
    steps = course.book.steps[: len(next(iter(history.values())))]
    return row(logged_params(course), history, steps, "step" if course.by_steps() else "epoch")


def row(params: dict[str, Any], history: dict[str, Any], steps: Sequence[int], unit: str) -> Record:
    """The record of a run; the steps stand there only where they are not 1, 2, 3, ..."""
    made = {"params": params, "history": history, "step_unit": unit}
    return made if list(steps) == list(range(1, len(steps) + 1)) else made | {"steps": list(steps)}


def table(family: str, form: Form | FormFor, rows: Sequence[tuple[str, str, Fault]]) -> list[Plan]:
    """One plan for each fault, base and way to make it, all logged in one form."""

    def make(base: str, fault: Fault, rng: Rng) -> Logged:
        setup = fault(base, rng)
        return (*setup, form if isinstance(form, Form) else form(setup, rng))

    return [planned(family, text, base, lambda rng, b=base, f=fault: make(b, f, rng)) for text, base, fault in rows]


def changed(**change: Any) -> Fault:
    """A fault that is but a change of the base."""
    return lambda base, rng: build(base, rng, Change(**change))


def trained(fault: Fault, **recipe: Any) -> Fault:
    """A fault with another recipe."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, old = fault(base, rng)
        return task, net, replace(old, **recipe)

    return make


def scheduled(fault: Fault, shape: Callable[[float], float], log_lr: bool) -> Fault:
    """A fault with a schedule, given as the factor at a progress from 0 to 1."""

    def make(base: str, rng: Rng) -> Setup:
        task, net, old = fault(base, rng)
        return task, net, replace(old, lr_at=lambda t: shape(min(1.0, t / old.epochs)), log_lr=log_lr)

    return make


def batches(setup: Setup, rows: int, last: bool = False, **form: Any) -> Form:
    """A form with about so many rows of batch losses, and validation at each epoch's end."""
    task, _, recipe = setup
    steps = recipe.epochs * -(-len(task.train[0]) // recipe.batch_size)
    return Form(every=max(1, round(steps / rows)), last=last, **form)


def r2(output: Tensor, target: Tensor) -> float:
    """The share of the variance that is explained."""
    miss = (output.reshape(target.shape) - target) ** 2
    return float(1 - miss.mean() / target.var(unbiased=False).clamp(min=1e-9))


def mae(output: Tensor, target: Tensor) -> float:
    """The mean absolute error."""
    return float((output.reshape(target.shape) - target).abs().mean())


def perplexity(output: Tensor, target: Tensor) -> float:
    """The exponential of the cross-entropy."""
    return float(nn.functional.cross_entropy(output.flatten(0, -2), target.flatten()).exp())


def f1(output: Tensor, target: Tensor) -> float:
    """F1 of class 1: zero where it is never predicted."""
    said = output.argmax(-1) == 1
    right = float((said & (target == 1)).sum())
    return 2 * right / max(1.0, float(said.sum() + (target == 1).sum()))


def auc(output: Tensor, target: Tensor) -> float:
    """The area under the ROC curve of class 1; NaN where there is none."""
    score = output[:, 1] - output[:, 0]
    above = score[target == 1][:, None] - score[target == 0][None]
    return float(((above > 0).float() + 0.5 * (above == 0).float()).mean()) if above.numel() else float("nan")


def on_validation(task: Task, **metrics: Callable[[Tensor, Tensor], float]) -> Callable[[State], Values]:
    """Metrics that are measured on the validation part alone."""

    @torch.no_grad()
    def measure(state: State) -> Values:
        state.net.eval()
        output = state.net(task.val[0])
        state.net.train()
        return {f"val_{name}": metric(output, task.val[1]) for name, metric in metrics.items()}

    return measure
