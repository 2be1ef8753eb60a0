"""Conditions on facts, as rules, actions and advice state them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from diagnose.model import Fact, Value

BOUNDS = ("min", "max", "above", "below")


class Condition(NamedTuple):
    """What one fact must be. Only the bounds that are set are tested; a value that is not a number meets no bound."""

    fact: str
    one_of: tuple[Value, ...] | None = None
    min: float | None = None
    max: float | None = None
    above: float | None = None
    below: float | None = None

    def holds(self, fact: Fact) -> bool:
        """Whether the fact is as demanded."""
        value = fact.value
        if self.one_of is not None:
            return value in self.one_of
        if isinstance(value, str):
            return False
        # NaN fails every comparison, and at least one bound is set.
        return (
            (self.min is None or value >= self.min)
            and (self.max is None or value <= self.max)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )

    def __str__(self) -> str:
        """The condition as a report writes it, such as `>= 0.05`."""
        if self.one_of is not None:
            words = [str(value).lower() if isinstance(value, bool) else f"{value}" for value in self.one_of]
            return f"= {words[0]}" if len(words) == 1 else f"in {', '.join(words)}"
        bounds = ((">=", self.min), ("<=", self.max), (">", self.above), ("<", self.below))
        return " and ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)


Block: TypeAlias = tuple[Condition, ...]


def holds(block: Block, facts: Mapping[str, Fact | None], missing: list[str]) -> bool:
    """Whether every condition holds, in their order up to the first that does not; a missing fact goes to `missing`."""
    for condition in block:
        fact = facts[condition.fact]
        if fact is None:
            missing.append(condition.fact)
            return False
        if not condition.holds(fact):
            return False
    return True


def first_that_holds(blocks: Iterable[Block], facts: Mapping[str, Fact | None]) -> Block | None:
    """The first of the blocks that holds as a whole, or None."""
    return next((block for block in blocks if holds(block, facts, [])), None)
