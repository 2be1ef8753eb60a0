"""TensorBoard event files by torch's SummaryWriter: tags in one folder, and train and validation apart."""

from __future__ import annotations

import torch
from torch.utils.tensorboard import SummaryWriter

from tests.readers.writers.data import Loop
from tests.readers.writers.truth import curve, folder, tell


def trained(epochs: int = 8) -> Loop:
    """A loop that ran."""
    loop = Loop(epochs)
    for _ in range(epochs):
        loop.batches()
        loop.validate()
    return loop


def write() -> None:
    """Four ways to lay scalars out; the folders and tags of the second are those of Keras' TensorBoard callback."""
    version = f"torch {torch.__version__.split('+')[0]}"
    loop = trained()
    rows = list(zip(range(1, 9), loop.loss, loop.val_loss, loop.val_accuracy, strict=True))
    told = [curve("train", "loss", loop.loss, unit="step"), curve("val", "loss", loop.val_loss, unit="step")]

    place = folder("tensorboard", "slashes")
    with SummaryWriter(place / "logs") as writer:
        for epoch, train, val, right in rows:
            writer.add_scalar("Loss/train", train, epoch)
            writer.add_scalar("Loss/val", val, epoch)
            writer.add_scalar("Accuracy/val", right, epoch)
            writer.add_histogram("weights", torch.randn(16), epoch)
    tell(place, version, {"logs": [told]})

    place = folder("tensorboard", "folders")
    for name, at in (("train", 1), ("validation", 2)):
        with SummaryWriter(place / "logs" / name) as writer:
            for row in rows:
                writer.add_scalar("epoch_loss", row[at], row[0] - 1)  # Keras' callback counts from 0
    by_epoch = [curve("train", "loss", loop.loss), curve("val", "loss", loop.val_loss)]
    tell(place, version, {"logs": [by_epoch]})

    place = folder("tensorboard", "together")
    with SummaryWriter(place / "logs") as writer:
        for epoch, train, val, _ in rows:
            writer.add_scalars("loss", {"train": train, "val": val}, epoch)
    tell(place, version, {"logs": [told]})

    place = folder("tensorboard", "tensors")
    with SummaryWriter(place / "logs") as writer:
        for epoch, train, val, _ in rows:
            writer.add_scalar("train_loss", train, epoch, new_style=True)
            writer.add_scalar("valid_loss", val, epoch, new_style=True)
    tell(place, version, {"logs": [told]})
