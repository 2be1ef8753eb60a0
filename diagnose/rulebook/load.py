"""Rule files to rules: TOML is parsed, checked against the schema and the facts, and made into frozen data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from diagnose.errors import Fault, RuleError
from diagnose.model import Recommendation, Severity, Verdict
from diagnose.rulebook.examples import Example, packed
from diagnose.rulebook.fitting import misfits
from diagnose.rulebook.rule import Condition, Rule
from diagnose.rulebook.schema import Bounds, ExampleTable, RuleFile, checked

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def load_file(file: Traversable) -> Rule:
    """The rule that stands in one file.

    Raises:
        RuleError: it is no TOML, breaks the schema, or does not fit the facts; with all that is wrong.
    """
    try:
        source = file.read_text(encoding="utf-8")
        table = tomllib.loads(source)
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise RuleError(file.name, Fault(f"it cannot be read ({problem})")) from None
    except (ValueError, RecursionError) as error:
        # Python's own limits on digits and depth are no errors of TOML to the parser.
        raise RuleError(file.name, Fault(f"it is not TOML: {str(error).partition(';')[0]}")) from None
    content = checked(table, file.name, source)
    if faults := misfits(content, source):
        raise RuleError(file.name, *faults)
    return _rule(content)


def _rule(content: RuleFile) -> Rule:
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
        when=_blocks(content.when),
        unless=_blocks(content.unless),
        message=content.text.message,
        why=content.text.why,
        not_when=content.text.not_when,
        onset=content.onset,
        source=content.source,
        recommend=tuple(Recommendation(**advice.model_dump()) for advice in content.recommend),
        examples=packed(map(_example, content.example)),
        supersedes=tuple(content.supersedes),
    )


def _blocks(tables: Iterable[Mapping[str, Bounds]]) -> tuple[tuple[Condition, ...], ...]:
    return tuple(tuple(_condition(name, bounds) for name, bounds in table.items()) for table in tables)


def _condition(name: str, bounds: Bounds) -> Condition:
    one_of = None if bounds.one_of is None else tuple(bounds.one_of)
    return Condition(name, one_of, bounds.min, bounds.max, bounds.above, bounds.below)


def _example(table: ExampleTable) -> Example:
    history = {"loss": table.train, "val_loss": table.val, **table.history}
    curves = {name: tuple(values) for name, values in history.items() if values is not None}
    return Example(table.name, table.fires, curves, table.params, table.decides, tuple(table.bar), tuple(table.says))
