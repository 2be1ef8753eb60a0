"""What the words of a line say to a print loop's reader: a measure, a split, a count, a remark.

May not: look at numbers or at whole lines, hold words that other readers or the series need (the vocabulary does).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.vocabulary import asides, axes
from diagnose.vocabulary.companions import COUNTED
from diagnose.vocabulary.names import split_in, words_of
from diagnose.vocabulary.recognition import makes_a_curve, metric_named, says_loss, says_metric
from diagnose.vocabulary.splits import COMPANIONS, split_of_word, split_places

if TYPE_CHECKING:
    from diagnose.model import Split

__all__ = [
    "heading_split",
    "is_aside",
    "is_companion",
    "is_count",
    "is_loss",
    "is_metric",
    "is_rate",
    "is_remark",
    "is_share_of",
    "is_strong_remark",
    "makes_a_curve",
    "split_alone",
    "split_of",
]

HEADING_BLANKS = 12
is_loss, is_metric = says_loss, says_metric
_PROGRAM = re.compile(r"\.(?:py|cc|cpp|h|rs|go|js|ipynb)\b|^[iwef]\d{4}$")  # trainer.py, and a line of glog
_STRONG_REMARK = re.compile(
    r"(?:^|[^a-z])(?:best\w*|improv\w*|decreas\w*|increas\w*|lowest|highest|worst|minimum|maximum|max|min|saving|saved|sav|"
    r"from|to|than|reducing|early.?stopping|checkpoint|so far the|restor\w*|load\w*|resum\w*)(?:$|[^a-z])|"
    r"最佳|最好|最优|最低|最高|早停|保存|mejor|meilleur|лучш"
)
_REMARK = re.compile(
    r"(?:^|[^a-z])(?:of|at|for|on|over|reached|patience|threshold|target|delta|diff|remaining|previous|prev|final|last|since)"
    r"(?:$|[^a-z])"
)


def is_aside(name: str) -> bool:
    """Whether the name speaks of time, speed, memory or bookkeeping and not of the model; a loss never does."""
    lowered = name.lower()
    return asides.is_about_the_machine(name) or (_PROGRAM.search(lowered) is not None and not lowered.endswith("loss"))


def is_strong_remark(name: str) -> bool:
    """Whether the text speaks about values that stand elsewhere: best, improved from … to …, saved."""
    return _STRONG_REMARK.search(name.lower()) is not None


def is_remark(name: str) -> bool:
    """Whether the text reads like a sentence and not like a name."""
    return _REMARK.search(name.lower()) is not None


def is_count(name: str) -> bool:
    """Whether the name is that of a count and of nothing else: `Steps` in `Time (200 Steps): 37.8`."""
    return len(name) > 1 and axes.unit_before_number(name) is not None


def is_rate(name: str) -> bool:
    """Whether a name is that of the learning rate and says nothing else: `lr`, `Learning rate`."""
    known = metric_named("_".join(words_of(name)))
    return known is not None and known.name == "learning_rate"


def is_companion(word: str) -> bool:
    """Whether a word names a split, or stands beside the word that does."""
    return split_of_word(word) is not None or word in COMPANIONS


def split_of(name: str) -> Split | None:
    """The split that a word of the name says; the last word that says one decides."""
    return "val" if "saving dict" in name.lower() else split_in(name)  # what an Estimator of TensorFlow evaluated


def split_alone(piece: str) -> Split | None:
    """The split that a piece of text names, if it names nothing else: `Test set`, `Validation`, `val phase`."""
    words = words_of(piece)
    if not 1 <= len(words) <= 4:
        return None
    places = split_places(words)
    return places[-1][1] if places and all(map(is_companion, words)) else None


def is_share_of(name: str) -> bool:
    """Whether a name says a split and of what it tells how much is right or wrong: `char train`."""
    words = words_of(name)
    rest = [word for word in words if not is_companion(word)]
    return len(rest) == 1 and rest[0] in COUNTED and split_of(name) is not None


def heading_split(text: str) -> Split | None:
    """The split that a line without values puts over those below it: `Validation:`, `Test Error:`, `--- val ---`."""
    if not text or text.count(" ") > HEADING_BLANKS or any(map(str.isdigit, text)):
        return None
    words = words_of(text)
    if not 1 <= len(words) <= 4:
        return None
    return split_of_word(words[0]) or (split_of_word(words[-1]) if text.rstrip().endswith(":") else None)
