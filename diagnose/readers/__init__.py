"""Readers: bytes to runs, one module a format, each found by its content.

May not: judge, compare train with validation, drop a value silently, import series, trends or anything above.
"""

from __future__ import annotations

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.reader import Fit, Reader

READERS: tuple[Reader, ...] = ()


def read(source: Source, reader: str | None = None) -> list[Run]:
    """The runs of a source, read by the reader that fits best or by the one that is named.

    Raises:
        ReadError: no reader fits, and what each answered; or the one that fits found no curve.
    """
    if reader is not None:
        return _named(reader, source).read(source)
    raise NotImplementedError
