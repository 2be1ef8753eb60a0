"""Whether a name speaks of a metric, of which, and which way that improves.

May not: know splits, columns or lines.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagnose.vocabulary.languages import ascii_words, english
from diagnose.vocabulary.metrics import COLUMNS, ENDINGS, METRICS, NO_PROOF, PARTS, RANKED, Better, Family, Metric

NAMED = {name: metric for metric in METRICS for name in (metric.name, *metric.others.split())}
LOSSES: frozenset[Family] = frozenset(("loss", "error"))
CURVES: frozenset[Family] = frozenset(("loss", "error", "score", "reward"))
PROOFS: frozenset[Family] = frozenset(("loss", "error", "score"))

PLAYER = re.compile(r"[DG]_([A-Za-z]+\d*)")
"""The losses of two networks against each other, as pix2pix names them: `D_A`, `G_GAN`."""
OF_PLAYERS = frozenset(
    ("lr", "norm", "grad", "gradnorm", "step", "steps", "iter", "iters", "x", "z", "out", "score", "prob", "time")
)


@lru_cache(maxsize=1024)
def better(metric: str) -> Better | None:
    """Which way a metric improves, by its own name or by its last telling word; None where neither is known."""
    for word in (metric, *reversed(metric.split("_"))):
        known = NAMED.get(word) if len(word) > 1 else None
        if known is not None and known.better is not None:
            return known.better
    return None


def is_score(metric: str | None) -> bool:
    """Whether higher is better for the metric."""
    return metric is not None and better(metric) == "higher"


def is_loss_or_part(metric: str | None) -> bool:
    """Whether the metric is a loss, the whole of it or a part such as `box_loss`."""
    return metric is not None and metric.endswith("loss")


def metric_named(name: str) -> Metric | None:
    """The metric of that name, words joined by underscores, or None."""
    return NAMED.get(name)


def is_rate(name: str) -> bool:
    """Whether a name is that of a rate: of what is set or watched, and never a mean over samples."""
    return name in NAMED and NAMED[name].family == "rate"


def says_loss(name: str) -> bool:
    """Whether a name speaks of something that falls when learning: of a loss or of an error."""
    return not LOSSES.isdisjoint(_families(name))


def says_metric(name: str) -> bool:
    """Whether a name speaks of a loss, an error, a score or a reward."""
    return not CURVES.isdisjoint(_families(name))


def has_metric_word(text: str) -> bool:
    """Whether a text names a metric by a word of its own, in ASCII; quicker than asking what the text is about."""
    return not _lone_words().isdisjoint(re.findall(r"[a-z]+\d*", text.lower()))


@lru_cache(maxsize=1)
def _lone_words() -> frozenset[str]:
    names = (name for name, metric in NAMED.items() if metric.family in CURVES and name not in COLUMNS)
    return frozenset((*names, *ascii_words(), *ENDINGS))


def is_player(name: str) -> bool:
    """Whether a name is that of a loss of one of two networks against each other: `D_A`, `G_GAN`."""
    player = PLAYER.fullmatch(name)
    return player is not None and player[1].lower() not in OF_PLAYERS


def makes_a_curve(name: str) -> bool:
    """Whether a name is of what one trains on or selects by: of a loss, an error or a score that is nothing else."""
    return not PROOFS.isdisjoint(_families(name, sure=True))


@lru_cache(maxsize=4096)
def _families(name: str, sure: bool = False) -> frozenset[Family]:
    """The families of the metrics of which a name has a word or a part of one; with `sure` without `NO_PROOF`."""
    if name.isascii() and name.lower() == name.upper():
        return frozenset()  # a number, as most cells are that may be a heading
    lowered = english(name).lower()
    families = {family for part, family in PARTS.items() if part in lowered}
    if lowered.startswith("l_") and lowered[2:3] not in ("", "r"):
        families.add("loss")  # l_total, but not l_r
    if is_player(name):
        families.add("loss")
    words = re.findall(r"[a-z0-9]+", lowered)
    whole = NAMED.get("_".join(words)) if len(words) > 1 else None  # `Episode Return`, though `return` is any word
    if whole is not None and not (sure and whole.name in NO_PROOF):
        families.add(whole.family)
    for word, following in zip(words, (*words[1:], ""), strict=False):
        stem = word.strip("0123456789")
        name = word if word in NAMED else stem
        if stem in RANKED and (word != stem or following.isdigit()):
            families.add("score")
        elif name in NAMED:
            if name not in COLUMNS and not (sure and NAMED[name].name in NO_PROOF):
                families.add(NAMED[name].family)
        elif stem.endswith(ENDINGS):
            families.add("score")
    return frozenset(families)
