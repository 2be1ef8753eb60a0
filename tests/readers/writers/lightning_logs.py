"""Lightning: CSVLogger and TensorBoardLogger, train loss by epoch, by step, or both."""

from __future__ import annotations

import logging
from typing import Any

import lightning
import torch
from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from tests.readers.writers.data import BATCH, network, tensors
from tests.readers.writers.truth import curve, folder, tell


class Module(lightning.LightningModule):
    """A classifier that logs in one of the usual ways and remembers the truth."""

    def __init__(self, on_step: bool, on_epoch: bool, broken_from: int = 10**9) -> None:
        super().__init__()
        self.net, self.on_step, self.on_epoch, self.broken_from = network(), on_step, on_epoch, broken_from
        self.seen: list[list[tuple[float, int]]] = []
        self.val: list[list[tuple[float, int]]] = []
        self.by_step: list[float] = []

    def on_train_epoch_start(self) -> None:
        self.seen.append([])

    def on_validation_epoch_start(self) -> None:
        self.val.append([])

    def training_step(self, batch: list[Tensor], _: int) -> Tensor:
        x, y = batch
        if self.current_epoch >= self.broken_from:
            x = x * float("nan")
        loss = functional.cross_entropy(self.net(x), y)
        self.seen[-1].append((loss.item(), len(y)))
        self.by_step.append(loss.item())
        self.log("train_loss", loss, on_step=self.on_step, on_epoch=self.on_epoch)
        return loss

    def validation_step(self, batch: list[Tensor], _: int) -> None:
        x, y = batch
        output = self.net(x)
        loss = functional.cross_entropy(output, y)
        self.val[-1].append((loss.item(), len(y)))
        self.log("val_loss", loss)
        self.log("val_acc", (output.argmax(1) == y).float().mean())

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), lr=0.01)


def mean(epochs: list[list[tuple[float, int]]]) -> list[float]:
    """The mean of each epoch's batches, weighted by their sizes."""
    return [sum(v * n for v, n in epoch) / sum(n for _, n in epoch) for epoch in epochs]


CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "by_epoch": ({"on_step": False, "on_epoch": True}, {}),
    "step_and_epoch": ({"on_step": True, "on_epoch": True}, {}),
    "by_step": ({"on_step": True, "on_epoch": False}, {"log_every_n_steps": 5}),
    "no_validation": ({"on_step": False, "on_epoch": True}, {"limit_val_batches": 0}),
    "every_second": ({"on_step": False, "on_epoch": True}, {"check_val_every_n_epoch": 2}),
    "not_a_number": ({"on_step": False, "on_epoch": True, "broken_from": 4}, {}),
}


def write() -> None:
    """Each case by both loggers."""
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    for case, (how, options) in CASES.items():
        for form, kind, what in (("lightning_csv", CSVLogger, "logs/version_0/metrics.csv"),
                                 ("lightning_events", TensorBoardLogger, "logs/version_0")):  # fmt: skip
            one(form, case, kind, what, how, options)


def one(form: str, case: str, kind: Any, what: str, how: dict[str, Any], options: dict[str, Any]) -> None:
    """Train once with one logger."""
    place, module = folder(form, case), Module(**how)
    x, y, xv, yv = tensors()
    trainer = lightning.Trainer(
        max_epochs=8, logger=kind(place, name="logs", version=0), enable_progress_bar=False, enable_model_summary=False,
        enable_checkpointing=False, accelerator="cpu", num_sanity_val_steps=0, **{"log_every_n_steps": 3, **options},
    )  # fmt: skip
    loaders = [DataLoader(TensorDataset(a, b), BATCH, shuffle=s) for a, b, s in ((x, y, True), (xv, yv, False))]
    trainer.fit(module, *loaders)
    every = options.get("check_val_every_n_epoch", 1)
    # A log with values by step has the step as its axis, also for what was measured once an epoch.
    ends = [7 * (i + 1) - 1 for i in range(8)]
    axis: dict[str, Any] = {"steps": ends, "unit": "step"} if how["on_step"] else {}
    told = []
    if how["on_epoch"]:
        told.append(curve("train", "loss", mean(module.seen), **axis))
    else:
        n = options["log_every_n_steps"]
        told.append(
            curve("train", "loss", module.by_step[n - 1 :: n], steps=range(n - 1, len(module.by_step), n), unit="step")
        )
    if module.val and options.get("limit_val_batches") != 0:
        told.append(
            curve(
                "val",
                "loss",
                mean(module.val),
                **(axis or {"steps": [every * (i + 1) for i in range(len(module.val))]}),
            )
        )
    tell(place, f"lightning {lightning.__version__}", {what: [told]})
