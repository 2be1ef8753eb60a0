"""The words that name a split, in lower case; those of other languages stand in `languages`.

May not: know columns or lines.
"""

from __future__ import annotations

from collections.abc import Iterable

from diagnose.model import Split

SPLITS: dict[str, Split] = {
    "train": "train",
    "training": "train",
    "trn": "train",
    "tr": "train",
    "trainset": "train",
    "dtrain": "train",
    "learn": "train",
    "learning": "train",
    "val": "val",
    "va": "val",
    "vali": "val",
    "valid": "val",
    "validation": "val",
    "validate": "val",
    "validating": "val",
    "validset": "val",
    "valset": "val",
    "dval": "val",
    "dvalid": "val",
    "cv": "val",
    "crossval": "val",
    "crossvalidation": "val",
    "dev": "val",
    "devel": "val",
    "devset": "val",
    "eval": "val",
    "evaluation": "val",
    "evaluating": "val",
    "holdout": "val",
    "heldout": "val",
    "monitor": "val",
    "unseen": "val",
    "te": "test",
    "test": "test",
    "testing": "test",
    "tst": "test",
    "testset": "test",
    "dtest": "test",
}

PHRASES = {
    ("held", "out"): "heldout",
    ("hold", "out"): "holdout",
    ("cross", "val"): "crossval",
    ("cross", "validation"): "crossvalidation",
}
"""Two words that are one of the above."""

GLUED = {"train": "train", "tr": "train", "val": "val", "valid": "val", "v": "val", "test": "test", "dev": "dev"}
"""What is written before `loss` and `acc` without anything between, and the word that it stands for."""

SHORT = {"trl": ("train", "loss"), "tel": ("val", "loss")}
"""Abbreviations of a split and its loss in one."""

AFTER_SPLIT = {
    "sl": ("standard", "loss"),
    "rl": ("robust", "loss"),
    "sa": ("standard", "acc"),
    "ra": ("robust", "acc"),
}
"""What is short for a loss or an accuracy behind a split, where a network is trained against attacks: `val_rl`."""

EVERYDAY = frozenset(
    [
        "training",
        "trn",
        "tr",
        "va",
        "te",
        "learn",
        "learning",
        "testing",
        "tst",
        "vali",
        "validate",
        "validating",
        "evaluation",
        "evaluating",
        "cv",
        "monitor",
        "unseen",
    ]
)
"""Words that people use of other things as well: alone, they do not show that a table is the log of a training."""

LOOSE = frozenset(["learning", "cv", "monitor", "unseen", "tr", "va", "te"])
"""Those of them that do not even say what a folder holds: `deep-learning`, `cv`."""

NO_SPLIT = {"learning": frozenset(("rate", "rates", "curve", "curves"))}
"""Words behind which a word is no split: `learning rate`."""

COMPANIONS = frozenset(
    [
        "set",
        "phase",
        "mode",
        "results",
        "result",
        "metrics",
        "stage",
        "step",
        "subset",
        "stats",
        "data",
        "on",
        "the",
        "epoch",
        "集",
    ]
)
"""What may stand beside the word for a split where a text names a split and nothing else: `Test set`."""


def split_of_word(word: str) -> Split | None:
    """The split that a word names, numbered or not (`val`, `valid_0`, `test2`), or None; in lower case."""
    return SPLITS.get(word) or SPLITS.get(word.rstrip("0123456789_-"))


def split_places(words: Iterable[str]) -> list[tuple[int, Split]]:
    """The places of the words that name a split, with it; `learning` before `rate` names none."""
    words = list(words)
    places = []
    for place, word in enumerate(words):
        split = split_of_word(word)
        after = words[place + 1] if place + 1 < len(words) else ""
        if split is not None and after not in NO_SPLIT.get(word, ()):
            places.append((place, split))
    return places
