"""The words before a number: its name, and whether it marks an epoch, a step, a batch or something else.

May not: walk a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnose.readers.text import vocabulary
from diagnose.vocabulary import axes
from diagnose.vocabulary.splits import split_of_word

if TYPE_CHECKING:
    from diagnose.model import Split
    from diagnose.readers.text.tokens import Token

DELIMITERS = re.compile(
    r"[,;|\t\[\](){}<>:=!?#*\"“”`~、，；：。█▏▎▍▌▋▊▉]|(?<!\w)'|'(?!\w)|\s[-–—]+(?=\s|$)|--+|->|=>|(?<=\w{6})\.\s|\.\.+"
)
# `D(x):` and `F1(ext):` are names, brackets and all
GLUED = re.compile(r"(?<=\w)\(([^()\s]{0,30}(?:\([^()\s]{0,30}\))?)\)(?=\s*[:=])")
HIDDEN, SHOWN = str.maketrans("()", "\x01\x02"), str.maketrans("\x01\x02", "()")
FILLERS = frozenset(
    ("is", "was", "are", "and", "with", "the", "a", "current", "after", "has", "got", "on", "this", "now")
)
BEHIND = "|".join(sorted(axes.COUNTERS, key=len, reverse=True))
COUNTER = re.compile(
    rf"\s*(?:/\s*\d+\s*)?(?:th|st|nd|rd)?\s*({BEHIND})(?!\s*[:=#]?\s*\d)",
    re.IGNORECASE,
)
UNITS = re.compile(r"[ \t](?:(?:[a-z]{1,12}/)?(?:s|secs?|seconds?|ms|mins?|minutes?|hours?)|s/[a-z]{1,8})[ \t]+(?=\w)")
OF_HOW_MANY = re.compile(r"\s*(?:/|of\b)")
RANGE = re.compile(r"-\d{1,9}(?:batch|iter)")


@dataclass(slots=True)
class NamedNumber:
    """A number with the name that stands before it and the split that its line says; `over` divides it."""

    name: str
    token: Token
    split: Split | None = None
    is_average: bool = False
    over: Token | None = None


def phrase(gap: str) -> tuple[list[str], str]:
    """What stands before a number: the pieces further off, and the name nearest to it."""
    near = gap[-400:]
    if unit := UNITS.match(near):
        near = near[unit.end() :]  # of the number before
    if "(" in near:
        near = GLUED.sub(lambda match: match[0].translate(HIDDEN), near)
    pieces = [piece for raw in DELIMITERS.split(near) if (piece := raw.translate(SHOWN).strip(" \u3000.-_/\\'"))]
    if not pieces:
        return [], ""
    name = pieces.pop()
    words = name.split()
    while words and words[-1].lower() in FILLERS:
        words.pop()
    while words and words[0].lower() in FILLERS:
        words.pop(0)
    return pieces, " ".join(words[-5:])


def mark_kind(name: str, token: Token, text: str) -> str:
    """What the word before a number makes of it: `epoch`, `step`, `batch`, `foreign`, `late`, `range`, or nothing."""
    if kind := _mark_behind(token, text):
        return kind
    if token.unit or not (token.text[0].isdigit() or token.is_lost):
        return ""
    word = _counted_word(name)
    is_whole = token.whole or token.is_lost
    fits_single = word not in axes.LETTERS or (name in axes.LETTERS and token.gap.strip() in (f"{name}:", f"{name}="))
    unit = (axes.unit_before_number(word) if fits_single else None) or _unit_of_split(word)
    if unit == "epoch" or (unit is not None and is_whole):
        return unit
    if not is_whole:
        return ""
    if axes.bare(word) in axes.LATE:
        return "late"
    if (other := axes.bare(word)) in axes.OTHERS:
        is_size = other.endswith("s") and other[:-1] in axes.OTHERS and not OF_HOW_MANY.match(text, token.end)
        return "range" if is_size else "foreign"  # `#Images: 76` are so many, and no number of one
    return _mark_around(name, token, text)


def _counted_word(name: str) -> str:
    """The word that tells what is counted: the last one, or the one before `count`, `no` and their like."""
    words = name.lower().split()
    if len(words) > 1 and axes.bare(words[-1]) in axes.NUMBERING and axes.unit_before_number(words[-2]):
        words.pop()
    return words[-1] if words else ""


def _unit_of_split(word: str) -> str | None:
    """What is counted by a word that begins with a split: `train_epoch`; but not how many: `train_epochs`."""
    split, _, unit = word.replace("-", "_").partition("_")
    return axes.unit_before_number(unit) if len(unit) > 2 and unit[-1] != "s" and split_of_word(split) else None


def _mark_behind(token: Token, text: str) -> str:
    """The mark of `3epochs` and of both ends of `1-100batch`."""
    unit = token.unit.lower() if token.whole else ""
    if unit in ("epoch", "epochs"):
        return "epoch"
    if unit in ("batch", "iter") and token.gap == "-":
        return "batch"
    return "range" if RANGE.match(text, token.end) else ""


def _mark_around(name: str, token: Token, text: str) -> str:
    counter = COUNTER.match(text, token.end)
    behind = axes.COUNTERS[counter[1].lower()] if counter else ""
    unit = next((unit for tail, unit in axes.TAILS.items() if name.endswith(tail)), "")
    if unit:
        return "step" if behind == "step" else unit
    return "epoch" if behind == "epoch" and not vocabulary.is_metric(name) else ""


def settle_splits(pairs: list[NamedNumber]) -> None:
    """Let a name without a split take the one said before it on the line, and show it in the name.

    Not where the line's first metric has none (`loss … val_loss … acc …`), nor where the line has that name with a
    split elsewhere (`train loss … val loss … acc … val acc …`).
    """
    own = [vocabulary.split_of(pair.name) for pair in pairs]
    metrics = [pair for pair in pairs if vocabulary.is_metric(pair.name)]
    bare = {_bare(pair.name) for pair, split in zip(pairs, own, strict=True) if split}
    for pair, split in zip(pairs, own, strict=True):
        if split is not None or pair.split is None:
            continue
        inherits = metrics[:1] and metrics[0].split is not None and _bare(pair.name) not in bare
        if inherits and vocabulary.is_metric(pair.name):
            pair.name = f"{pair.split} {pair.name}"
        else:
            pair.split = None


def _bare(name: str) -> str:
    words = re.split(r"[\W_]+", name.lower())
    return " ".join(word for word in words if word and split_of_word(word) is None)
