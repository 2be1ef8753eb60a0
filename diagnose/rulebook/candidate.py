"""The rules that two trends leave open, each with the conditions that are still to be tested."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from diagnose.rulebook.condition import Block
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.text import fields_of

WORDING = frozenset(("unit", "units", "train.name", "val.name"))
"""Facts that only word a text."""


class Alternative(NamedTuple):
    """One block of a rule's conditions, those of them that the trends have not settled, and what it gives in evidence.

    The evidence is named by fact, each with its condition as it is written; facts that the message states without a
    condition on them follow with none.
    """

    block: Block
    open: Block
    evidence: tuple[tuple[str, str], ...]


class Candidate(NamedTuple):
    """A rule that may fire, with the alternatives that the trends admit, and which of the two trends it reads."""

    rule: Rule
    alternatives: tuple[Alternative, ...]
    reads: frozenset[str]


def candidates(rules: Iterable[Rule], train: str | None = None, val: str | None = None) -> tuple[Candidate, ...]:
    """The candidates among the rules where the curves do this; None is a curve that is missing and settles nothing."""
    kinds = {"train": train, "val": val}
    possible = []
    for rule in rules:
        blocks = tuple(_open(rule, block, kinds) for block in rule.when if _admits(block, kinds))
        if blocks:
            read = {condition.fact for block in rule.when for condition in block}
            possible.append(Candidate(rule, blocks, frozenset(read & kinds.keys())))
    return tuple(possible)


def _admits(block: Block, kinds: dict[str, str | None]) -> bool:
    named = [(condition, kinds.get(condition.fact)) for condition in block]
    return all(kind is None or kind in (condition.one_of or (kind,)) for condition, kind in named)


def _open(rule: Rule, block: Block, kinds: dict[str, str | None]) -> Alternative:
    asked = {condition.fact: str(condition) for condition in block}
    told = {name: "" for name in fields_of(rule.message) if name not in asked and name not in WORDING}
    left = tuple(condition for condition in block if kinds.get(condition.fact) is None)
    return Alternative(block, left, tuple((asked | told).items()))
