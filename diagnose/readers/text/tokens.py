"""The numbers of a line, each with the text that stands before it.

May not: know what any word means, except units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from diagnose.vocabulary.axes import GLUED as MARKS
from diagnose.vocabulary.splits import SPLITS

GLUED = "|".join(rf"(?<=\b{mark})|(?<=\b{mark}[_-])" for mark in MARKS)  # epoch20, iter_100
SPLIT = "|".join(SPLITS)
NUMBER = re.compile(
    rf"(?=[-+.\dni])(?:(?<![A-Za-z0-9_.@\\])|(?:{GLUED})(?=\d+(?:$|[\s:,;|/\])-]|_(?:{SPLIT})\b)))"
    r"(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|inf(?:inity)?)(?![a-zA-Z_]))",
    re.IGNORECASE,
)
COUNTED = re.compile(rf"\b(?:{'|'.join(MARKS)})[_-]?$", re.IGNORECASE)
UNIT = re.compile(r"\s?%|[A-Za-zµ]+(?:/[A-Za-z]+)?(?![\w:=(])")
SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "G": 1e9}
KEPT_UNITS = frozenset(("", "%", "dB", "x"))
LOCATION = re.compile(r"(?<=[(\[])[A-Za-z_]\w{0,80}(?:\.\w{1,80}){1,9}:\d{1,6}(?=[)\]])")  # (ignite.engine:272)
DATE = re.compile(
    r"(?<=\[)\d\d/\d\d(?= \d\d:\d\d:\d\d)|\b\d{4}[-/.]\d\d?[-/.]\d\d?\b(?:T(?=\d))?|\b\d\d?[-/]\d\d?[-/]\d{4}\b"
)
CLOCK = re.compile(r"\b\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d+)?Z?\b|\b\d+ days?,?|\b(?:\d{1,9}(?:ms|[dhms])){2,9}\b")
THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?=\.\d)")
COMMA = re.compile(r"(?:[:=]\s*[-+]?\d+,\d+|[^\W\d_]\s[-+]?(?:0,\d+|\d+,(?:\d\d?|\d{4,})))(?![\d.,])")
POINT = re.compile(r"\d\.\d")
TENSOR = re.compile(r"\b(?:torch\.|np\.|jnp\.)?(?:tensor|array|float32|float64|Array|DeviceArray)\(\[?")


@dataclass(slots=True)
class Token:
    """A number: the text between it and the one before, its value, its unit, and where it ends."""

    gap: str
    text: str
    begin: int
    end: int
    unit: str = ""
    scale: float = 1.0

    @property
    def value(self) -> float:
        """The number, with its K, M or G."""
        return float(self.text) * self.scale

    @property
    def is_lost(self) -> bool:
        """Whether it is NaN, infinite, or more than a float holds."""
        return not isfinite(float(self.text))

    @property
    def whole(self) -> bool:
        """Whether it is written as a whole number, not negative."""
        return self.text.isdigit()


def blank_clocks(text: str) -> str:
    """The text without dates, times of day, places in a program and tensor( ), of the same length, with decimal points.

    Only commas between thousands are taken out, which shortens it.
    """
    if ":" in text or "-" in text or "/" in text:
        text = CLOCK.sub(_blank, DATE.sub(_blank, text))
    if ":" in text and "." in text:
        text = LOCATION.sub(_blank, text)
    if ("(" in text and "or(" in text) or "ay(" in text or "4(" in text or "2(" in text:
        text = TENSOR.sub(_blank, text)
    if "," in text:
        text = THOUSANDS.sub(lambda match: match[1].replace(",", ""), text)
        if COMMA.search(text) and not POINT.search(text):
            text = re.sub(r"(\d),(?=\d)", r"\1.", text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def tokens(text: str) -> list[Token]:
    """The numbers of a line from left to right; digits inside a word, a version or a format are text."""
    numbers = []
    start = 0
    for match in NUMBER.finditer(text):
        begin, end = match.span()
        if begin < start or _inside_a_word(text, begin, end):
            continue
        unit_match = UNIT.match(text, end)
        unit = unit_match[0].strip() if unit_match else ""
        end = unit_match.end() if unit_match else end
        scale = SCALES.get(unit, 1.0)
        numbers.append(Token(text[start:begin], match[0], begin, end, unit if scale == 1.0 else "", scale))
        start = end
    return numbers


def _inside_a_word(text: str, begin: int, end: int) -> bool:
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit():
        return True  # 1.12.0
    if COUNTED.search(text, max(0, begin - 12), begin) is not None:
        return False
    if text[end : end + 1] == "_":
        return True  # 0_train_state
    if begin >= 2 and text[begin - 1] == "-" and text[begin - 2].isalpha():
        return True  # top-1, resnet-50
    return begin >= 1 and text[begin - 1] == "/" and begin >= 2 and text[begin - 2].isalpha()
