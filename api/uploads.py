"""The logs that a request carries: its body as it is, or the files of a multipart upload."""

from __future__ import annotations

from starlette.exceptions import HTTPException

from diagnose.model import Source
from diagnose.readers.core.opening import open_bytes

from .multipart import UploadError, files_of

NAME = "history.json"
NO_LOGS = ("audio/", "font/", "image/", "model/", "video/")


def sources(body: bytes, content_type: str, name: str | None) -> list[Source]:
    """The logs of a request, each under its own name.

    Raises:
        HTTPException: 415 where the content type is none that a log can have, 400 where the upload is broken or holds
            no file.
    """
    kind = content_type.lower().strip()
    if kind.startswith(NO_LOGS):
        raise HTTPException(415, f"A training log cannot be {kind}; send JSON, text, or the bytes of the log.")
    if not kind.startswith("multipart/"):
        return [open_bytes(body, name or NAME)]
    try:
        files = files_of(body, content_type)
    except UploadError as error:
        raise HTTPException(400, str(error)) from None
    if not files:
        raise HTTPException(400, "The upload holds no file; give it a part with a file name.")
    return [open_bytes(data, own or name or NAME) for own, data in files]
