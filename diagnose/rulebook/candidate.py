"""The rules that two trends leave open, each with the conditions that are still to be tested."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from diagnose.rulebook.rule import Condition, Rule

Block: TypeAlias = tuple[Condition, ...]


class Alternative(NamedTuple):
    """One block of a rule's conditions, and those of them that the trends have not settled."""

    block: Block
    open: Block


class Candidate(NamedTuple):
    """A rule that may fire, with the alternatives that the trends admit."""

    rule: Rule
    alternatives: tuple[Alternative, ...]


def candidates(rules: Iterable[Rule], train: str | None = None, val: str | None = None) -> tuple[Candidate, ...]:
    """The candidates among the rules where the curves do this; None is a curve that is missing and settles nothing."""
    kinds = {"train": train, "val": val}
    found = []
    for rule in rules:
        blocks = tuple(_open(block, kinds) for block in rule.when if _admits(block, kinds))
        if blocks:
            found.append(Candidate(rule, blocks))
    return tuple(found)


def _admits(block: Block, kinds: dict[str, str | None]) -> bool:
    named = [(one, kinds.get(one.fact)) for one in block]
    return all(kind is None or kind in (one.one_of or (kind,)) for one, kind in named)


def _open(block: Block, kinds: dict[str, str | None]) -> Alternative:
    return Alternative(block, tuple(one for one in block if kinds.get(one.fact) is None))
