"""Rules written out for people: one in full, or all as a list; and as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from diagnose.facts import FACTS
from diagnose.reporters.json_v1 import RULE_URL, recommendation_entry
from diagnose.reporters.paint import SEVERITY_COLOURS, bold, painted
from diagnose.reporters.screen import Screen
from diagnose.reporters.sentences import reason
from diagnose.rulebook.action import Advice
from diagnose.rulebook.condition import Condition
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.text import FIELD
from diagnose.rulebook.wording import as_recommendation, bounds_of

if TYPE_CHECKING:
    from diagnose.documents.rules import ConditionEntry, RuleEntry, RuleList

NARROW = 30
"""Columns that a text needs to stand beside something."""


def explained(rule: Rule, screen: Screen) -> str:
    """The whole rule: what it means, when it fires, what to change and who says so."""
    return "\n".join(_explained(rule, screen)) + "\n"


def _explained(rule: Rule, screen: Screen) -> Iterator[str]:
    yield bold(f"{rule.code} {rule.name}", screen)
    yield rule.title
    verdict = f"verdict {rule.verdict}" if rule.verdict else "adds to another rule's verdict"
    yield f"{_severity(rule, screen)}, {verdict}, {rule.status} since {rule.since}"
    yield from _section("What it means", _unfilled(rule.why), screen)
    yield from _section("When not to believe it", rule.not_when, screen)
    yield ""
    yield bold("When it fires", screen)
    for place, block in enumerate(rule.when):
        yield from ["  or"] if place else []
        yield from _conditions(block, screen)
    for block in rule.unless:
        yield "  unless"
        yield from _conditions(block, screen)
    yield ""
    yield bold("What to change, in this order", screen)
    for place, advice in enumerate(rule.advise, 1):
        yield from _advice(place, advice, screen)
    yield from _section("Source", rule.source, screen)


def _section(title: str, text: str, screen: Screen) -> Iterator[str]:
    yield ""
    yield bold(title, screen)
    yield from textwrap.wrap(text, screen.width, initial_indent="  ", subsequent_indent="  ")


def _conditions(block: Sequence[Condition], screen: Screen) -> Iterator[str]:
    """Each condition with what its fact says beside it, or below it where that would be too narrow."""
    names = max(len(f"{condition.fact} {condition}") for condition in block)
    beside = screen.width - names - 6 >= NARROW
    for condition in block:
        head = f"    {f'{condition.fact} {condition}':<{names}}"
        about = FACTS[condition.fact].about if condition.fact in FACTS else ""
        if beside:
            indent = " " * len(head)
            lines = textwrap.wrap(about, screen.width, initial_indent=f"{head}  ", subsequent_indent=f"{indent}  ")
            yield from lines or [head.rstrip()]
        else:
            yield head.rstrip()
            yield from textwrap.wrap(about, screen.width, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _advice(place: int, advice: Advice, screen: Screen) -> Iterator[str]:
    number = f"  {place}. "
    indent = " " * len(number)
    recommendation = as_recommendation(advice)
    sentence = _unfilled(recommendation.do)
    yield from textwrap.wrap(sentence, screen.width, initial_indent=number, subsequent_indent=indent)
    for text in (reason(recommendation), bounds_of(advice)):
        yield from textwrap.wrap(text, screen.width, initial_indent=indent, subsequent_indent=indent)


def _unfilled(text: str) -> str:
    """The text with the names of the facts that a run would fill in."""
    return FIELD.sub(lambda field: "epoch" if field[1] == "unit" else f"<{field[1]}>", text)


def _severity(rule: Rule, screen: Screen) -> str:
    return painted(rule.severity.word, SEVERITY_COLOURS[rule.severity], screen)


def as_text(rules: Sequence[Rule], screen: Screen) -> str:
    """One line a rule."""
    names = max((len(rule.name) for rule in rules), default=0)
    pads = {rule.code: " " * (7 - len(rule.severity.word)) for rule in rules}
    lines = [
        f"{rule.code}  {_severity(rule, screen)}{pads[rule.code]}  {rule.name:<{names}}  {rule.title}" for rule in rules
    ]
    return "\n".join(lines) + "\n"


def as_json(rules: Sequence[Rule], _: Screen) -> str:
    """All rules as the HTTP service gives them."""
    document: RuleList = {"schema": "diagnose/rules/v1", "rules": [rule_entry(rule) for rule in rules]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def rule_entry(rule: Rule) -> RuleEntry:
    """A rule as plain data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "status": rule.status,
        "since": rule.since,
        "severity": rule.severity.word,
        "verdict": rule.verdict and rule.verdict.value,
        "when": [_entries(block) for block in rule.when],
        "unless": [_entries(block) for block in rule.unless],
        "message": rule.message,
        "why": rule.why,
        "not_when": rule.not_when,
        "source": rule.source,
        "recommendations": [recommendation_entry(as_recommendation(advice)) for advice in rule.advise],
        "url": RULE_URL.format(code=rule.code),
    }


def _entries(block: Sequence[Condition]) -> list[ConditionEntry]:
    return [{"fact": condition.fact, "condition": str(condition)} for condition in block]


LISTINGS: dict[str, Callable[[Sequence[Rule], Screen], str]] = {"text": as_text, "json": as_json}
