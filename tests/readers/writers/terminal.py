"""Standard output caught as a file or a terminal gets it, written by Python or by a library below it."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import pty
import struct
import sys
import termios
import threading
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def caught(target: Path, columns: int = 0) -> Iterator[None]:
    """Send standard output to a file; with `columns`, through a terminal of that width."""
    sys.stdout.flush()
    kept = os.dup(1)
    chunks: list[bytes] = []
    if columns:
        master, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        pump = threading.Thread(target=_drain, args=(master, chunks))
        pump.start()
    else:
        end = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(end, 1)
    os.close(end)
    try:
        yield
    finally:
        sys.stdout.flush()
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        if columns:
            pump.join()
            target.write_bytes(b"".join(chunks))


def _drain(master: int, chunks: list[bytes]) -> None:
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:  # the other end was closed
            break
        if not data:
            break
        chunks.append(data)
    os.close(master)
