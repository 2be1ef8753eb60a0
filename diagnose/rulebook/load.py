"""Rule files to rules: TOML is parsed, checked against the schema and the facts, and made into frozen data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from diagnose.errors import RuleError
from diagnose.facts import FACTS
from diagnose.model import Recommendation, Severity, Verdict
from diagnose.rulebook.examples import Example, packed
from diagnose.rulebook.rule import Condition, Rule
from diagnose.rulebook.schema import Bounds, ExampleTable, RuleFile, checked
from diagnose.rulebook.text import fields_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load_file(file: Traversable) -> Rule:
    """The rule that stands in one file.

    Raises:
        RuleError: it is no TOML, breaks the schema, or names a fact that does not exist.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file.name, f"it is not TOML: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(file.name, f"it cannot be read: {error}") from None
    return _rule(checked(table, file.name), file.name)


def _rule(table: RuleFile, file: str) -> Rule:
    rule = Rule(
        code=table.code,
        name=table.name,
        title=table.title,
        status=table.status,
        since=table.since,
        severity=Severity[table.severity.upper()],
        verdict=_verdict(table.verdict, file),
        precedence=table.precedence,
        primary=table.primary,
        when=_blocks(table.when),
        unless=_blocks(table.unless),
        message=table.text.message,
        why=table.text.why,
        not_when=table.text.not_when,
        onset=table.onset,
        source=table.source,
        recommend=tuple(Recommendation(**one.model_dump()) for one in table.recommend),
        examples=packed(map(_example, table.example)),
        supersedes=tuple(table.supersedes),
    )
    unknown = sorted(set(facts_of(rule)) - set(FACTS))
    if unknown:
        raise RuleError(file, f"the fact {unknown[0]!r} does not exist", where=_place(rule, unknown[0]))
    return rule


def facts_of(rule: Rule) -> Iterable[str]:
    """The names of all facts that a rule reads or writes out."""
    for block in (*rule.when, *rule.unless):
        yield from (condition.fact for condition in block)
    if rule.onset:
        yield rule.onset
    for text in (rule.message, rule.why, *(advice.do for advice in rule.recommend)):
        yield from fields_of(text)


def _place(rule: Rule, fact: str) -> str:
    in_when = any(condition.fact == fact for block in rule.when for condition in block)
    return f"when.{fact}" if in_when else "text, recommend, onset or unless"


def _verdict(word: str | None, file: str) -> Verdict | None:
    if word is None:
        return None
    try:
        return Verdict(word)
    except ValueError:
        known = ", ".join(verdict.value for verdict in Verdict)
        raise RuleError(file, f"{word!r} is no verdict; the verdicts are {known}", where="verdict") from None


def _blocks(tables: Iterable[Mapping[str, Bounds]]) -> tuple[tuple[Condition, ...], ...]:
    return tuple(tuple(_condition(name, bounds) for name, bounds in table.items()) for table in tables)


def _condition(name: str, bounds: Bounds) -> Condition:
    one_of = None if bounds.one_of is None else tuple(bounds.one_of)
    return Condition(name, one_of, bounds.min, bounds.max, bounds.above, bounds.below)


def _example(table: ExampleTable) -> Example:
    history = {"loss": table.train, "val_loss": table.val, **table.history}
    curves = {name: tuple(values) for name, values in history.items() if values is not None}
    return Example(table.name, table.fires, curves, table.params, table.decides, tuple(table.bar))
