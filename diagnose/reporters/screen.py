"""What the place where text is shown can do, and how much it is to hold."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

Detail: TypeAlias = Literal["line", "first", "whole"]
"""How much is told of a run: one line, what a colleague would say first, or all that is known."""
DETAILS: Final[tuple[Detail, ...]] = ("line", "first", "whole")


class Screen(NamedTuple):
    """A place for text: its width in columns, whether it shows colour and letters beyond ASCII.

    `more` is what a person types there to be shown the whole.
    """

    width: int = 88
    colour: bool = False
    unicode: bool = True
    detail: Detail = "first"
    more: str = "-v"
