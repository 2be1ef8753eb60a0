"""The readers in the order in which they are tried, each imported when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from diagnose.readers.reader import Reader


class Shelf:
    """Readers by place, `module:name` below this package; the name is that of a class, or of a tuple of readers.

    Importing all of them costs as much as numpy does, and a History needs but the first few.
    """

    def __init__(self, *places: str) -> None:
        self.places = places

    def __iter__(self) -> Iterator[Reader]:
        """The readers, one after the other, none imported before it is reached."""
        for place in self.places:
            yield from _taken_from(place)


@cache
def _taken_from(place: str) -> tuple[Reader, ...]:
    module, name = place.split(":")
    found = getattr(import_module(f"diagnose.readers.{module}"), name)
    return found if isinstance(found, tuple) else (cast("Reader", found()),)
