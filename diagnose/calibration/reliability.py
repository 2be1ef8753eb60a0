"""How often verdicts of a stated confidence are accepted, and how often at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements with a confidence from `low` up to below `high`: their share of all, mean confidence, share right."""

    low: float
    high: float
    share: float
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability table: its bins, the share right, and how many state 0.9 or more and how right these are."""

    bins: tuple[Bin, ...]
    right: float
    sure_share: float
    sure_right: float


def reliability(confidences: Sequence[float], right: Sequence[bool], weights: Sequence[float]) -> Reliability:
    """The reliability of statements with these confidences; empty bins are left out."""
    rows = list(zip(confidences, right, weights, strict=True))
    total = sum(weight for _, _, weight in rows) or 1.0
    bins = []
    for low, high in pairwise(EDGES):
        within = [row for row in rows if low <= row[0] < high or (high == EDGES[-1] and row[0] >= high)]
        weight = sum(row[2] for row in within)
        if weight:
            stated = sum(row[0] * row[2] for row in within) / weight
            bins.append(Bin(low, high, weight / total, stated, _share_right(within)))
    sure = [row for row in rows if row[0] >= 0.9]
    return Reliability(tuple(bins), _share_right(rows), sum(row[2] for row in sure) / total, _share_right(sure))


def _share_right(rows: Iterable[tuple[float, bool, float]]) -> float:
    rows = list(rows)
    total = sum(weight for _, _, weight in rows)
    return sum(weight for _, right, weight in rows if right) / total if total else 0.0
