"""What is peculiar to the tables of one program: how they are told, what their columns are, what is done at the end.

May not: parse text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from diagnose.model import Run, Source, Split
from diagnose.readers.core.gathering.rows import Base
from diagnose.readers.core.words import axis_unit, is_aside
from diagnose.readers.tables.ultralytics import ULTRALYTICS_PREFIXES, ultralytics_column, with_whole_losses
from diagnose.readers.tables.wandb_export import runs_apart


class Trait(NamedTuple):
    """What a format knows of a column."""

    split: Split | None = None
    metric: str | None = None
    averaged: bool | None = None


@dataclass(frozen=True, slots=True)
class Flavour:
    """One program's tables: `fits` looks at the names of the columns, `trait` tells of a column what is known."""

    name: str
    about: str
    fits: Callable[[tuple[str, ...]], bool]
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".txt")
    base: Base = "auto"
    trait: Callable[[str, Source], Trait] = lambda _name, _source: Trait()
    finish: Callable[[Run], list[Run]] = lambda run: [run]


def _is_keras(names: tuple[str, ...]) -> bool:
    measures = {name for name in names if name and axis_unit(name) is None and not is_aside(name)}
    plain = {name for name in measures if not name.startswith("val_")}
    word = all(name.isidentifier() and name == name.lower() for name in measures)
    return "loss" in plain and word and {name[4:] for name in measures - plain} <= plain


def _keras_trait(name: str, _source: Source) -> Trait:
    if is_aside(name):
        return Trait()
    return Trait("val") if name.startswith("val_") else Trait("train", averaged=True)


def _is_fastai(names: tuple[str, ...]) -> bool:
    return names[0] == "epoch" and names[1:3] == ("train_loss", "valid_loss")


def _fastai_trait(name: str, _source: Source) -> Trait:
    if name == "train_loss":
        return Trait("train", "loss", averaged=True)
    return Trait() if is_aside(name) else Trait("val")


def _is_catboost(names: tuple[str, ...]) -> bool:
    return names[0] == "iter" and len(names) > 1


def _catboost_trait(_name: str, source: Source) -> Trait:
    file = source.name.replace("\\", "/").rsplit("/", 1)[-1]
    return Trait("val" if file.startswith("test") else "train")


def _trait_of_ultralytics(name: str, _source: Source) -> Trait:
    return Trait(*ultralytics_column(name))


FLAVOURS = (
    Flavour(
        "ultralytics-csv",
        "Ultralytics' `results.csv`; the parts of the loss are summed.",
        lambda names: names[0] == "epoch" and {name.split("/")[0] for name in names} >= ULTRALYTICS_PREFIXES,
        trait=_trait_of_ultralytics,
        finish=lambda run: [with_whole_losses(run)],
    ),
    Flavour(
        "wandb-csv",
        "A CSV export of W&B, several runs side by side.",
        lambda names: any(name.endswith(("__MIN", "__MAX")) for name in names),
        finish=runs_apart,
    ),
    Flavour(
        "flair-tsv",
        "Flair's `loss.tsv`.",
        lambda names: {"EPOCH", "TIMESTAMP", "TRAIN_LOSS"} <= set(names),
        suffixes=(".tsv",),
    ),
    Flavour(
        "catboost-tsv",
        "CatBoost's `learn_error.tsv` and `test_error.tsv`.",
        _is_catboost,
        suffixes=(".tsv",),
        trait=_catboost_trait,
    ),
    Flavour("fastai-csv", "fastai's CSVLogger.", _is_fastai, trait=_fastai_trait),
    Flavour("lightning-csv", "Lightning's `metrics.csv`.", lambda names: {"epoch", "step"} < set(names), base=0),
    Flavour("keras-csv", "Keras' CSVLogger.", _is_keras, trait=_keras_trait),
    Flavour("csv", "Any tidy table with a header, whatever separates its fields.", lambda _names: True),
)
