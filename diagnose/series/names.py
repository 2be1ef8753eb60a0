"""What a column's name says: the split, the metric, which way is better, and how it was taken.

May not: look at values, know formats.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from diagnose.model import Split
from diagnose.series.vocabulary import (
    ADVERSARIAL,
    ALIASES,
    ASIDE_WORDS,
    ASIDES,
    COUNTS,
    EPOCH_WORDS,
    FILLERS,
    FOREIGN,
    HIGHER,
    LOWER,
    SPLIT_WORDS,
    STEP_WORDS,
    TRANSLATED,
)

Better: TypeAlias = Literal["lower", "higher"]
Level: TypeAlias = Literal["epoch", "step"]

CANONICAL = {alias: metric for metric, aliases in ALIASES.items() for alias in aliases.split()}
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
WORD = re.compile(r"[^\W_]+")
FIFTH = frozenset(("2", "3", "5", "10", "top2", "top3", "top5", "top10"))


class Meaning(NamedTuple):
    """What a name says.

    `metric` is the field's name for the quantity (`loss`, `accuracy`, …), the name's own words where the field has
    none, or None where nothing is left. `level` tells a mean over an epoch from the value of one step, where the name
    does. `extra` counts the words that narrow the metric (`decode.acc_seg` is an accuracy, of something). `aside` is
    true of what stands beside the curves, such as the learning rate or the time.
    """

    split: Split | None
    metric: str | None
    level: Level | None = None
    extra: int = 0
    aside: bool = False
    adversarial: bool = False

    @property
    def better(self) -> Better | None:
        """Which way the metric improves, or None where its name does not say."""
        return None if self.metric is None or self.aside else better(self.metric)


@lru_cache(maxsize=4096)
def meaning(name: str) -> Meaning:
    """What `name` says; the cost of a name met before is that of a lookup."""
    words = _words(name)
    split = next((SPLIT_WORDS[word] for word in words if word in SPLIT_WORDS), None)
    level: Level | None = None
    if any(word in STEP_WORDS for word in words):
        level = "step"
    if any(word in EPOCH_WORDS for word in words):
        level = "epoch"
    rest = _without_split(words)
    metric, extra = _metric(rest)
    return Meaning(
        split,
        metric,
        level,
        extra,
        aside=_is_aside(rest, metric),
        adversarial=metric is not None and "loss" in rest and not ADVERSARIAL.isdisjoint(rest),
    )


@lru_cache(maxsize=1024)
def better(metric: str) -> Better | None:
    """Which way a metric improves, by its own name or by its last telling word; None where neither is known."""
    words = metric.split("_")
    for word in (metric, *reversed(words)):
        if word in LOWER:
            return "lower"
        if word in HIGHER:
            return "higher"
    return None


def _words(name: str) -> list[str]:
    if not name.isascii() or _is_foreign(name.lower()):
        for pattern, english in TRANSLATED:
            name = re.sub(pattern, f" {english} ", name, flags=re.IGNORECASE)
    return [word.lower() for word in WORD.findall(CAMEL.sub(" ", name))]


def _is_foreign(name: str) -> bool:
    return any(word in name for word in FOREIGN)


def _without_split(words: list[str]) -> list[str]:
    """The words but those that name the split and the number of a validation set (`valid_0's`)."""
    kept: list[str] = []
    after_split = False
    for word in words:
        if word in SPLIT_WORDS:
            after_split = True
        elif after_split and word.isdigit():
            continue
        else:
            after_split = False
            kept.append(word)
    return kept


def _metric(words: list[str]) -> tuple[str | None, int]:
    words = list(dict.fromkeys(words)) if all(word.isalpha() for word in words) else words
    bare = [word for word in words if word not in FILLERS]
    for some in (words, bare):
        found = CANONICAL.get("_".join(some))
        if found is not None:
            return found, 0
    if not bare:
        return None, 0
    if ("acc" in bare or "accuracy" in bare) and FIFTH.isdisjoint(bare):
        return "accuracy", len(bare) - 1
    while len(bare) > 1 and bare[-1].isdigit():
        bare.pop()
    return _part_of(words) or ("_".join(bare), max(1, len(bare) - 1))


def _part_of(words: list[str]) -> tuple[str, int] | None:
    """The metric that the last or the first words name, and how many words narrow it; a part of a loss is no loss."""
    for cut in range(1, len(words)):
        for some in (words[cut:], words[:-cut]):
            alias = "_".join(some)
            found = CANONICAL.get(alias)
            if found not in (None, "loss", "accuracy") and len(alias) > 2:
                return str(found), sum(word not in FILLERS for word in words) - len(some) or 1
    return None


def _is_aside(words: list[str], metric: str | None) -> bool:
    if metric is None:
        return True
    name = "_".join(words)
    if metric in ("learning_rate", "grad_norm") or name in ASIDES or name.startswith(COUNTS):
        return True
    return better(metric) is None and not ASIDE_WORDS.isdisjoint(words)
