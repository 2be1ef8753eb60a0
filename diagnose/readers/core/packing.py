"""What is packed is unpacked while it is read: gzip, bzip2, xz, zstd, and archives of one file.

May not: unpack more than a log can be, or to the disk.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from diagnose.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnose.model import Source

LONGEST_MAGIC = 6
CHUNK = 1 << 20
BOMB_FLOOR = 256 << 20
BOMB_RATIO = 200


def is_packed(magic: bytes) -> bool:
    """Whether bytes that begin so are packed."""
    return any(magic.startswith(mark) for mark, _ in OPENERS)


def unpacked(source: Source, raw: BinaryIO) -> BinaryIO:
    """The bytes of a source as they were before they were packed, the same where they were not.

    Raises:
        ReadError: the archive holds several files, or what unpacks it is missing; reading further, if the stream is
            broken or grows beyond all measure.
    """
    magic = raw.read(LONGEST_MAGIC)
    raw.seek(0)
    kind = next((kind for mark, kind in OPENERS if magic.startswith(mark)), None)
    if kind is None:
        return raw
    name, opener = kind
    return cast("BinaryIO", io.BufferedReader(_Unpacker(source, raw, name, opener(source, raw)), CHUNK))


def _gzip(_: Source, raw: BinaryIO) -> BinaryIO:
    import gzip  # a millisecond, and few logs are packed

    return cast("BinaryIO", gzip.GzipFile(fileobj=raw))


def _bzip2(_: Source, raw: BinaryIO) -> BinaryIO:
    import bz2

    return cast("BinaryIO", bz2.BZ2File(raw))


def _xz(_: Source, raw: BinaryIO) -> BinaryIO:
    import lzma

    return cast("BinaryIO", lzma.LZMAFile(raw))


def _zstd(source: Source, raw: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        hint = "install training-diagnosis[zstd], or unpack it first: zstd -d"
        raise ReadError(source.name, "it is packed by zstd, which is read only with an extra", hint=hint) from None
    return cast("BinaryIO", zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True))


def _zip(source: Source, raw: BinaryIO) -> BinaryIO:
    import zipfile

    try:
        archive = zipfile.ZipFile(raw)
        files = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(files) == 1:
            return cast("BinaryIO", archive.open(files[0]))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ReadError(source.name, f"the archive cannot be opened ({error})") from None
    shown = ", ".join(entry.filename for entry in files[:4])
    raise ReadError(source.name, f"it is an archive of {len(files)} files: {shown}", hint="unpack it, and name the log")


OPENERS: tuple[tuple[bytes, tuple[str, Callable[[Source, BinaryIO], BinaryIO]]], ...] = (
    (b"\x1f\x8b", ("gzip", _gzip)),
    (b"BZh", ("bzip2", _bzip2)),
    (b"\xfd7zXZ\x00", ("xz", _xz)),
    (b"\x28\xb5\x2f\xfd", ("zstd", _zstd)),
    (b"PK\x03\x04", ("zip", _zip)),
)


class _Unpacker(io.RawIOBase):
    """A packed stream that refuses to grow without end."""

    def __init__(self, source: Source, raw: BinaryIO, kind: str, file: BinaryIO) -> None:
        self.source, self.raw, self.kind, self.file = source, raw, kind, file
        self.allowed = max(BOMB_FLOOR, BOMB_RATIO * source.size)
        self.seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._next(len(buffer))
        self.seen += len(data)
        if self.seen > self.allowed:
            raise ReadError(
                self.source.name,
                f"{self.source.size:,} bytes of {self.kind} unpack to more than {self.allowed:,}",
                hint="unpack it yourself if you trust it",
            )
        buffer[: len(data)] = data
        return len(data)

    def _next(self, length: int) -> bytes:
        try:
            return cast("bytes", self.file.read1(length))  # type: ignore[attr-defined]
        except EOFError:
            return b""  # a stream cut off in the middle: what came before is read
        except Exception as error:
            if not _is_of_the_stream(error):
                raise
            raise ReadError(self.source.name, f"the {self.kind} stream is broken ({error})") from None

    def close(self) -> None:
        self.raw.close()
        super().close()


def _is_of_the_stream(error: Exception) -> bool:
    """Whether an error tells of a broken stream; each of the modules that unpack has errors of its own."""
    return isinstance(error, OSError | zlib.error) or type(error).__name__ in ("LZMAError", "BadZipFile", "ZstdError")
