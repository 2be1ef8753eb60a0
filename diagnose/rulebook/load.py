"""Rule files to rules: TOML is parsed, checked against the schema and the facts, and made into frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from diagnose.errors import RuleError
from diagnose.layout import rules_folder
from diagnose.model import Severity, Verdict
from diagnose.rulebook.action import Action, Advice
from diagnose.rulebook.catalogue import amount_of, blocks_of, load_actions, text_of, toml_of
from diagnose.rulebook.examples import Example, packed
from diagnose.rulebook.fitting import misfits
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.schema import RULE, Advise, ExampleTable, RuleFile, checked

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load_file(file: Traversable, actions: Mapping[str, Action] | None = None) -> Rule:
    """The rule that stands in one file; its advice names `actions`, by default those of our catalogue.

    Raises:
        RuleError: it is no TOML, breaks the schema, does not fit the facts or names no action; with all that is wrong.
    """
    source = text_of(file)
    content = checked(toml_of(file.name, source), RULE, file.name, source)
    known = our_actions() if actions is None else actions
    if faults := misfits(content, known, source):
        raise RuleError(file.name, *faults)
    return _rule(content, known)


@cache
def our_actions() -> Mapping[str, Action]:
    """The actions that ship with the program, from their file."""
    return load_actions(rules_folder())


def _rule(content: RuleFile, actions: Mapping[str, Action]) -> Rule:
    return Rule(
        code=content.code,
        name=content.name,
        title=content.title,
        status=content.status,
        since=content.since,
        severity=Severity[content.severity.upper()],
        verdict=None if content.verdict is None else Verdict(content.verdict),
        precedence=content.precedence,
        primary=content.primary,
        when=blocks_of(content.when),
        unless=blocks_of(content.unless),
        message=content.text.message,
        why=content.text.why,
        not_when=content.text.not_when,
        onset=content.onset,
        source=content.source,
        advise=tuple(_advice(table, actions) for table in content.advise),
        examples=packed(map(_example, content.example)),
        supersedes=tuple(content.supersedes),
    )


def _advice(table: Advise, actions: Mapping[str, Action]) -> Advice:
    return Advice(
        action=actions[table.action],
        amount=amount_of(table),
        when=blocks_of(table.when),
        unless=blocks_of(table.unless),
        note=table.note,
        why=table.why,
        source=table.source,
    )


def _example(table: ExampleTable) -> Example:
    history = {"loss": table.train, "val_loss": table.val, **table.history}
    curves = {name: tuple(values) for name, values in history.items() if values is not None}
    return Example(table.name, table.fires, curves, table.params, table.decides, tuple(table.bar), tuple(table.says))
