"""The readers in the order in which they are tried, each imported when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from diagnose.readers.core.reader import Reader


class Shelf:
    """Readers by place, `module:name` below this package; the name is that of a class, or of a tuple of readers.

    Importing all of them costs as much as numpy does, and a History needs but one. Where words follow a place, one of
    them stands in the head of all that the reader can read.
    """

    def __init__(self, *places: str | tuple[str, ...]) -> None:
        self.places = [(place, ()) if isinstance(place, str) else (place[0], place[1:]) for place in places]

    def __iter__(self) -> Iterator[Reader]:
        """The readers, one after the other, none imported before it is reached."""
        for place, _ in self.places:
            yield from _taken_from(place)

    def for_text(self, head: str) -> Iterator[Reader]:
        """The readers that this head of a source may concern, none imported before it is reached."""
        for place, words in self.places:
            if not words or any(word in head for word in words):
                yield from _taken_from(place)


@cache
def _taken_from(place: str) -> tuple[Reader, ...]:
    module, name = place.split(":")
    offered = getattr(import_module(f"diagnose.readers.{module}"), name)
    return offered if isinstance(offered, tuple) else (cast("Reader", offered()),)
