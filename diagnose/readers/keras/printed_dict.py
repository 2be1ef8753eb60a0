"""Dicts of lists as Python prints them: single quotes, numpy's and torch's ways of showing numbers, text around.

May not: evaluate anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagnose.errors import ReadError

OPENING = re.compile(
    r"(?P<quote>['\"])(?P<key>[\w /:.@()\-]{1,80})(?P=quote):[ ]{0,4}"
    r"(?:(?:np\.|numpy\.)?(?:array|asarray|tensor)\()?\["
)
WRAPPED = re.compile(r"(?:np\.|numpy\.)?(?:float(?:16|32|64)?|array|asarray|tensor)\(([^(),]{1,60})(?:,[^()]{0,60})?\)")
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|nan|inf(?:inity)?)", re.IGNORECASE)
SEPARATOR = re.compile(r"[,\s]+")


def printed_dicts(name: str, text: str) -> Iterator[dict[str, list[float | None]]]:
    """The dicts of lists of numbers printed in a text, in order; lists that hold anything else are left out.

    Raises:
        ReadError: a list is cut off, was printed shortened (`...`), or mixes numbers with something else.
    """
    columns: dict[str, list[float | None]] = {}
    end = 0
    for opening in OPENING.finditer(text):
        if opening.start() < end:
            continue
        key = opening["key"]
        if columns and (key in columns or "}" in text[end : opening.start()]):
            yield columns
            columns = {}
        close = text.find("]", opening.end())
        if close < 0:
            raise ReadError(name, f"the list {key!r} is cut off", where=_line(text, opening.start()))
        end = close
        values = values_of(name, key, text[opening.end() : close], _line(text, opening.start()))
        if values:
            columns[key] = values
    if columns:
        yield columns


def _line(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def values_of(name: str, key: str, body: str, where: str) -> list[float | None]:
    """The numbers between the brackets of a list, None where it has none; empty where its first entry is no number.

    Raises:
        ReadError: the list was printed shortened, or mixes numbers with something else.
    """
    if "(" in body:
        body = WRAPPED.sub(r"\1", body)
    words = SEPARATOR.split(body.strip().rstrip(","))
    values: list[float | None] = []
    for index, word in enumerate(words):
        if NUMBER.fullmatch(word):
            values.append(float(word))
        elif word == "None":
            values.append(None)
        elif word == "...":
            raise ReadError(name, f"the list {key!r} was printed shortened (...)", where=where)
        elif index == 0:
            return []
        else:
            raise ReadError(name, f"{key}[{index}] is {word[:40]!r}", where=where, hint="a number was expected")
    return values
