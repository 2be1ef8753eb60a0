"""What a run is trained by: everything that a fault may spoil and that advice may change."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Recipe:
    """A training run before it is trained; for boosting, epochs are rounds, the rate is eta and width is unused.

    `cut_at` is the share of the run after which the schedule `step` cuts the rate to a thousandth. `raw` inputs come as
    they were measured, each feature in a unit of its own; `minority` is what is left of each second class (1 is all).
    `patience` is boosting's early stopping in rounds; `checkpoint` is the epoch whose weights are kept, 0 the last.
    """

    task: str
    seed: int
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    batch_size: int = 32
    epochs: int = 30
    weight_decay: float = 0.0
    dropout: float = 0.0
    width: int = 32
    depth: int = 2
    clip_norm: float = 0.0
    schedule: str = "constant"
    cut_at: float = 0.0
    warmup: float = 0.0
    init_scale: float = 1.0
    bias_shift: float = 0.0
    activation: str = "relu"
    raw: bool = False
    standardise: bool = False
    frozen: bool = False
    balanced: bool = False
    label_noise: float = 0.0
    minority: float = 1.0
    n_train: int = 300
    loss: str = "fitting"
    patience: int = 0
    checkpoint: int = 0

    @property
    def key(self) -> str:
        """The recipe as text: what is trained alike has the same, whichever checkpoint is kept of it."""
        return json.dumps({**asdict(self), "checkpoint": 0}, sort_keys=True)
