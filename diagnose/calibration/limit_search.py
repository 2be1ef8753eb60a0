"""The limits of the trend analysis, moved where labelled runs say so, and no further."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

MOVED = ("change", "fall", "rise", "certain_fall", "certain_rise", "swing")
FACTORS = (0.5, 0.7, 1.4, 2.0)
WORTH = 0.005
"""The share of labels by which a moved limit must do better, for it to be moved: chance moves nothing."""

Score = Callable[[Mapping[str, float]], float]


def moved_limits(
    numbers: Mapping[str, float], score: Score, limits: Sequence[str] = MOVED, worth: float = WORTH
) -> dict[str, float]:
    """The limits that do better elsewhere, by name: each in turn is tried at half to twice its value.

    `score` says which share of the labels is met with given numbers, `worth` by how much a moved limit must do better.
    """
    moved: dict[str, float] = {}
    best = score(numbers)
    for limit in limits:
        name = f"trend.{limit}"
        for factor in FACTORS:
            tried = {**moved, name: round(numbers[name] * factor, 4)}
            reached = score({**numbers, **tried})
            if reached > best + worth:
                best, moved = reached, tried
    return moved
