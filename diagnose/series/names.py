"""What a column's name says: the split, the metric, which way is better, and how it was taken.

May not: look at values, know formats, hold words (the vocabulary does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from diagnose.model import Split
from diagnose.vocabulary.asides import COUNTS, is_aside_word
from diagnose.vocabulary.axes import ROWS, unit_over_column
from diagnose.vocabulary.axes import WORDS as AXIS_WORDS
from diagnose.vocabulary.companions import ADVERSARIAL, FILLERS
from diagnose.vocabulary.metrics import WHOLE_NAMES, Better
from diagnose.vocabulary.names import words_of
from diagnose.vocabulary.recognition import better, is_player, metric_named
from diagnose.vocabulary.splits import split_places

Level: TypeAlias = Literal["epoch", "step"]

NUMBERED = re.compile(r"[rv]?\d+")
"""The number of a run or a version at the end of a name: `loss-r1`."""
TOP_K = frozenset(("2", "3", "5", "10", "top2", "top3", "top5", "top10"))
"""Where one of these stands in its name, an accuracy counts more than the first guess."""


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
def meaning_of(name: str) -> Meaning:
    """What `name` says; the cost of a name met before is that of a lookup."""
    words = words_of(name)
    places = split_places(words)
    rest = _without_split(words, {place for place, _ in places})
    metric, extra = _metric(rest)
    return Meaning(
        places[-1][1] if places else None,
        metric,
        _level(words),
        extra,
        aside=_is_aside(rest, metric),
        adversarial=is_player(name) or (metric is not None and "loss" in rest and not ADVERSARIAL.isdisjoint(rest)),
    )


def _level(words: Sequence[str]) -> Level | None:
    units = {AXIS_WORDS[word] for word in words if word in AXIS_WORDS}
    if "epoch" in units:
        return "epoch"
    return "step" if units else None


def _without_split(words: Sequence[str], splits: set[int]) -> list[str]:
    """The words but those that name the split and the number of a validation set (`valid_0's`)."""
    kept: list[str] = []
    after_split = False
    for place, word in enumerate(words):
        if place in splits:
            after_split = True
        elif not (after_split and word.isdigit()):
            after_split = False
            kept.append(word)
    return kept


def _metric(words: list[str]) -> tuple[str | None, int]:
    """The metric that the words name, and how many words narrow it."""
    words = list(dict.fromkeys(words)) if all(word.isalpha() for word in words) else words
    bare = [word for word in words if not _is_filler(word)]
    for named in (words, bare):
        metric = metric_named("_".join(named))
        if metric is not None:
            return metric.name, 0
    if not bare:
        return None, 0
    if ("acc" in bare or "accuracy" in bare) and TOP_K.isdisjoint(bare):
        return "accuracy", len(bare) - 1
    while len(bare) > 1 and NUMBERED.fullmatch(bare[-1]):
        bare.pop()
    return _part_of(words) or ("_".join(bare), max(1, len(bare) - 1))


def _part_of(words: list[str]) -> tuple[str, int] | None:
    """The metric that the last or the first words name, and how many words narrow it; a part of a loss is no loss."""
    for cut in range(1, len(words)):
        for part in (words[cut:], words[:-cut]):
            alias = "_".join(part)
            metric = metric_named(alias) if len(alias) > 2 else None
            if metric is not None and metric.name not in ("loss", "accuracy") and metric.name not in WHOLE_NAMES:
                return metric.name, sum(not _is_filler(word) for word in words) - len(part) or 1
    return None


def _is_filler(word: str) -> bool:
    return word in FILLERS or word in AXIS_WORDS


def _is_aside(words: list[str], metric: str | None) -> bool:
    if metric is None:
        return True
    known = metric_named(metric)
    name = "_".join(words)
    if (known is not None and known.family == "rate") or name.startswith(COUNTS) or is_aside_word(name):
        return True
    if unit_over_column(name) or name in ROWS or all(word in AXIS_WORDS or is_aside_word(word) for word in words):
        return True
    return better(metric) is None and any(map(is_aside_word, words))
