"""The nets of the trial, each from its recipe.

May not: train, hold data.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import torch
from torch import Tensor, nn

from bench.advice.recipes import Recipe
from bench.advice.tasks import LETTERS, SEQUENCE

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
BOTTLENECK = 6
KERNEL = 3
POOLED = 2


def net_for(family: str, recipe: Recipe, inputs: int, outputs: int) -> nn.Module:
    """The net, with its initial weights as the recipe wants them."""
    net = NETS[family](recipe, inputs, outputs)
    weights = [w for name, w in net.named_parameters() if w.dim() > 1]
    biases = [b for name, b in net.named_parameters() if b.dim() == 1 and name.endswith("bias")]
    with torch.no_grad():
        for weight in weights:
            weight.mul_(recipe.init_scale)
        for bias in biases[:-1]:
            bias.add_(recipe.bias_shift)
    return net


def trainable(net: nn.Module, recipe: Recipe) -> list[nn.Parameter]:
    """What the optimiser moves: all of it, or of a frozen net its last layer."""
    parameters = list(net.parameters())
    if recipe.frozen:
        for parameter in parameters[:-2]:
            parameter.requires_grad_(False)
    return [parameter for parameter in parameters if parameter.requires_grad]


def _mlp(recipe: Recipe, inputs: int, outputs: int) -> nn.Module:
    sizes = (inputs, *[recipe.width] * recipe.depth)
    layers: list[nn.Module] = []
    for a, b in pairwise(sizes):
        layers += [nn.Linear(a, b), ACTIVATIONS[recipe.activation](), nn.Dropout(recipe.dropout)]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], outputs))


def _cnn(recipe: Recipe, inputs: int, outputs: int) -> nn.Module:
    side, act = round(inputs**0.5), ACTIVATIONS[recipe.activation]
    channels = (1, *(recipe.width * min(i, POOLED) for i in range(1, recipe.depth + 1)))
    layers: list[nn.Module] = [nn.Unflatten(1, (1, side, side))]
    for number, (a, b) in enumerate(pairwise(channels)):
        layers += [nn.Conv2d(a, b, KERNEL, padding=KERNEL // 2), act()]
        if number < POOLED:
            layers.append(nn.MaxPool2d(2))
    left = side // 2 ** min(recipe.depth, POOLED)
    head = nn.Linear(channels[-1] * left * left, outputs)
    return nn.Sequential(*layers, nn.Flatten(), nn.Dropout(recipe.dropout), head)


def _autoencoder(recipe: Recipe, inputs: int, outputs: int) -> nn.Module:
    inner = _mlp(recipe, inputs, BOTTLENECK)
    return nn.Sequential(inner, *_mlp(recipe, BOTTLENECK, outputs).children())


def _linear(_: Recipe, inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inputs, outputs))


class _Recurrent(nn.Module):
    """A recurrent net: over letters it answers at each place, over numbers at the last."""

    def __init__(self, recipe: Recipe, inputs: int, outputs: int) -> None:
        super().__init__()
        self.letters = outputs > 1
        self.embed = nn.Embedding(outputs, recipe.width) if self.letters else nn.Identity()
        size = recipe.width if self.letters else inputs
        self.core = (nn.RNN if self.letters else nn.GRU)(size, recipe.width, recipe.depth, batch_first=True)
        self.drop, self.head = nn.Dropout(recipe.dropout), nn.Linear(recipe.width, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """Scores for the sequence, or for each of its places."""
        states, _ = self.core(self.embed(x))
        return self.head(self.drop(states if self.letters else states[:, -1]))


class _Transformer(nn.Module):
    """Causal attention over letters."""

    def __init__(self, recipe: Recipe, _: int, outputs: int) -> None:
        super().__init__()
        width = 2 * max(1, recipe.width // 2)
        self.embed, self.place = nn.Embedding(LETTERS, width), nn.Parameter(torch.zeros(SEQUENCE, width))
        self.blocks = nn.ModuleList(
            nn.TransformerEncoderLayer(width, 2, 2 * width, recipe.dropout, batch_first=True)
            for _ in range(recipe.depth)
        )
        self.mask, self.head = nn.Transformer.generate_square_subsequent_mask(SEQUENCE), nn.Linear(width, outputs)

    def forward(self, x: Tensor) -> Tensor:
        """Scores for the next letter at each place."""
        states = self.embed(x) + self.place
        for block in self.blocks:
            states = block(states, src_mask=self.mask, is_causal=True)
        return self.head(states)


NETS: dict[str, Callable[[Recipe, int, int], nn.Module]] = {
    "mlp": _mlp, "demo": _mlp, "tuned": _mlp, "cnn": _cnn, "autoencoder": _autoencoder, "linear": _linear,
    "recurrent": _Recurrent, "transformer": _Transformer,
}  # fmt: skip
