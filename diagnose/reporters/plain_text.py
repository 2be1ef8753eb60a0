"""Text out of a log made harmless and short: on one line, without letters that steer a terminal."""

from __future__ import annotations


def plain(text: str) -> str:
    """The text on one line, with letters that would steer a terminal written as escapes."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def fitted(text: str, width: int) -> str:
    """The text in plain letters, its middle left out where it is wider than `width`."""
    text = plain(text)
    if len(text) <= width:
        return text
    tail = (width - 2) // 2
    return f"{text[: width - 2 - tail]}..{text[len(text) - tail :]}"
