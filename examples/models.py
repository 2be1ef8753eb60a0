"""Small networks that learn in seconds on a CPU.

May not: train, draw or print.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn


def mlp(
    inputs: int, outputs: int, width: int = 64, depth: int = 2, dropout: float = 0.0, norm: float | None = None
) -> nn.Module:
    """A multilayer perceptron; `norm` puts batch normalisation with that momentum after each layer."""
    layers: list[nn.Module] = []
    size = inputs
    for _ in range(depth):
        layers.append(nn.Linear(size, width))
        if norm is not None:
            layers.append(nn.BatchNorm1d(width, momentum=norm))
        layers.append(nn.ReLU())
        if dropout:
            layers.append(nn.Dropout(dropout))
        size = width
    return nn.Sequential(*layers, nn.Linear(size, outputs))


def cnn(outputs: int = 10, width: int = 12, dropout: float = 0.0, norm: float | None = None) -> nn.Module:
    """Two convolutions over 8 × 8 pixels, which arrive flat."""

    def block(a: int, b: int) -> list[nn.Module]:
        layers: list[nn.Module] = [nn.Conv2d(a, b, 3, padding=1)]
        if norm is not None:
            layers.append(nn.BatchNorm2d(b, momentum=norm))
        return [*layers, nn.ReLU(), nn.MaxPool2d(2)]

    head = [nn.Flatten(), nn.Dropout(dropout), nn.Linear(2 * width * 4, outputs)]
    return nn.Sequential(nn.Unflatten(1, (1, 8, 8)), *block(1, width), *block(width, 2 * width), *head)


def autoencoder(bottleneck: int = 8, width: int = 48) -> nn.Module:
    """64 pixels through a bottleneck and back."""
    sizes = (64, width, bottleneck, width, 64)
    layers: list[nn.Module] = []
    for a, b in pairwise(sizes):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Recurrent(nn.Module):
    """A recurrent net over tokens or vectors, read at the last step or at each."""

    def __init__(self, outputs: int, hidden: int = 32, *, tokens: int = 0, features: int = 2, each: bool = False,
                 dropout: float = 0.0, cell: str = "gru") -> None:  # fmt: skip
        super().__init__()
        self.embed = nn.Embedding(tokens, 16) if tokens else nn.Identity()
        kind = {"gru": nn.GRU, "lstm": nn.LSTM, "rnn": nn.RNN}[cell]
        self.core = kind(16 if tokens else features, hidden, batch_first=True)
        self.drop, self.head, self.each = nn.Dropout(dropout), nn.Linear(hidden, outputs), each

    def forward(self, x: Tensor) -> Tensor:
        """Scores for the whole sequence, or for each of its steps."""
        states, _ = self.core(self.embed(x))
        return self.head(self.drop(states if self.each else states[:, -1]))


class Transformer(nn.Module):
    """One causal attention block over tokens."""

    def __init__(self, tokens: int = 32, width: int = 32, length: int = 16, dropout: float = 0.0) -> None:
        super().__init__()
        self.embed, self.place = nn.Embedding(tokens, width), nn.Parameter(torch.zeros(length, width))
        self.block = nn.TransformerEncoderLayer(width, 4, 2 * width, dropout, batch_first=True, norm_first=True)
        self.head = nn.Linear(width, tokens)
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(length))

    def forward(self, x: Tensor) -> Tensor:
        """Scores of each next token."""
        hidden = self.block(self.embed(x) + self.place[: x.shape[1]], src_mask=self.mask, is_causal=True)
        return self.head(hidden)
