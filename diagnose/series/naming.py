"""Every series of a run gets its split and metric, from its own name and from the company that it keeps.

May not: look at values, rename what the reader knew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from diagnose.model import Caution, Split
from diagnose.series.names import Meaning, meaning_of
from diagnose.vocabulary.metrics import OBJECTIVES
from diagnose.vocabulary.recognition import is_loss_or_part


class Label(NamedTuple):
    """A name with what is known of it: by the reader at first, by everything at last."""

    name: str
    split: Split | None
    metric: str | None


class Labelling(NamedTuple):
    """The labels of a run in the order of its series, and what was assumed, in words."""

    labels: tuple[Label, ...]
    notes: tuple[str, ...]


@lru_cache(maxsize=512)
def label_all(labels: tuple[Label, ...]) -> Labelling:
    """The labels with split and metric filled in where they can be known.

    A bare name (`loss`, `accuracy`) is of the training split where its like exists for another split, where a bare
    loss stands beside it, or where nothing at all is said of another split; next to `train_loss` and `valid_loss` a
    bare score is of the validation split, as fastai prints it. `validation_0` beside `validation_1` is XGBoost's name
    for the first evaluation set, by custom the training set. Where a split has no loss, the measure that is minimised
    stands in for it. The work grows with the number of labels, and no faster.
    """
    notes: list[str] = []
    meanings = [meaning_of(label.name) for label in labels]
    by_name = [
        label._replace(split=label.split or named.split, metric=label.metric or named.metric)
        for label, named in zip(labels, meanings, strict=True)
    ]
    by_custom = _first_evaluation_set(by_name, notes)
    by_company = _bare_names(by_custom, meanings, notes)
    return Labelling(tuple(_stand_ins(by_company, meanings, notes)), tuple(notes))


def _first_evaluation_set(labels: list[Label], notes: list[str]) -> list[Label]:
    first = [label.name.startswith("validation_0") for label in labels]
    second = any(label.name.startswith("validation_1") for label in labels)
    if not second or not any(first) or any(label.split == "train" for label in labels):
        return labels
    notes.append("validation_0 is taken for the training set: XGBoost numbers its evaluation sets, and the first is it")
    return [label._replace(split="train") if is_first else label for label, is_first in zip(labels, first, strict=True)]


class _Company:
    """What all labels of a run say together, of which each bare name is judged."""

    def __init__(self, labels: list[Label]) -> None:
        losses = {label.split for label in labels if label.metric == "loss"}
        self.elsewhere = {label.metric for label in labels if label.split in ("val", "test")}
        self.has_train_loss = "train" in losses
        self.has_both_losses = {"train", "val"} <= losses
        self.has_bare_loss = None in losses
        self.has_bare_objective = any(label.split is None and label.metric in OBJECTIVES for label in labels)

    def split_of(self, metric: str | None) -> Split | None:
        """The split of a metric whose name says none."""
        if metric == "loss" or metric in self.elsewhere or self.has_bare_loss:
            return "train"
        if self.has_both_losses:
            return "val"
        if self.has_train_loss:
            return None if self.elsewhere else "train"
        return "train" if self.has_bare_objective else None


def _bare_names(labels: list[Label], meanings: Sequence[Meaning], notes: list[str]) -> list[Label]:
    company, lone = _Company(labels), _lone_loss(labels)
    settled = []
    for label, named in zip(labels, meanings, strict=True):
        if label is lone:
            settled.append(label._replace(split="train"))
            continue
        if label.split is not None or named.aside or named.better is None:
            settled.append(label)
            continue
        split = company.split_of(label.metric)
        if split == "val":
            what = f"{label.name} is taken for a validation metric, since both losses say their split and it not"
            notes.append(Caution(what))
        settled.append(label._replace(split=split))
    return settled


def _lone_loss(labels: list[Label]) -> Label | None:
    """The one loss of a log that names no split at all: `lm loss`."""
    if any(label.split is not None for label in labels):
        return None
    losses = [label for label in labels if is_loss_or_part(label.metric)]
    return losses[0] if len(losses) == 1 else None


def _stand_ins(labels: list[Label], meanings: Sequence[Meaning], notes: list[str]) -> list[Label]:
    """Where a split has no loss, the likeliest objective is called its loss."""
    settled = list(labels)
    for split in ("train", "val", "test"):
        if any(label.split == split and label.metric == "loss" for label in settled):
            continue
        place = _objective(settled, meanings, split)
        if place is not None:
            label = settled[place]
            settled[place] = label._replace(metric="loss")
            words = f"{label.name} stands for the {split} loss, since none is logged under that name"
            notes.append(Caution(words) if _objectives(labels, split) > 1 else words)
    return settled


def _objectives(labels: Sequence[Label], split: str) -> int:
    """How many metrics of a split could be what is minimised."""
    own = (label.metric for label in labels if label.split == split)
    return sum(metric in OBJECTIVES or is_loss_or_part(metric) for metric in own)


def _objective(labels: Sequence[Label], meanings: Sequence[Meaning], split: str) -> int | None:
    own = [place for place, label in enumerate(labels) if label.split == split]
    plain = [place for place in own if not meanings[place].extra]
    for metric in OBJECTIVES:
        fitting = [place for place in plain if labels[place].metric == metric]
        if fitting:  # of two, that which says its split: `Train perplexity` for the epoch, `ppl` for its batches
            return next((place for place in fitting if meanings[place].split is not None), fitting[0])
    losses = [place for place in own if is_loss_or_part(labels[place].metric)]
    losses = [place for place in losses if not meanings[place].adversarial]
    if len(losses) > 1 and split == "val" and _are_of_sets(labels, losses):
        return losses[0]
    return losses[0] if len(losses) == 1 else None


def _are_of_sets(labels: Sequence[Label], losses: list[int]) -> bool:
    """Whether these are losses of sets with names (`eval_wiki_loss`), beside a whole loss of the training."""
    of_training = {label.metric for label in labels if label.split == "train"}
    return "loss" in of_training and of_training.isdisjoint(labels[place].metric for place in losses)
