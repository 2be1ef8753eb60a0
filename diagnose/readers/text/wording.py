"""Whether a line is worded as a log is: short names before numbers, and neither a sentence nor a line of a program.

May not: decide alone. A wordy line that comes again and again with other numbers is a log line all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.text import vocabulary
from diagnose.vocabulary.axes import WORDS
from diagnose.vocabulary.companions import FILLERS, NARROWING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TAIL = 4
LONGEST_LIST = 6
FREE_WORDS, WORDS_A_NUMBER = 6, 4
LOOKED_AT = 2_000
CODE = re.compile(
    r"[`\\]|\w ?[!=]= ?[\w\"'-]|[<>]= ?[\w-]|:=|\+=|&&|[;{]\s*$|\)\s?:\s*$|[\"']\s*$|[)\]}\"'],\s*$|"
    r"\b(?:def \w+\(|class \w+[(:]|return\s|assert\s|import\s\w|lambda\s|elif\s|const\s|void\s|raises?[ (])|"
    r"\w\(\w+=|\b(?:self|this|np|torch|tf|nn|plt|pytest)\.\w|%\.?\d*[dfsg]\b|\{\w*[:!}]|\"\w+\"\s?:|"
    r"^\s*(?:[\"']|>>>|//|/\*|\$ |<[/!a-zA-Z]|@\w|#include|(?:if|for|while|try|with|else|print)\b)",
)
SENTENCE = re.compile(r"(?<=[a-z]{3})[.!?]\s+[A-Z][a-z]|(?<=[a-z]{3})\.\s*$")
BARE = re.compile(r"[\s,;]+")
WORD = re.compile(r"[^\W\d_]{2,}")
NAME_PART = re.compile(r"[^\W\d_]+")
ASCII = re.compile(r"[ -~]+")
DIGITS = re.compile(r"\d+")
KNOWN = FILLERS | NARROWING | WORDS.keys()


def is_plain(text: str, gaps: Sequence[str], tail: str) -> bool:
    """Whether a line reads like one that a training prints, given what stands before, between and after its numbers.

    Signs of a program (comparisons, quotes at its ends, placeholders, keywords), of prose (far more words than numbers,
    a sentence behind the last of them) and of data (one bare number after another) speak against it.
    """
    tail = tail[:LOOKED_AT]
    if CODE.search(text[:LOOKED_AT]) is not None:
        return False
    if SENTENCE.search(tail) is not None or len(WORD.findall(tail)) > LONGEST_TAIL:
        return False
    if sum(BARE.fullmatch(gap) is not None for gap in gaps) > LONGEST_LIST:
        return False
    words = sum(len(WORD.findall(gap)) for gap in gaps)
    return words <= FREE_WORDS + WORDS_A_NUMBER * len(gaps)


def skeleton(gaps: Sequence[str], tail: str) -> str:
    """What lines that differ in their numbers only have in common, digits inside words included."""
    return DIGITS.sub("0", "\0".join((*gaps, tail))[:LOOKED_AT])


def is_known_name(name: str) -> bool:
    """Whether a name is that of a measure, with nothing but words that go with measures: `avg train loss`, `box_loss`.

    In languages other than English the word of the measure is enough.
    """
    if not vocabulary.is_metric(name) or len(name) > 40:
        return False
    words = name.split()
    if len(words) == 1 and "." not in name:
        return True
    if ASCII.fullmatch(name) is None:
        return len(words) <= 4
    parts = [part.lower() for part in NAME_PART.findall(name)]
    return all(part in KNOWN or vocabulary.is_companion(part) or vocabulary.is_metric(part) for part in parts)
