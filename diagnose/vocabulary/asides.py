"""What stands beside the curves in a log: times, speeds, sizes, settings, counters. `*` stands for any letters.

May not: call a curve aside that a metric's word ends: `loss_scale` is none, `data_loss` is one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagnose.vocabulary.metrics import COLUMNS
from diagnose.vocabulary.recognition import NAMED

COSTS = "costs of time"
TOPICS = {
    "time": (
        "time times walltime wall timestamp date eta elapsed remaining took duration dur runtime train_wall second "
        "seconds sec secs minute minutes min mins hour hours ms dt tiempo temps duración 耗时 时间 用时"
    ),
    "speed": ("speed throughput it/s fps wps ups mfu tok step_avg ms/batch per_second per_sec flops total_flos"),
    "memory and devices": "memory mem gpu* cpu* cuda vram device gb_free workers worker rank temp",
    "sizes and counts": (
        "*size bsz wpb token tokens sample samples nsamples total_count total_param total_params nnz nnzs"
    ),
    "settings": ("seed weight_decay weightdecay wd momentum port version v_num imgsz targets horizon fold clip"),
    "bookkeeping": (
        "pid data used line patience paciencia counter early_stop* earlystop* save* checkpoint ckpt bad_epochs"
    ),
    COSTS: "batch_cost data_cost reader_cost time_cost",
}

KEPT = ["grad", "gradient", "norm", "gnorm", "gradnorm", "gradientnorm", "param", "params", "loss_scale"]
"""What is read as a curve though it is never judged as one: it tells of the training, not of the machine."""

COUNTS = ("num_", "n_")
"""How the names of counts begin."""

NAMES_BELOW = ("tokens/", "samples/", "words/", "sentences/")
"""What is so much a second."""


def is_aside(name: str) -> bool:
    """Whether a name speaks of what stands beside the curves: it has a word for it, and no metric's word ends it."""
    lowered = name.lower()
    return is_about_the_machine(name) or (_kept().search(lowered) is not None and not _ends_in_metric(lowered))


def is_about_the_machine(name: str) -> bool:
    """Whether a name speaks of time, speed, memory, sizes or bookkeeping, of which no reader needs a curve."""
    lowered = name.lower()
    found = _pattern().search(lowered)
    return found is not None and (found["cost"] is not None or not _ends_in_metric(lowered))


@lru_cache(maxsize=1024)
def is_aside_word(word: str) -> bool:
    """Whether a word alone means what stands beside the curves."""
    whole, beginnings, endings = _words()
    return word in whole or word.startswith(beginnings) or word.endswith(endings)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """The words that stand as they are, how the others begin, and how they end."""
    words = [*KEPT, *(word for words in TOPICS.values() for word in words.split())]
    beginnings = tuple(word.rstrip("*") for word in words if word.endswith("*"))
    return frozenset(words), beginnings, tuple(word.lstrip("*") for word in words if word.startswith("*"))


def _ends_in_metric(lowered: str) -> bool:
    last = re.split(r"[\W_]+", lowered.strip())[-1]
    metric = NAMED.get(last)
    return lowered.endswith("loss") or (metric is not None and metric.family != "rate" and last not in COLUMNS)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """What finds the words, each between blanks, underscores, points and slashes."""
    costs = _alternatives(TOPICS[COSTS])
    words = "|".join(_alternatives(words) for topic, words in TOPICS.items() if topic != COSTS)
    below = "|".join(map(re.escape, NAMES_BELOW))
    return re.compile(rf"(?:^|[\s_/.])(?:(?P<cost>{costs})|{words})(?:$|[\s_/.])|{below}")


@lru_cache(maxsize=1)
def _kept() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_/.])(?:{_alternatives(' '.join(KEPT))})(?:$|[\s_/.])")


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace("_", r"[\s_]?") for word in words.split())
