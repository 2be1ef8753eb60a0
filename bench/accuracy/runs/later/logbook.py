"""Training that is logged in any form: by batches, by epochs, with or without validation, scores or several losses."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from examples.loop import OPTIMIZERS, Recipe, State, follow
from examples.tasks import Part, Task

Values = dict[str, float]
Metric = Callable[[Tensor, Tensor], float]


@dataclass(frozen=True)
class Form:
    """How a run is logged.

    `every` steps there is a row with training values (0: one an epoch), means since the row before or, if `last`, of
    the last batch alone. `evals` steps apart the validation is measured (0: at each epoch's end). `keep` are the names
    the log holds (all where empty). `extras` gives further values of the last batch, `metrics` are made of output and
    target, `also` is measured with each validation. `written` is the share of rows that was written before the process
    died. `decimals`: values, but no rates, are rounded to so many places.
    """

    every: int = 0
    evals: int = 0
    last: bool = False
    keep: tuple[str, ...] = ()
    metrics: dict[str, Metric] = field(default_factory=dict)
    extras: Callable[[], Values] | None = None
    also: Callable[[State], Values] | None = None
    params: dict[str, Any] = field(default_factory=dict)
    written: float = 1.0
    stops_at_nan: bool = False
    decimals: int | None = None


class Logbook:
    """The rows of a log: what was measured at which step."""

    def __init__(self) -> None:
        self.rows: list[Values] = []
        self.steps: list[int] = []

    def note(self, step: int, values: Values) -> None:
        """Write values at a step, into the row that is there for it or a new one."""
        if not self.steps or self.steps[-1] != step:
            self.rows.append({})
            self.steps.append(step)
        self.rows[-1] |= values

    def history(self, form: Form = Form()) -> dict[str, list[float | None]]:
        """The lists of a History, None where a row has no value."""
        rows = self.rows[: max(1, round(len(self.rows) * form.written))]
        names = {name: None for row in rows for name in row}
        kept = [name for name in names if not form.keep or name in form.keep]
        return {n: [_short(row.get(n), None if n == "lr" else form.decimals) for row in rows] for n in kept}


def _short(value: float | None, decimals: int | None) -> float | None:
    if value is None or not math.isfinite(value):
        return value
    return round(value, decimals) if decimals is not None else float(f"{value:.6g}")


@torch.no_grad()
def measured(net: nn.Module, part: Part, task: Task, form: Form) -> Values:
    """Loss, accuracy (for classes) and metrics of the network on a part, in evaluation mode."""
    net.eval()
    output = net(part[0])
    net.train()
    values = {"loss": float(task.loss(output, part[1]))}
    if task.classes:
        values["accuracy"] = _accuracy(output, part[1])
    return values | {name: metric(output, part[1]) for name, metric in form.metrics.items()}


def _accuracy(output: Tensor, target: Tensor) -> float:
    return float((output.detach().argmax(-1) == target).float().mean())


class Course:
    """One training run under way: its network, its logbook and where it is."""

    def __init__(self, task: Task, net: nn.Module, recipe: Recipe, form: Form) -> None:
        optimizer = OPTIMIZERS[recipe.optimizer](net.parameters(), lr=recipe.lr, **recipe.options)
        self.task, self.recipe, self.form, self.book = task, recipe, form, Logbook()
        self.state = State(net, optimizer, task)
        self.shadow = copy.deepcopy(net) if recipe.ema else net
        self.sums: Values = {}
        self.seen = 0

    def run(self) -> Logbook:
        """Train to the end, or to the first value that is no number where the form says so."""
        for epoch in range(self.recipe.epochs):
            self.state.epoch = epoch
            if self.recipe.before_epoch:
                self.recipe.before_epoch(self.state)
            if not self.epoch():
                break
        return self.book

    def epoch(self) -> bool:
        """One pass over the training part; false where the run was stopped."""
        x, y = self.task.train
        batches = torch.randperm(len(x)).split(self.recipe.batch_size)
        for i, chosen in enumerate(batches):
            self.set_rate(self.state.epoch + i / len(batches))
            loss = self.step(x[chosen], y[chosen])
            if self.form.every and self.state.step % self.form.every == 0:
                self.note_training()
            if self.form.evals and self.state.step % self.form.evals == 0:
                self.validate()
            if self.form.stops_at_nan and not math.isfinite(loss):
                self.note_training()
                return False
        if not self.form.every:
            self.note_training()
        if not self.form.evals:
            self.validate()
        return True

    def set_rate(self, progress: float) -> None:
        """Set the learning rate that the schedule has at this progress, in epochs."""
        if self.recipe.lr_at:
            for group in self.state.optimizer.param_groups:
                group["lr"] = self.recipe.lr * self.recipe.lr_at(progress)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One update on one batch; gives its loss."""
        state, recipe = self.state, self.recipe
        if recipe.corrupt:
            x, y = recipe.corrupt(x, y, state.epoch)
        state.optimizer.zero_grad()
        output = state.net(x)
        loss = (recipe.train_loss or self.task.loss)(output, y)
        loss.backward()
        if recipe.clip:
            nn.utils.clip_grad_norm_(state.net.parameters(), recipe.clip)
        state.optimizer.step()
        state.step += 1
        self.add(output.detach(), y, float(loss.detach()))
        if recipe.after_step:
            recipe.after_step(state)
        if recipe.ema:
            follow(self.shadow, state.net, recipe.ema)
        return float(loss.detach())

    def add(self, output: Tensor, y: Tensor, loss: float) -> None:
        """Add a batch to the means of the row to come."""
        values = {"loss": loss} | {name: metric(output, y) for name, metric in self.form.metrics.items()}
        if self.task.classes and y.dtype == torch.long:
            values["accuracy"] = _accuracy(output, y)
        if self.form.extras:
            values |= self.form.extras()
        if self.form.last:
            self.sums, self.seen = {}, 0
        self.sums = {name: self.sums.get(name, 0.0) + value * len(y) for name, value in values.items()}
        self.seen += len(y)

    def note_training(self) -> None:
        """Write the training values into the logbook, and begin new means."""
        values = {name: total / self.seen for name, total in self.sums.items()}
        if self.recipe.log_lr:
            values["lr"] = self.state.optimizer.param_groups[0]["lr"]
        self.book.note(self.place(), values)
        self.sums, self.seen = {}, 0

    def validate(self) -> None:
        """Write the validation values into the logbook."""
        if not self.recipe.validate:
            return
        part = self.task.val
        if self.recipe.reset_val:
            part = self.recipe.reset_val(part, self.state.epoch)
        values = measured(self.shadow, part, self.task, self.form)
        self.book.note(self.place(), {f"val_{name}": value for name, value in values.items()})
        if self.form.also:
            self.book.note(self.place(), self.form.also(self.state))

    def place(self) -> int:
        """Where a row stands: the step, or the epoch (from 1) where rows are epochs."""
        return self.state.step if self.by_steps() else self.state.epoch + 1

    def by_steps(self) -> bool:
        """Whether rows count steps."""
        return bool(self.form.every or self.form.evals)


def logged_params(course: Course) -> dict[str, Any]:
    """What a user would write beside the log."""
    task, recipe, form = course.task, course.recipe, course.form
    params: dict[str, Any] = {
        "samples": len(task.train[0]), "batch_size": recipe.batch_size, "epochs": recipe.epochs, "lr": recipe.lr,
        "optimizer": recipe.optimizer,
    }  # fmt: skip
    if recipe.validate:
        params["val_samples"] = len(task.val[0])
    if task.classes:
        params["classes"] = task.classes
    if course.by_steps():
        params["steps_per_epoch"] = math.ceil(len(task.train[0]) / recipe.batch_size)
    return params | form.params
