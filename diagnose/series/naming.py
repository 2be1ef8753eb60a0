"""Every series of a run gets its split and metric, from its own name and from the company that it keeps.

May not: look at values, rename what the reader knew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from diagnose.model import Split
from diagnose.series.names import Meaning, meaning
from diagnose.series.vocabulary import OBJECTIVES


class Label(NamedTuple):
    """A name with what is known of it: by the reader at first, by everything at last."""

    name: str
    split: Split | None
    metric: str | None


class Named(NamedTuple):
    """The labels of a run in the order of its series, and what was assumed, in words."""

    labels: tuple[Label, ...]
    notes: tuple[str, ...]


@lru_cache(maxsize=512)
def name_all(labels: tuple[Label, ...]) -> Named:
    """The labels with split and metric filled in where they can be known.

    A bare name (`loss`, `accuracy`) is of the training split where its like exists for another split, where a bare
    loss stands beside it, or where nothing at all is said of another split; next to `train_loss` and `valid_loss` a
    bare score is of the validation split, as fastai prints it. `validation_0` beside `validation_1` is XGBoost's name
    for the first evaluation set, by custom the training set. Where a split has no loss, the measure that is minimised
    stands in for it.
    """
    notes: list[str] = []
    meanings = [meaning(label.name) for label in labels]
    found = [
        label._replace(split=label.split or said.split, metric=label.metric or said.metric)
        for label, said in zip(labels, meanings, strict=True)
    ]
    found = _first_evaluation_set(found, notes)
    found = _bare_names(found, meanings, notes)
    found = _stand_ins(found, meanings, notes)
    return Named(tuple(found), tuple(notes))


def _first_evaluation_set(found: list[Label], notes: list[str]) -> list[Label]:
    first = [label.name.startswith("validation_0") for label in found]
    second = any(label.name.startswith("validation_1") for label in found)
    if not second or not any(first) or any(label.split == "train" for label in found):
        return found
    notes.append("validation_0 is taken for the training set: XGBoost numbers its evaluation sets, and the first is it")
    return [label._replace(split="train") if is_first else label for label, is_first in zip(found, first, strict=True)]


def _bare_names(found: list[Label], meanings: Sequence[Meaning], notes: list[str]) -> list[Label]:
    elsewhere = {label.metric for label in found if label.split in ("val", "test")}
    named_pair = all(any(label == (label.name, split, "loss") for label in found) for split in ("train", "val"))
    bare_loss = any(label.split is None and label.metric == "loss" for label in found)
    bare_objective = any(label.split is None and label.metric in OBJECTIVES for label in found)
    labels = []
    lone = _lone_loss(found)
    for label, said in zip(found, meanings, strict=True):
        if label is lone:
            labels.append(label._replace(split="train"))
            continue
        if label.split is not None or said.aside or said.better is None:
            labels.append(label)
            continue
        if label.metric == "loss" or label.metric in elsewhere or bare_loss:
            split: Split | None = "train"
        elif named_pair:
            split = "val"
            notes.append(f"{label.name} is taken for a validation metric, since both losses say their split and it not")
        elif not elsewhere and _has_loss(found, "train"):
            split = "train"
        else:
            split = "train" if bare_objective and not _has_loss(found, "train") else None
        labels.append(label._replace(split=split))
    return labels


def _lone_loss(found: list[Label]) -> Label | None:
    """The one loss of a log that names no split at all: `lm loss`."""
    if any(label.split is not None for label in found):
        return None
    losses = [label for label in found if str(label.metric).endswith("loss")]
    return losses[0] if len(losses) == 1 else None


def _stand_ins(found: list[Label], meanings: Sequence[Meaning], notes: list[str]) -> list[Label]:
    """Where a split has no loss, the likeliest objective is called its loss."""
    labels = list(found)
    for split in ("train", "val", "test"):
        if _has_loss(labels, split):
            continue
        place = _objective(labels, meanings, split)
        if place is not None:
            label = labels[place]
            labels[place] = label._replace(metric="loss")
            notes.append(f"{label.name} stands for the {split} loss, since none is logged under that name")
    return labels


def _objective(labels: Sequence[Label], meanings: Sequence[Meaning], split: str) -> int | None:
    plain = [n for n, label in enumerate(labels) if label.split == split and not meanings[n].extra]
    for metric in OBJECTIVES:
        fitting = [place for place in plain if labels[place].metric == metric]
        if fitting:  # of two, that which says its split: `Train perplexity` for the epoch, `ppl` for its batches
            return next((place for place in fitting if meanings[place].split is not None), fitting[0])
    own = [n for n, label in enumerate(labels) if label.split == split and str(label.metric).endswith("loss")]
    own = [place for place in own if not meanings[place].adversarial]
    return own[0] if len(own) == 1 else None


def _has_loss(labels: Sequence[Label], split: str) -> bool:
    return any(label.split == split and label.metric == "loss" for label in labels)
