"""The tiny problem that every framework learns: 200 samples in batches of 32, so the last batch of an epoch has 8."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

TRAIN, VAL, FEATURES, CLASSES, BATCH = 200, 60, 8, 3, 32


def arrays(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Inputs and labels for training and validation."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(TRAIN + VAL, FEATURES)).astype("float32")
    scores = x @ rng.normal(size=(FEATURES, CLASSES)) + 0.8 * rng.normal(size=(TRAIN + VAL, CLASSES))
    y = scores.argmax(1)
    return x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:]


def numbers(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The same inputs with a number to predict."""
    x, _, xv, _ = arrays(seed)
    rng = np.random.default_rng(seed + 1)
    weights = rng.normal(size=FEATURES)
    return (x, (x @ weights + 0.3 * rng.normal(size=TRAIN)).astype("float32"),
            xv, (xv @ weights + 0.3 * rng.normal(size=VAL)).astype("float32"))  # fmt: skip


def tensors(seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The classes as tensors."""
    x, y, xv, yv = arrays(seed)
    return torch.tensor(x), torch.tensor(y), torch.tensor(xv), torch.tensor(yv)


def network(seed: int = 0) -> nn.Module:
    """A small classifier."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(FEATURES, 16), nn.ReLU(), nn.Linear(16, CLASSES))


class Loop:
    """A plain torch loop that yields what a script would print, and remembers the truth."""

    def __init__(self, epochs: int, lr: float = 0.01, optimizer: str = "Adam") -> None:
        self.net, self.epochs = network(), epochs
        self.optimizer = getattr(torch.optim, optimizer)(self.net.parameters(), lr=lr)
        self.x, self.y, self.xv, self.yv = tensors()
        self.loss: list[float] = []
        self.accuracy: list[float] = []
        self.val_loss: list[float] = []
        self.val_accuracy: list[float] = []
        self.step = 0

    def batches(self) -> list[tuple[int, float, float, int]]:
        """Train one epoch: for each batch its number, loss, accuracy and size; the means are remembered."""
        made = []
        for i, chosen in enumerate(torch.randperm(TRAIN).split(BATCH)):
            self.optimizer.zero_grad()
            output = self.net(self.x[chosen])
            loss = functional.cross_entropy(output, self.y[chosen])
            loss.backward()
            self.optimizer.step()
            right = (output.argmax(1) == self.y[chosen]).float().mean().item()
            made.append((i, loss.item(), right, len(chosen)))
            self.step += 1
        self.loss.append(sum(b[1] * b[3] for b in made) / TRAIN)
        self.accuracy.append(sum(b[2] * b[3] for b in made) / TRAIN)
        return made

    @torch.no_grad()
    def validate(self) -> tuple[float, float]:
        """Loss and accuracy on the validation part, remembered."""
        output = self.net(self.xv)
        self.val_loss.append(functional.cross_entropy(output, self.yv).item())
        self.val_accuracy.append((output.argmax(1) == self.yv).float().mean().item())
        return self.val_loss[-1], self.val_accuracy[-1]
