"""Bytes in: files, folders, standard input and uploads, packed or not, in whatever encoding."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from diagnose.errors import ReadError
from diagnose.model import Source
from diagnose.readers.core.budget import stops_reading
from diagnose.readers.core.packing import unpacked

HEAD = 64 * 1024
CHUNK = 1 << 20
WHOLE_LIMIT = 512 << 20
LINE_LIMIT = 64 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = frozenset(("utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
NO_TEXT = bytes({*range(1, 32), 127} - set(b"\b\t\n\v\f\r\x1b"))
UTF8_CHARACTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# What logs that are neither UTF-8 nor marked are written in; where several fit as well, the first is taken.
LEGACY = ("gb18030", "cp1252", "cp1251", "cp932", "euc_jp", "cp949", "big5", "koi8_r")


def open_path(path: Path, name: str | None = None) -> Source:
    """The source that a file or a folder holds.

    Raises:
        ReadError: the path is missing, may not be read, or it cannot be unpacked.
    """
    name = name or str(path)
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            return Source(name, path=path)
        if not S_ISREG(status.st_mode):  # a pipe that the shell names, as in `diagnose <(zcat log)`, is read only once
            with path.open("rb") as endless:
                return open_stream(endless, name)
        bare = Source(name, path=path, size=status.st_size)
        with stream(bare) as file:
            return _with_head(bare, file)
    except OSError as error:
        raise unreadable(name, error) from None


def unreadable(name: str, error: OSError) -> ReadError:
    """What is said of a path that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return ReadError(name, "there is no such file", hint="check the path")
    if isinstance(error, PermissionError):
        return ReadError(name, "permission to read it is missing")
    return ReadError(name, f"it cannot be read ({error.strerror or error})")


def open_stream(file: BinaryIO, name: str) -> Source:
    """The source that a stream is which can be read only once: a pipe, a device, standard input.

    Raises:
        ReadError: it does not end within 512 MiB.
    """
    pieces: list[bytes] = []
    length = 0
    while chunk := file.read(CHUNK):
        pieces.append(chunk)
        length += len(chunk)
        if length > WHOLE_LIMIT:
            raise ReadError(name, f"it goes on beyond {WHOLE_LIMIT:,} bytes", hint="write it to a file, and name that")
    return open_bytes(b"".join(pieces), name)


def open_bytes(data: bytes, name: str) -> Source:
    """The source that bytes in memory are."""
    bare = Source(name, data=data, size=len(data))
    with stream(bare) as file:
        return _with_head(bare, file)


def stream(source: Source) -> BinaryIO:
    """The bytes of a source, unpacked, from the start.

    Raises:
        ReadError: it cannot be unpacked; reading further, if the packed stream is broken or grows beyond all measure.
    """
    raw: BinaryIO = io.BytesIO(source.data or b"") if source.path is None else source.path.open("rb")
    return unpacked(source, raw)


def _with_head(bare: Source, file: BinaryIO) -> Source:
    head = file.read(HEAD)
    encoding = guess_encoding(head)
    is_text = encoding in WIDE or not is_binary(head)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head).replace("\0", "") if is_text else ""
    return Source(bare.name, bare.path, bare.data, head, text, encoding, bare.size)


def guess_encoding(head: bytes) -> str:
    """The name of the codec that fits the first bytes: by mark, by where the NULs are, UTF-8, or one of LEGACY."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    return _guess_wide(head[:4096]) or _guess_eight_bit(head)


def _guess_wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 where the digits and spaces of a log leave a NUL in the same place of each character."""
    name = _place_of_nuls(head)
    if name is None or not _fits(head, name):
        return None
    return None if is_binary(head.decode(name, errors="ignore").encode()) else name


def _place_of_nuls(head: bytes) -> str | None:
    first, second, third, fourth = (head[at::4].count(0) for at in range(4))
    quarter = len(head) // 4
    if quarter and not len(head) % 4:
        if fourth == quarter and third > 0.9 * quarter > first:
            return "utf-32-le"
        if first == quarter and second > 0.9 * quarter > fourth:
            return "utf-32-be"
    even, odd = first + third, second + fourth
    if max(even, odd) < max(0.1 * quarter, 2, 4 * min(even, odd)):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess_eight_bit(head: bytes) -> str:
    if head.isascii():
        return "utf-8"
    beyond = len(head.translate(None, bytes(range(128))))
    if sum(map(len, UTF8_CHARACTER.findall(head))) > 0.9 * beyond:
        return "utf-8"  # a few broken characters are replaced
    if _fits(head, "utf-8"):
        return "utf-8"
    return "latin-1" if is_binary(head) else _guess_legacy(head)


def _guess_legacy(head: bytes) -> str:
    from charset_normalizer import from_bytes

    whole_lines = head[: head.rfind(b"\n") + 1]  # a character that is cut through would count as a fault
    matches = from_bytes(whole_lines or head, cp_isolation=[*LEGACY])
    lowest = min((match.chaos for match in matches), default=0.0)
    fitting = {
        name for match in matches if match.chaos == lowest for name in (match.encoding, *match.could_be_from_charset)
    }
    return next((name for name in LEGACY if name in fitting), "cp1252")


def _fits(head: bytes, name: str) -> bool:
    """Whether the bytes are text in that encoding, but for a character that is cut off at their end."""
    try:
        codecs.getincrementaldecoder(name)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def is_binary(head: bytes) -> bool:
    """Whether more than one byte in fifty is a control character that no text and no terminal has."""
    return len(head.translate(None, NO_TEXT)) < 0.98 * len(head)


def whole(source: Source, limit: int = WHOLE_LIMIT) -> bytes:
    """All bytes of a source, for formats that cannot be streamed.

    Raises:
        ReadError: there are more than `limit` bytes.
    """
    with stream(source) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ReadError(source.name, f"it is longer than {limit:,} bytes, too long for this format")
    return data


def whole_text(source: Source, limit: int = WHOLE_LIMIT) -> str:
    """All text of a source, decoded; bytes that do not fit become replacement characters."""
    return whole(source, limit).decode(source.encoding, errors="replace")


def text_chunks(source: Source) -> Iterator[str]:
    """The text of a source in pieces of about a megabyte, decoded, NUL bytes left out."""
    decoder = codecs.getincrementaldecoder(source.encoding)(errors="replace")
    with stream(source) as file:
        for chunk in _in_time(file):
            yield decoder.decode(chunk).replace("\0", "")
    yield decoder.decode(b"", final=True)


def ascii_chunks(source: Source) -> Iterator[bytes]:
    """The bytes of a source in pieces of about a megabyte, in an encoding that agrees with ASCII, without NUL bytes."""
    if source.encoding.startswith(("utf-16", "utf-32")):
        for text in text_chunks(source):
            yield text.encode()
        return
    with stream(source) as file:
        for chunk in _in_time(file):
            yield chunk.replace(b"\0", b"")


def _in_time(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of a file, at least the first, until the time for reading is spent."""
    length = 0
    while chunk := file.read(CHUNK):
        if length and stops_reading(length):
            return
        length += len(chunk)
        yield chunk


def lines(source: Source) -> Iterator[str]:
    """The lines of a source one by one, without their ends, in bounded memory.

    Lines end in LF, CRLF or CRCRLF; a lone CR stays in the line, since a progress bar overwrites itself with it.

    Raises:
        ReadError: one line is longer than 64 MiB.
    """
    rest = ""
    for text in text_chunks(source):
        *complete, rest = (rest + text).split("\n")
        for line in complete:
            yield line.rstrip("\r")
        if len(rest) > LINE_LIMIT:
            raise ReadError(source.name, "one line is longer than 64 MiB", hint="is this a text log?")
    if rest:
        yield rest.rstrip("\r")


def overwritten(line: str) -> Iterator[str]:
    """The texts of a line that carriage returns overwrote, in order; one that repeats the one before is left out."""
    before = ""
    for text in line.split("\r"):
        if text != before:
            before = text
            yield text
