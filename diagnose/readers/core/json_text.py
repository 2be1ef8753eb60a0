"""JSON as Python writes it: NaN and Infinity tokens allowed, depth and size bounded, a fault named by line.

May not: know any format.
"""

from __future__ import annotations

import json
import re
from typing import Any

from diagnose.errors import ReadError
from diagnose.model import Source
from diagnose.readers.core.opening import whole

JSON_LIMIT = 128 << 20
SMALL = 32 << 10  # up to here the standard library is done before a faster parser is imported
PLACE = re.compile(r" at line (\d+) column (\d+)$")
NAMED = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def parse_json(source: Source) -> Any:
    """What the JSON document of a source holds.

    Raises:
        ReadError: it is longer than 128 MiB, cut off, nested too deep or no JSON; the line and column are named.
    """
    data = json_bytes(source)
    if len(data) <= SMALL:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            pass  # parsed again below, by the parser that names the place of a fault
    from pydantic_core import from_json

    try:
        return from_json(data, allow_inf_nan=True)
    except ValueError as error:
        raise _fault(source.name, str(error)) from None


def json_bytes(source: Source) -> bytes:
    """The bytes of a source in UTF-8, without NUL bytes and a mark of the encoding.

    Raises:
        ReadError: it is longer than 128 MiB.
    """
    data = whole(source, JSON_LIMIT)
    if source.encoding != "utf-8" or not data.isascii():
        data = data.decode(source.encoding, errors="replace").encode(errors="replace")
    return data.replace(b"\0", b"")


def _fault(name: str, message: str) -> ReadError:
    place = PLACE.search(message)
    where = f"line {place[1]}, column {place[2]}" if place else ""
    problem = PLACE.sub("", message)
    if problem.startswith("EOF"):
        return ReadError(name, "the JSON is cut off", where=where, hint="a complete document was expected")
    if problem.startswith("recursion"):
        return ReadError(name, "the JSON is nested too deep", where=where, hint="lists of numbers were expected")
    return ReadError(name, f"this is not JSON ({problem})", where=where)


def to_float(number: float) -> float:
    """The number as a float, infinity where an integer is beyond all floats."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def json_number(value: object) -> float | None:
    """The number that a JSON value is, also where it was written as a string; else None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return to_float(value)
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        return NAMED[value] if value in NAMED else float(value)
    except ValueError:
        return None
