"""What a rule is once it is loaded: conditions, texts and recommendations, as plain frozen data."""

from __future__ import annotations

from typing import NamedTuple

from diagnose.model import Fact, Recommendation, Severity, Value, Verdict
from diagnose.rulebook.text import fields_of

LAST_RESORT = 999
"""The precedence of what is said where nothing else decides."""
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
    when: tuple[tuple[Condition, ...], ...]
    unless: tuple[tuple[Condition, ...], ...]
    message: str
    why: str
    not_when: str
    onset: str
    source: str
    recommend: tuple[Recommendation, ...]
    examples: str
    supersedes: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """The names of all facts that the rule reads or writes out."""
        conditions = {condition.fact for block in (*self.when, *self.unless) for condition in block}
        texts = (self.message, self.why, *(advice.do for advice in self.recommend))
        told = {name for text in texts for name in fields_of(text)}
        return frozenset(conditions | told | ({self.onset} if self.onset else set()))

    @property
    def family(self) -> str:
        """The family's part of the code, such as `TD2`."""
        return self.code[:3]

    @property
    def file_name(self) -> str:
        """The name that the rule's file must have."""
        return f"{self.code}-{self.name}.toml"
