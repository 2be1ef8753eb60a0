"""`diagnose/rules/v1`: the rules, and what they recommend.

Keys may be added to it, never renamed, removed or given another meaning.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from diagnose.documents.values import SeverityWord, VerdictWord, described


@described
class RecommendationEntry(TypedDict):
    """One thing to change."""

    do: str
    """What to do, and by how much to start with."""
    setting: str
    """Which setting it touches."""
    change: str
    """The way in which the setting goes, such as `lower` or `add`; empty where it is not stated."""
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
