"""The files of a multipart body (RFC 7578), taken apart by python-multipart."""

from __future__ import annotations

from email.message import Message
from email.utils import collapse_rfc2231_value

from python_multipart import MultipartParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

MOST_PARTS = 1000


class UploadError(ValueError):
    """The body is not what its content type promises; the message says in what."""


def files_of(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """The parts that are files, in order, with their names and their bytes exactly as sent.

    Raises:
        UploadError: no boundary is named, the body does not end with it or is otherwise malformed, or it has more
            than a thousand parts.
    """
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if not boundary:
        raise UploadError('The content type names no boundary; "multipart/form-data; boundary=…" was expected.')
    parts = _Parts()
    try:
        parts.parse(boundary, body)
    except FormParserError as error:
        raise UploadError(f"The upload is malformed: {error}") from None
    if not parts.complete:
        raise UploadError("The upload is cut off, or its boundary is not the one that the content type names.")
    return parts.files


class _Parts:
    """What the parser calls while it goes through a body."""

    def __init__(self) -> None:
        self.files: list[tuple[str, bytes]] = []
        self.complete = False
        self.count = 0
        self.header, self.value = bytearray(), bytearray()
        self.disposition = b""
        self.data: list[bytes] = []

    def parse(self, boundary: bytes, body: bytes) -> None:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self.header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self.value.extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_part_data": lambda data, start, end: self.data.append(data[start:end]),
                "on_part_end": self._end,
                "on_end": self._complete,
            },
        )
        parser.write(body)
        parser.finalize()

    def _begin(self) -> None:
        self.count += 1
        if self.count > MOST_PARTS:
            raise UploadError(f"The upload has more than {MOST_PARTS:,} parts; send it in several requests.")
        self.disposition = b""
        self.data.clear()

    def _end_header(self) -> None:
        if self.header.lower() == b"content-disposition":
            self.disposition = bytes(self.value)
        self.header.clear()
        self.value.clear()

    def _end(self) -> None:
        name = _file_name(self.disposition)
        if name is not None:
            self.files.append((name, b"".join(self.data)))

    def _complete(self) -> None:
        self.complete = True


def _file_name(disposition: bytes) -> str | None:
    """The file name of a part: that of `filename*`, which some clients send all the same, before that of `filename`."""
    message = Message()
    message["content-disposition"] = disposition.decode("utf-8", errors="replace")
    parameters = dict(message.get_params([], "content-disposition"))
    name = parameters.get("filename")
    return None if name is None else collapse_rfc2231_value(name)
