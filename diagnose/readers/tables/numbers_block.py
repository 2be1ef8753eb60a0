"""Lines of nothing but numbers, parsed by pandas' C parser: a file as a whole, or block by block.

May not: guess where a block holds anything else.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from diagnose.model import Floats, Source
from diagnose.readers.core.packing import LONGEST_MAGIC, is_packed
from diagnose.readers.tables.dialect import Dialect

PEEK = 1 << 16
WHOLE_MOST = 160 << 20
PLAIN_ENCODINGS = ("utf-8", "utf-8-sig")


def parse_rows(source: Source, dialect: Dialect, width: int, skip: int) -> dict[int, Floats] | None:
    """All fields of a file after its first `skip` lines, by place, NaN where a cell is empty.

    pandas reads a plain file with all cores, which it does not do with blocks. None where the file is no plain UTF-8
    file, so long that memory would matter, or holds anything but numbers and empty cells.
    """
    if source.path is None or source.encoding not in PLAIN_ENCODINGS or source.size > WHOLE_MOST:
        return None
    with source.path.open("rb") as file:
        if is_packed(file.read(LONGEST_MAGIC)) or dialect.separator is None or "\n" not in source.text:
            return None
    import pandas as pd

    try:
        frame = pd.read_csv(
            source.path, sep=dialect.separator, decimal=dialect.decimal, header=None, names=range(width),
            skiprows=skip, dtype=np.float64, na_values=["", "NA"], keep_default_na=False, index_col=False,
            compression=None,
        )  # fmt: skip
    except (ValueError, pd.errors.ParserError):
        return None
    return {at: frame[at].to_numpy() for at in range(width)}


def parse_ahead(
    blocks: Iterable[bytes], parse: Callable[[bytes], dict[int, Floats] | None], workers: int = 2
) -> Iterator[tuple[bytes, dict[int, Floats] | None]]:
    """Each block with what `parse` makes of it, in order; the next are parsed meanwhile, since pandas frees the GIL."""
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: deque[tuple[bytes, Future[dict[int, Floats] | None]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for block in blocks:
            waiting.append((block, pool.submit(parse, block)))
            if len(waiting) > workers:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def parse_block(block: bytes, dialect: Dialect, width: int, wanted: list[int]) -> dict[int, Floats] | None:
    """The wanted fields of all lines by place, NaN where a cell is empty; None where the block is not so simple."""
    if dialect.separator is None or not _is_plain(block):
        return None
    cut = dialect.separator.encode()
    # Looking for empty cells costs the parser a tenth of its time, and looking through the whole block costs us more.
    may_lack = any(empty in block[:PEEK] for empty in (b"NA", cut * 2, cut + b"\n", b"\n" + cut))
    parsed = None if may_lack else _parsed(block, dialect, width, wanted, may_lack=False)
    return parsed if parsed is not None else _parsed(block, dialect, width, wanted, may_lack=True)


def _parsed(
    block: bytes, dialect: Dialect, width: int, wanted: list[int], *, may_lack: bool
) -> dict[int, Floats] | None:
    import pandas as pd

    try:
        frame = pd.read_csv(
            io.BytesIO(block), sep=dialect.separator, decimal=dialect.decimal, header=None, names=range(width),
            usecols=wanted if len(wanted) < width else None, dtype=np.float64, na_filter=may_lack,
            na_values=["", "NA"], keep_default_na=False, index_col=False, low_memory=False,
        )  # fmt: skip
    except (ValueError, pd.errors.ParserError):
        return None
    return {at: frame[at].to_numpy() for at in wanted}


def _is_plain(block: bytes) -> bool:
    """Whether no `nan` and no `inf` stands in a block.

    NaN as a value and an empty cell look alike in the parser's answer; other words the parser refuses by itself.
    """
    if b"n" not in block and b"N" not in block:
        return True
    lowered = block.lower()
    return b"nan" not in lowered and b"inf" not in lowered
