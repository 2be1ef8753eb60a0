"""The logs that a request carries: its body as it is, or the files of a multipart upload."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starlette.exceptions import HTTPException

from diagnose.model import Source
from diagnose.readers.core.opening import open_bytes

NAME = "history.json"
BOUNDARY = re.compile(r'boundary="?([^";]{1,200})"?', re.IGNORECASE)
FILE_NAME = re.compile(rb'filename="([^"\r\n]*)"', re.IGNORECASE)
NO_LOGS = ("audio/", "font/", "image/", "model/", "video/")


def sources(body: bytes, content_type: str, name: str | None) -> list[Source]:
    """The logs of a request, each under its own name.

    Raises:
        HTTPException: 415 where the content type is none that a log can have, 400 where the upload holds no file.
    """
    kind = content_type.lower().strip()
    if kind.startswith(NO_LOGS):
        raise HTTPException(415, f"A training log cannot be {kind}; send JSON, text, or the bytes of the log.")
    if not kind.startswith("multipart/"):
        return [open_bytes(body, name or NAME)]
    boundary = BOUNDARY.search(content_type)
    files = [] if boundary is None else list(_files(body, boundary[1].encode("latin-1")))
    if not files:
        raise HTTPException(400, "The upload holds no file; give it a part with a file name.")
    return [open_bytes(data, own or name or NAME) for own, data in files]


def _files(body: bytes, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts that are files, with their names and their bytes exactly as sent (RFC 7578)."""
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        head, blank, data = part.partition(b"\r\n\r\n")
        name = FILE_NAME.search(head)
        if blank and name is not None:
            yield name[1].decode("utf-8", errors="replace"), data
