"""What a rule is once it is loaded: conditions, texts and advice, as plain frozen data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from diagnose.model import Severity, Verdict
from diagnose.rulebook.action import PLACE, Advice
from diagnose.rulebook.condition import Block
from diagnose.rulebook.text import fields_of

LAST_RESORT = 999
"""The precedence of what is said where nothing else decides."""


class Rule(NamedTuple):
    """One rule: it fires where one block of `when` holds as a whole and no block of `unless` does.

    `precedence` orders findings for the verdict: the smallest is said first. `primary` marks the one rule of a cell of
    the train × val table. A rule without a verdict only adds to what another one decides. `supersedes` names the codes
    of rules that read the same more coarsely: their findings are not reported where this rule fires. `examples` are
    JSON text, since a diagnosis needs none of them (see `diagnose.rulebook.examples`).
    """

    code: str
    name: str
    title: str
    status: str
    since: str
    severity: Severity
    verdict: Verdict | None
    precedence: int
    primary: bool
    when: tuple[Block, ...]
    unless: tuple[Block, ...]
    message: str
    why: str
    not_when: str
    onset: str
    source: str
    advise: tuple[Advice, ...]
    examples: str
    supersedes: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """The names of all facts that the rule reads or writes out."""
        conditions = {condition.fact for block in (*self.when, *self.unless) for condition in block}
        told = {name for text in (self.message, self.why) for name in fields_of(text)}
        asked = {name for advice in self.advise for name in _facts_of(advice)}
        return frozenset(conditions | told | asked | ({self.onset} if self.onset else set()))

    @property
    def family(self) -> str:
        """The family's part of the code, such as `TD2`."""
        return self.code[:3]

    @property
    def file_name(self) -> str:
        """The name that the rule's file must have."""
        return f"{self.code}-{self.name}.toml"


def _facts_of(advice: Advice) -> Iterator[str]:
    """The names of the facts that a piece of advice and its action read or write out."""
    action = advice.action
    for block in (*advice.when, *advice.unless, *action.when, *action.unless):
        yield from (condition.fact for condition in block)
    for text in (action.do, advice.note, advice.why):
        yield from (name for name in fields_of(text) if name != PLACE)
    amount = advice.amount or action.amount
    if amount is not None and amount.is_fact:
        yield str(amount.value)
    if action.now:
        yield action.now
