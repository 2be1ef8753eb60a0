"""A log in pieces: lines, and what carriage returns and backspaces overwrote, each piece one update of a bar at most.

May not: parse numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from diagnose.errors import ReadError
from diagnose.model import Source
from diagnose.readers.core.opening import LINE_LIMIT, ascii_chunks
from diagnose.readers.keras.bar.update import GLUED

TO_LINES = bytes.maketrans(b"\r", b"\n")
BACKSPACES = re.compile(rb"\x08+")
GLUE_FLOOR = 120


def pieces(source: Source) -> Iterator[list[bytes]]:
    """The pieces of a source in lists, in order, in bounded memory.

    Raises:
        ReadError: one piece is longer than 64 MiB.
    """
    rest = b""
    for chunk in ascii_chunks(source):
        *complete, rest = _split(rest + chunk)
        if len(rest) > LINE_LIMIT:
            raise ReadError(source.name, "one line is longer than 64 MiB", hint="is this a text log?")
        yield complete
    if rest:
        yield [rest]


def _split(data: bytes) -> list[bytes]:
    if b"\r\n" in data:
        data = data.replace(b"\r\n", b"\n")
    if b"\b" not in data:
        return data.translate(TO_LINES).split(b"\n")
    if b"\r" in data:
        # Keras writes as many backspaces as the last update was long, and mostly a carriage return as well
        return data.translate(TO_LINES, b"\b").split(b"\n")
    return BACKSPACES.sub(b"\n", data).split(b"\n")


def unglued(piece: bytes) -> list[bytes]:
    """The updates and headers that stand in one piece, since a collector or a form on the web took line ends out."""
    if len(piece) < GLUE_FLOOR:
        return [piece]
    starts = [glued.start() for glued in GLUED.finditer(piece)]
    if len(starts) < 2:
        return [piece]
    bounds = [0, *starts[1:], len(piece)]
    return [piece[start:end] for start, end in pairwise(bounds)]
