"""The bytes of a table in blocks of whole lines, and its dialect, found beyond the head where one line fills it.

May not: parse cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from diagnose.errors import ReadError
from diagnose.model import Source
from diagnose.readers.core.opening import ascii_chunks, stream
from diagnose.readers.tables.dialect import Dialect, dialect_of

LONGEST_LINE = 8 << 20
BLOCK = 8 << 20
ENOUGH_LINES = 3
WIDE = ("utf-16", "utf-32")


def table_dialect(source: Source) -> Dialect | None:
    """The dialect of the table in a source, or None where it holds none."""
    if source.text.count("\n") >= ENOUGH_LINES or source.size <= len(source.head):
        return dialect_of(source.text)
    return dialect_of(_longer_head(source))


def _longer_head(source: Source) -> str:
    head = b""
    for chunk in ascii_chunks(source):
        head += chunk
        if chunk.count(b"\n") >= ENOUGH_LINES or len(head) > LONGEST_LINE:
            break
    return decode(head, source)


def decode(block: bytes, source: Source) -> str:
    """The text of a block; bytes that do not fit become replacement characters."""
    recoded = source.encoding.startswith((*WIDE, "utf-8"))
    return block.decode("utf-8-sig" if recoded else source.encoding, errors="replace")


def blocks(source: Source) -> Iterator[bytes]:
    """The bytes of a source in pieces of some megabytes that end with a line, in an encoding that agrees with ASCII.

    Carriage returns are taken out, or made line ends where the source has no others.

    Raises:
        ReadError: one line is longer than 8 MiB.
    """
    lone = "\r" in source.text and "\n" not in source.text
    for block in _recoded(source) if source.encoding.startswith(WIDE) else _whole_lines(source):
        if b"\0" in block:
            block = block.replace(b"\0", b"")
        yield block.replace(b"\r", b"\n" if lone else b"") if b"\r" in block else block


def _whole_lines(source: Source) -> Iterator[bytes]:
    with stream(source) as file:
        while block := file.read(BLOCK):
            if not block.endswith(b"\n"):
                block += _bounded(source, file.readline(LONGEST_LINE))
            yield block


def _recoded(source: Source) -> Iterator[bytes]:
    rest = b""
    for chunk in ascii_chunks(source):
        *_, rest_of_chunk = chunk.rpartition(b"\n")
        if len(rest_of_chunk) < len(chunk):
            yield rest + chunk[: len(chunk) - len(rest_of_chunk)]
            rest = rest_of_chunk
        else:
            rest = _bounded(source, rest + chunk)
    if rest:
        yield rest


def _bounded(source: Source, line: bytes) -> bytes:
    if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
        raise ReadError(source.name, "one line is longer than 8 MiB", hint="is this a table?")
    return line
