"""A planned run: its id, its fault, and how to train it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch

from bench.accuracy.runs.bases import BASES, Setup
from examples.loop import fit, rounded

Fault = Callable[[str, np.random.Generator], Setup]
Record = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """One run to be trained: `train()` gives its record (params, history, what only the maker knows)."""

    id: str
    family: str
    fault: str
    train: Callable[[], Record]


def plans(key: str, fault: str, bases: Sequence[str], make: Fault, times: int = 1) -> list[Plan]:
    """One plan for each base (and repetition), with chance drawn from the id."""
    made = []
    for base in bases:
        for i in range(times):
            name = f"{key}-{base}-{i + 1}" if times > 1 else f"{key}-{base}"
            made.append(Plan(name, BASES[base].family, fault, partial(record, name, base, make)))
    return made


def record(name: str, base: str, make: Fault) -> Record:
    """Train a torch run and give its record."""
    seed = zlib.crc32(name.encode())
    torch.manual_seed(seed)
    task, net, recipe = make(base, np.random.default_rng(seed))
    seen, known = fit(task, net, recipe, seed)
    params = {
        "samples": len(task.train[0]), "val_samples": len(task.val[0]), "batch_size": recipe.batch_size,
        "epochs": recipe.epochs, "lr": recipe.lr, "optimizer": recipe.optimizer, "framework": "torch",
        "epochs_recorded": len(seen["loss"]),
    }  # fmt: skip
    if task.classes:
        params["classes"] = task.classes
    return {"params": params, "history": rounded(seen, 6), "known": rounded(known, 5)}
