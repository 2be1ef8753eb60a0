"""The figures of the comparison, from verdicts and labels."""

from __future__ import annotations

from collections.abc import Sequence

HEALTHY = {"still-learning", "converged"}


def accepted(said: Sequence[str], fine: Sequence[frozenset[str]]) -> float:
    """The share of accepted verdicts; `healthy` is accepted where one of the two healthy verdicts is."""
    met = [word in one or (word == "healthy" and bool(one & HEALTHY)) for word, one in zip(said, fine, strict=True)]
    return sum(met) / len(met)


def macro_f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """The mean of the F1 scores of both classes."""
    scores = []
    for wanted in (True, False):
        hits = sum(t is wanted and s is wanted for t, s in zip(truth, said, strict=True))
        errors = sum(t is not s for t, s in zip(truth, said, strict=True))
        scores.append(2 * hits / (2 * hits + errors) if hits else 0.0)
    return sum(scores) / 2


def rate(truth: Sequence[bool], said: Sequence[bool], wanted: bool) -> float:
    """How often yes was said where the truth is `wanted`: the recall, or the rate of false alarms."""
    asked = [s for t, s in zip(truth, said, strict=True) if t is wanted]
    return sum(asked) / max(1, len(asked))
