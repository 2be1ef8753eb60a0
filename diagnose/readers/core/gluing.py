"""Records that stand one behind another on a line, since the line ends between them were lost, taken apart.

May not: read numbers, know any format.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from diagnose.vocabulary import axes

SHORTEST = 60
LIKELY = 1_000
"""Up to this length lines come in kinds, of which one is looked at for all."""
DIGITS = bytes.maketrans(b"123456789", b"000000000")
FEWEST = 3
ALIKE = 0.6
LONGEST_LEAD = 200
WORDS = "|".join(sorted((*axes.WORDS, *(word for word in axes.MARKS if len(word) > 3)), key=len, reverse=True))
COUNT = re.compile(rf"(?<![\w/-])({WORDS})[\s:=#\[(-]{{0,4}}\d", re.IGNORECASE)
STAMP = re.compile(r"(?<![\w.])[\[(]?()\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d")
ROUND = re.compile(r"(?<!\S)()\[\d{1,9}\](?=\s)")
NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,:]\d+)*(?:e[-+]?\d+)?|\b(?:nan|inf)\b)", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
WORD = re.compile(r"[^\W\d_]{2,30}")
STEMS = ("poch", "POCH", "ter", "tep", "]")


def unglued(line: str) -> list[str]:
    """The records of a line, or the line itself where it is one.

    What begins with the same count or time, at least three times, and says the same but for its numbers, was on lines
    of its own.
    """
    if len(line) < SHORTEST:
        return [line]
    if len(line) <= LIKELY and not _is_glued(line.encode(errors="surrogatepass").translate(DIGITS)):
        return [line]
    return _records(line) or [line]


@lru_cache(maxsize=4096)
def _is_glued(skeleton: bytes) -> bool:
    """Whether lines that differ from this one in their digits only are several records."""
    return bool(_records(skeleton.decode(errors="surrogatepass")))


def _records(line: str) -> list[str]:
    if not _may_be_several(line):
        return []
    for pattern in (STAMP, ROUND, COUNT):
        openings: dict[str, list[int]] = {}
        for match in pattern.finditer(line):
            openings.setdefault(match[1].lower(), []).append(match.start())
        for starts in openings.values():
            if len(starts) >= FEWEST and (parts := _parts(line, starts)):
                return parts
    return []


def _may_be_several(line: str) -> bool:
    """Whether a stem of a count, or the first word of all, comes often enough; most lines are done with here."""
    if any(line.count(stem) >= FEWEST for stem in STEMS) or line.count(":") >= 2 * FEWEST:
        return True
    word = WORD.search(line, 0, LONGEST_LEAD)
    return word is not None and line.count(word[0]) >= FEWEST


def _parts(line: str, starts: list[int]) -> list[str]:
    """The line cut at its openings, and what goes with them before; empty where the pieces are not alike."""
    back = _shared_lead(line, starts)
    bounds = [0, *(start - back for start in starts), len(line)]
    lead, *records = (line[start:end].strip() for start, end in pairwise(bounds))
    bones = Counter(_bones(record) for record in records)
    usual, often = bones.most_common(1)[0]
    if often < max(FEWEST - 1, ALIKE * (len(records) - 1)):
        return []
    records = [part for record in records for part in _apart(record, usual)]
    return [lead, *records] if lead else records


def _apart(record: str, usual: str) -> list[str]:
    """The record that is worded as most are, and what begins with another count behind it."""
    if _bones(record) != usual:
        for match in COUNT.finditer(record, 1):
            if _bones(record[: match.start()]) == usual:
                return [record[: match.start()].strip(), record[match.start() :]]
    return [record]


def _shared_lead(line: str, starts: list[int]) -> int:
    """How many characters before each opening go with it: `Train ` in `Train Epoch 1 … Train Epoch 2 …`."""
    first = line[max(0, starts[0] - LONGEST_LEAD) : starts[0]]
    length = len(first)
    while length and not all(line.endswith(first[-length:], 0, start) for start in starts[1:]):
        length -= 1
    return length


def _bones(record: str) -> str:
    return BLANKS.sub(" ", NUMBER.sub("0", record)).rstrip(" ,;|")
