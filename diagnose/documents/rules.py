"""`diagnose/rules/v1`: the rules, and what they recommend.

Keys may be added to it, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from diagnose.documents.values import Number, SeverityWord, VerdictWord, described


@described
class SnippetEntry(TypedDict):
    """How one framework writes it."""

    framework: str
    """The framework that wrote the log."""
    code: str
    """A line of code."""


@described
class TrialEntry(TypedDict):
    """What became of an action when it was tried on runs with such a finding."""

    runs: int
    """How many runs it was tried on."""
    helped: Number
    """The share of them that got better."""
    harmed: Number
    """The share of them that got worse."""


@described
class RecommendationEntry(TypedDict):
    """One thing to change."""

    action: str
    """The action of the catalogue."""
    do: str
    """What to do, and by how much to start with."""
    setting: str
    """Which setting it touches."""
    change: str
    """The way in which the setting goes, such as `lower` or `add`."""
    apply: dict[str, bool | float | str] | None
    """What a program needs to do it, one of `multiply`, `set` and `epoch`; null where only a person can."""
    how: SnippetEntry | None
    """The line of code in the framework of the log; null where that is not known."""
    because: list[str]
    """The codes of the rules that ask for it."""
    cost: str
    """What it takes to try: `nothing`, `minutes`, `a rerun` or `new data`."""
    trial: TrialEntry | None
    """What became of it when it was tried; null where it was not."""
    why: str
    """Why that helps."""
    source: str
    """Who says so."""


@described
class ConditionEntry(TypedDict):
    """What a rule demands of one fact."""

    fact: str
    """The fact's name."""
    condition: str
    """What it must be."""


@described
class RuleEntry(TypedDict):
    """One rule."""

    code: str
    """The rule's code, the same for ever."""
    name: str
    """The rule's name."""
    title: str
    """The rule in one line."""
    status: str
    """How settled it is, such as `preview` or `stable`."""
    since: str
    """The version in which it came."""
    severity: SeverityWord
    """How bad it is when it fires."""
    verdict: VerdictWord | None
    """The verdict that it gives; null where it adds to another rule's."""
    when: list[list[ConditionEntry]]
    """It fires where all conditions of one of these blocks hold."""
    unless: list[list[ConditionEntry]]
    """It is silent where all conditions of one of these blocks hold."""
    message: str
    """What it says, with the names of the facts that a run fills in."""
    why: str
    """What it means."""
    not_when: str
    """When not to believe it; empty where nothing is known."""
    source: str
    """Where it comes from."""
    recommendations: list[RecommendationEntry]
    """What to change, in the order in which to try it."""
    url: str
    """Where the service describes the rule."""


@described
class RuleList(TypedDict):
    """The document `diagnose/rules/v1`: all rules."""

    schema: Literal["diagnose/rules/v1"]
    """The name of this shape."""
    rules: list[RuleEntry]
    """The rules, by their codes."""
