"""The words of a name, whatever its language and however they are joined.

May not: say what they mean.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagnose.model import Split
from diagnose.vocabulary.languages import english
from diagnose.vocabulary.splits import AFTER_SPLIT, GLUED, PHRASES, SHORT, SPLITS, split_places

WHAT_IS_GLUED = ("loss", "losses", "acc", "accuracy")


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in English and in lower case: `valLoss`, `val_loss`, `valloss` and `验证损失` are alike."""
    camel, word = _patterns()
    words: list[str] = []
    for text in word.findall(camel.sub(" ", english(name))):
        lowered = text.lower()
        joined = PHRASES.get((words[-1], lowered)) if words else None
        if joined is not None:
            words[-1] = joined
        else:
            is_behind = bool(words) and words[-1] in SPLITS
            words.extend(AFTER_SPLIT[lowered] if is_behind and lowered in AFTER_SPLIT else _apart(lowered))
    return tuple(words)


def split_in(name: str) -> Split | None:
    """The split that a name says; of several words that say one the last decides: `train/val_loss`."""
    places = split_places(words_of(name))
    return places[-1][1] if places else None


def _apart(word: str) -> tuple[str, ...]:
    """What a word is made of where a split is glued to a loss or an accuracy: `vloss`, `trainacc`."""
    if word in SHORT:
        return SHORT[word]
    if not word.endswith(WHAT_IS_GLUED):
        return (word,)
    for what in WHAT_IS_GLUED:
        if word.endswith(what) and (split := GLUED.get(word.removesuffix(what))):
            return split, what
    return (word,)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a name in camel case is taken apart, and what a word is."""
    return re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})"), re.compile(r"[^\W_]+")
