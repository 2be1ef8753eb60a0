"""The signs of one log or one run in the order in which they were heard, bounded, and which of them told its end.

May not: know formats, judge.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from diagnose.readers.core.sentences import NEXT_PLACE, signs_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnose.model import Sign

MOST = 200
LATE = 1
"""How many rows of values may follow what ends a run, such as its last evaluation."""


class Signs:
    """Hears the lines that hold no values."""

    def __init__(self) -> None:
        self._heard: list[tuple[float, Sign]] = []
        self._asks = False

    def hear(self, text: str, place: float) -> None:
        """Keep what a line tells, at a place that grows with the log."""
        if self._asks:
            self._answer(text)
        for sign in signs_of(text):
            self._heard.append((place, sign))
            self._asks = text.rstrip().endswith(":")
        if len(self._heard) > MOST:
            del self._heard[MOST // 2]

    def _answer(self, text: str) -> None:
        """The best round stands on the line after `Early stopping, best iteration is:`."""
        self._asks = False
        if number := NEXT_PLACE.match(text):
            last = self._heard[-1][0]
            self._heard = [
                (place, sign._replace(step=float(number[1]), unit="step") if place == last else sign)
                for place, sign in self._heard
            ]

    def told(self, after: Callable[[float], float], start: float = -inf, end: float = inf) -> tuple[Sign, ...]:
        """The signs between two places that are overflows or ends; `after` tells how many rows of values follow one."""
        return tuple(
            sign
            for place, sign in self._heard
            if start <= place < end and (sign.kind == "overflow" or after(place) <= LATE)
        )
