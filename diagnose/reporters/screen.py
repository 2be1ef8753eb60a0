"""What the place where text is shown can do, and how much it is to hold."""

from __future__ import annotations

from typing import NamedTuple


class Screen(NamedTuple):
    """A place for text: its width in columns, whether it shows colour and letters beyond ASCII.

    `brief` asks for one line a run.
    """

    width: int = 88
    colour: bool = False
    unicode: bool = True
    brief: bool = False
