"""The protocol buffer wire format, as far as event files need it.

May not: know any message.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

Field: TypeAlias = tuple[int, int, int | bytes]

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


class Malformed(ValueError):  # noqa: N818 it tells what the bytes are
    """Bytes that are no message."""


def fields(data: bytes) -> Iterator[Field]:
    """The fields of a message as (number, wire type, value); fixed widths come as bytes.

    Raises:
        Malformed: the bytes are no message.
    """
    at, end = 0, len(data)
    while at < end:
        key, at = varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, at = varint(data, at)
            yield number, kind, value
            continue
        if kind == BYTES:
            length, at = varint(data, at)
        elif kind == FIXED64:
            length = 8
        elif kind == FIXED32:
            length = 4
        else:
            raise Malformed(f"wire type {kind}")
        if at + length > end:
            raise Malformed("a field is longer than its message")
        yield number, kind, data[at : at + length]
        at += length


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The unsigned integer at a place, and where it ends.

    Raises:
        Malformed: it has no end within ten bytes.
    """
    value = shift = 0
    for place in range(at, min(at + 10, len(data))):
        byte = data[place]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place + 1
        shift += 7
    raise Malformed("an integer without an end")
