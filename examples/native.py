"""Train three small models and keep the logs as the frameworks write them: `python -m examples.native`.

Needs Keras (with torch as its backend) and transformers with accelerate. Writes `examples/native/`.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from examples import models, tasks

os.environ.setdefault("KERAS_BACKEND", "torch")
HERE = Path(__file__).parent / "native"
SEED = 7


def keras_model(width: int, rate: float) -> Any:
    """A compiled classifier of clusters."""
    import keras

    keras.utils.set_random_seed(SEED)
    layers = [
        keras.Input((20,)),
        *[keras.layers.Dense(width, "relu") for _ in range(2)],
        keras.layers.Dense(4, "softmax"),
    ]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def keras_bars() -> Path:
    """What `fit` prints into a file: progress bars, of a run that overfits."""
    task = tasks.clusters(400, flip=0.1)
    target = HERE / "keras-bars.txt"
    with target.open("w") as file, contextlib.redirect_stdout(file):
        keras_model(128, 1e-3).fit(*task.train, 32, 16, 1, validation_data=task.val)
    return target


def keras_csv() -> Path:
    """What CSVLogger writes, of a run that is still learning."""
    import keras

    task = tasks.clusters(1500, flip=0.05)
    target = HERE / "keras-csvlogger.csv"
    logger = keras.callbacks.CSVLogger(target)
    keras_model(24, 4e-4).fit(*task.train, 64, 20, 0, [logger], validation_data=task.val)
    return target


class Classifier(nn.Module):
    """The network as the Trainer wants it: it gives its own loss."""

    def __init__(self) -> None:
        super().__init__()
        self.net = models.mlp(20, 4, 128, 2)

    def forward(self, x: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Loss and scores."""
        output = self.net(x)
        return {"loss": functional.cross_entropy(output, labels), "logits": output}


def trainer_state() -> Path:
    """The state that the Trainer saves with a checkpoint, of a run whose learning rate is too high."""
    import transformers

    task = tasks.clusters(600, flip=0.05)
    torch.manual_seed(SEED)
    train, val = ([{"x": a, "labels": b} for a, b in zip(*part, strict=True)] for part in (task.train, task.val))
    with tempfile.TemporaryDirectory() as temporary:
        asked = transformers.TrainingArguments(
            output_dir=temporary, num_train_epochs=20, per_device_train_batch_size=32, learning_rate=0.06,
            lr_scheduler_type="constant", eval_strategy="epoch", logging_strategy="epoch", save_strategy="no",
            report_to=[], disable_tqdm=True, use_cpu=True, seed=SEED, dataloader_pin_memory=False,
        )  # fmt: skip
        trainer = transformers.Trainer(Classifier(), asked, train_dataset=train, eval_dataset=val)
        with contextlib.redirect_stdout(None):
            trainer.train()
    target = HERE / "trainer_state.json"
    trainer.state.save_to_json(str(target))
    return target


def main() -> None:
    """Write all three."""
    HERE.mkdir(exist_ok=True)
    for path in (keras_bars(), keras_csv(), trainer_state()):
        print(path.relative_to(HERE.parent.parent))


if __name__ == "__main__":
    main()
