"""TFRecord framing: records behind their length, each guarded by a masked CRC-32C.

May not: know what stands in a record.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

HEADER = struct.Struct("<QI")
LONGEST = 64 << 20
POLYNOMIAL = 0x82F63B78
MASK_DELTA = 0xA282EAD8


class Damage(Exception):  # noqa: N818 it ends the records, it is no failure
    """Records end here, since what follows is damaged; says how."""


def _table(previous: list[int] | None) -> list[int]:
    if previous is None:
        table = []
        for byte in range(256):
            value = byte
            for _ in range(8):
                value = (value >> 1) ^ (POLYNOMIAL if value & 1 else 0)
            table.append(value)
        return table
    return [(value >> 8) ^ BYTE_TABLE[value & 0xFF] for value in previous]


BYTE_TABLE = _table(None)
_TABLES = [BYTE_TABLE]
for _ in range(7):
    _TABLES.append(_table(_TABLES[-1]))


def crc32c(data: bytes) -> int:
    """The Castagnoli CRC of `data` (RFC 3720, appendix B.4), eight bytes a step (Kounavis and Berry 2005)."""
    t0, t1, t2, t3, t4, t5, t6, t7 = _TABLES
    crc = 0xFFFFFFFF
    whole = len(data) & ~7
    for low, high in struct.iter_unpack("<II", data[:whole]):
        low ^= crc
        crc = (
            t7[low & 255] ^ t6[low >> 8 & 255] ^ t5[low >> 16 & 255] ^ t4[low >> 24]
            ^ t3[high & 255] ^ t2[high >> 8 & 255] ^ t1[high >> 16 & 255] ^ t0[high >> 24]
        )  # fmt: skip
    for byte in data[whole:]:
        crc = crc >> 8 ^ t0[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def masked(crc: int) -> int:
    """The CRC as TFRecord stores it, rotated and shifted so that the CRC of a CRC is harmless."""
    return ((crc >> 15 | crc << 17) + MASK_DELTA) & 0xFFFFFFFF


def begins_with_record(head: bytes) -> bool:
    """Whether the first bytes are the header of a record: a length and the CRC of that length."""
    if len(head) < HEADER.size:
        return False
    length, crc = HEADER.unpack_from(head)
    return bool(length <= LONGEST and masked(crc32c(head[:8])) == crc)


def records(file: BinaryIO) -> Iterator[bytes]:
    """The records of a file one by one; a length is believed only where its CRC is right.

    Raises:
        Damage: the file is cut off in a record, or a CRC is wrong.
    """
    while header := file.read(HEADER.size):
        if len(header) < HEADER.size:
            raise Damage("the file is cut off in the middle of a record")
        length, crc = HEADER.unpack(header)
        if masked(crc32c(header[:8])) != crc or length > LONGEST:
            raise Damage("a record's length is damaged, and what follows it cannot be found")
        data = file.read(length + 4)
        if len(data) < length + 4:
            raise Damage("the file is cut off in the middle of a record")
        if masked(crc32c(data[:length])) != int.from_bytes(data[length:], "little"):
            raise Damage("a record is damaged, its checksum is wrong")
        yield data[:length]
