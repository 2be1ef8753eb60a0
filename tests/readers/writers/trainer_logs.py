"""The Trainer of transformers: `trainer_state.json` and the dicts that it prints."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import torch
import transformers
from torch import Tensor, nn
from torch.nn import functional

from tests.readers.writers.data import BATCH, network, tensors
from tests.readers.writers.terminal import caught
from tests.readers.writers.truth import curve, folder, tell


class Classifier(nn.Module):
    """A model as the Trainer wants it; it remembers the loss of each training batch."""

    def __init__(self, broken_from: int) -> None:
        super().__init__()
        self.net, self.broken_from = network(), broken_from
        self.batch_loss: list[float] = []

    def forward(self, x: Tensor, labels: Tensor) -> dict[str, Tensor]:
        if self.training and len(self.batch_loss) >= self.broken_from:
            x = x * float("nan")
        output = self.net(x)
        loss = functional.cross_entropy(output, labels)
        if self.training:
            self.batch_loss.append(loss.item())
        return {"loss": loss, "logits": output}


def dataset(x: Tensor, y: Tensor) -> list[dict[str, Tensor]]:
    """Samples as dicts."""
    return [{"x": a, "labels": b} for a, b in zip(x, y, strict=True)]


CASES: dict[str, tuple[int, dict[str, Any]]] = {
    "by_epoch": (10**9, {"eval_strategy": "epoch", "logging_strategy": "epoch"}),
    "by_steps": (10**9, {"eval_strategy": "steps", "eval_steps": 14, "logging_strategy": "steps", "logging_steps": 7}),
    "no_validation": (10**9, {"eval_strategy": "no", "logging_strategy": "epoch"}),
    "not_a_number": (30, {"eval_strategy": "epoch", "logging_strategy": "epoch", "logging_nan_inf_filter": False}),
}


def write() -> None:
    """Each case; the state and the standard output of the same run."""
    for case, (broken_from, options) in CASES.items():
        one(case, broken_from, options)


def one(case: str, broken_from: int, options: dict[str, Any]) -> None:
    """Train once."""
    state, printed = folder("trainer_state", case), folder("trainer_stdout", case)
    x, y, xv, yv = tensors()
    model, val = Classifier(broken_from), []
    measured = lambda prediction: {"accuracy": float((prediction.predictions.argmax(1) == prediction.label_ids).mean())}  # noqa: E731
    with tempfile.TemporaryDirectory() as temporary:
        asked = transformers.TrainingArguments(
            output_dir=temporary,
            num_train_epochs=6,
            per_device_train_batch_size=BATCH,
            learning_rate=0.01,
            report_to=[],
            disable_tqdm=True,
            save_strategy="no",
            use_cpu=True,
            seed=1,
            dataloader_pin_memory=False,
            **options,
        )
        trainer = transformers.Trainer(
            model, asked, train_dataset=dataset(x, y), eval_dataset=dataset(xv, yv), compute_metrics=measured
        )
        evaluate = trainer.evaluate

        def watched(*args: Any, **kwargs: Any) -> Any:
            with torch.no_grad():
                val.append(functional.cross_entropy(model.net(xv), yv).item())
            return evaluate(*args, **kwargs)

        trainer.evaluate = watched
        with caught(printed / "stdout.txt"):
            trainer.train()
        trainer.state.save_to_json(str(state / "trainer_state.json"))
    known(case, state, printed, model.batch_loss, val, options)


def known(
    case: str, state: Path, printed: Path, losses: list[float], val: list[float], options: dict[str, Any]
) -> None:
    """Write both truths: train loss is the plain mean of the batches since the last log."""
    size = options.get("logging_steps", 7)
    means = [sum(losses[i : i + size]) / size for i in range(0, len(losses), size)]
    every = options.get("eval_steps", 7) // 7
    steps = [every * (i + 1) for i in range(len(val))]
    for place, name, digits in ((state, "trainer_state.json", None), (printed, "stdout.txt", 4)):
        told = [curve("train", "loss", means, digits=digits)]
        if val:
            told.append(curve("val", "loss", val, steps=steps, digits=digits))
        tell(place, f"transformers {transformers.__version__}", {name: [told]})


os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
