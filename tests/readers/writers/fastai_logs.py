"""fastai: the table that a Learner prints and the file of its CSVLogger."""

from __future__ import annotations

import random
import warnings
from typing import Any

import fastai
import numpy as np
import torch
from fastai.basics import DataLoaders, Learner, accuracy
from fastai.callback.progress import CSVLogger
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from tests.readers.writers.data import BATCH, network, tensors
from tests.readers.writers.terminal import caught
from tests.readers.writers.truth import curve, folder, tell


def write() -> None:
    """One run: its file, and what it printed."""
    warnings.simplefilter("ignore")
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    x, y, xv, yv = tensors()
    place = folder("fastai", "learner")
    loaders = DataLoaders(
        DataLoader(TensorDataset(x, y), BATCH, shuffle=True), DataLoader(TensorDataset(xv, yv), BATCH)
    )
    learner: Any = Learner(loaders, network(), loss_func=functional.cross_entropy, metrics=accuracy, path=place)
    with caught(place / "stdout.txt"):
        learner.fit(8, 0.01, cbs=CSVLogger(fname="history.csv"))
    rows = learner.recorder.values
    told = [curve("train", "loss", [r[0] for r in rows]), curve("val", "loss", [r[1] for r in rows]),
            curve("val", "accuracy", [r[2] for r in rows])]  # fmt: skip
    shown = [{**one, "decimals": 6} for one in told]
    tell(place, f"fastai {fastai.__version__}", {"history.csv": [told], "stdout.txt": [shown]})
