"""TensorBoard events: one record to its step and scalars (event.proto, summary.proto, tensor.proto of TensorFlow).

May not: know files.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from diagnose.readers.events.protobuf import BYTES, FIXED32, VARINT, fields

# tensor.proto: type → format of one number, and the field that holds numbers one by one.
FORMATS = {1: "f", 2: "d", 3: "i", 9: "q", 19: "e"}
LISTED = {5: "f", 6: "d"}
SCALARS = b"scalars"


class Event(NamedTuple):
    """The step of an event and the scalars logged at it."""

    step: int
    scalars: list[tuple[str, float]]


def parse_event(data: bytes) -> Event:
    """The event in a record; what is no scalar (images, histograms, graphs) is passed over.

    Raises:
        Malformed: the record is no event.
    """
    step, summary = 0, b""
    for number, kind, value in fields(data):
        if number == 2 and kind == VARINT and isinstance(value, int):
            step = value if value < 1 << 63 else value - (1 << 64)
        elif number == 5 and isinstance(value, bytes):
            summary = value
    scalars = []
    for number, kind, value in fields(summary):
        if number == 1 and kind == BYTES and isinstance(value, bytes) and (scalar := _scalar(value)):
            scalars.append(scalar)
    return Event(step, scalars)


def _scalar(data: bytes) -> tuple[str, float] | None:
    tag, simple, tensor, plugin = "", None, None, b""
    for number, kind, value in fields(data):
        if not isinstance(value, bytes):
            continue
        if number == 1:
            tag = value.decode("utf-8", errors="replace")
        elif number == 2 and kind == FIXED32:
            simple = struct.unpack("<f", value)[0]
        elif number == 8:
            tensor = value
        elif number == 9:
            plugin = value
    if simple is not None:
        return tag, float(simple)
    if tensor is None or (plugin and SCALARS not in plugin):
        return None
    stored = _number(tensor)
    return None if stored is None else (tag, stored)


def _number(data: bytes) -> float | None:
    """The one number in a tensor, or None where it holds text, several numbers or none."""
    dtype, content, listed = 0, b"", b""
    form = ""
    for number, kind, value in fields(data):
        if number == 1 and isinstance(value, int):
            dtype = value
        elif number == 2 and isinstance(value, bytes) and _size(value) != 1:
            return None
        elif number == 4 and isinstance(value, bytes):
            content = value
        elif number in LISTED and kind in (BYTES, FIXED32, 1) and isinstance(value, bytes):
            listed, form = value, LISTED[number]
    if not listed:
        listed, form = content, FORMATS.get(dtype, "")
    if not form or len(listed) != struct.calcsize(form):
        return None
    return float(struct.unpack("<" + form, listed)[0])


def _size(shape: bytes) -> int:
    size = 1
    for number, _, dimension in fields(shape):
        if number == 2 and isinstance(dimension, bytes):
            size *= next((value for at, _, value in fields(dimension) if at == 1 and isinstance(value, int)), 1)
    return size
