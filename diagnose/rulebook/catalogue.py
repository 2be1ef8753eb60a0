"""The catalogue of actions from its files: TOML is parsed, checked against schema, facts and itself, and made data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from diagnose.errors import Fault, RuleError, nearest
from diagnose.model import Trial, Verdict
from diagnose.rulebook.action import Action, Amount
from diagnose.rulebook.condition import Block, Condition
from diagnose.rulebook.fitting import misfits_of_action
from diagnose.rulebook.lines import line_of
from diagnose.rulebook.schema import ACTIONS, TRIALS, ActionTable, AmountTable, Bounds, TrialTable, checked

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE = "actions.toml"
TRIED = "trials.toml"


def load_actions(folder: Traversable, beside: Mapping[str, Action] | None = None) -> dict[str, Action]:
    """The actions by id that stand in a folder's `actions.toml`, with their trials from `trials.toml`; none without it.

    `beside` are actions of another catalogue, which these may name.

    Raises:
        RuleError: a file is no TOML, breaks the schema, or names a fact, a verdict or an action that does not exist.
    """
    file, tried = folder / FILE, folder / TRIED
    if not file.is_file():
        return {}
    source = text_of(file)
    tables = checked(toml_of(file.name, source), ACTIONS, file.name, source)
    known = {*tables, *(beside or {})}
    faults = [
        Fault(problem, ".".join(map(str, place)), line_of(source, place))
        for name, table in tables.items()
        for place, problem in (*misfits_of_action(name, table), *_unknown(name, table, known))
    ]
    if faults:
        raise RuleError(file.name, *faults)
    trials = _trials(tried, tables) if tried.is_file() else {}
    return {name: _action(name, table, trials.get(name)) for name, table in tables.items()}


def text_of(file: Traversable) -> str:
    """The text of a file.

    Raises:
        RuleError: it cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise RuleError(file.name, Fault(f"it cannot be read ({problem})")) from None


def toml_of(name: str, source: str) -> dict[str, Any]:
    """The table that a file's text holds.

    Raises:
        RuleError: it is no TOML.
    """
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:
        # Python's own limits on digits and depth are no errors of TOML to the parser.
        raise RuleError(name, Fault(f"it is not TOML: {str(error).partition(';')[0]}")) from None


def _trials(file: Traversable, actions: Mapping[str, ActionTable]) -> dict[str, TrialTable]:
    source = text_of(file)
    trials = checked(toml_of(file.name, source), TRIALS, file.name, source)
    faults = [
        Fault(no_action(name, actions), name, line_of(source, (name, ""))) for name in trials if name not in actions
    ]
    if faults:
        raise RuleError(file.name, *faults)
    return trials


def no_action(name: str, known: Iterable[str]) -> str:
    """That there is no action of that name, with the nearest one that there is."""
    return f"there is no action {name!r}; {nearest(name, known)}"


def _unknown(name: str, table: ActionTable, known: set[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    if table.means and table.means not in known:
        yield (name, "means"), no_action(table.means, known)
    for clash in table.clashes:
        if ":" not in clash and clash not in known:
            yield (name, "clashes"), no_action(clash, known)
        elif clash == name:
            yield (name, "clashes"), "it cannot clash with itself"
    verdicts = [verdict.value for verdict in Verdict]
    for verdict in table.unfit:
        if verdict not in verdicts:
            yield (name, "unfit"), f"{verdict!r} is no verdict; {nearest(verdict, verdicts)}"


def _action(name: str, table: ActionTable, trial: TrialTable | None) -> Action:
    return Action(
        id=name,
        do=table.do,
        setting=table.setting,
        change=table.change,
        cost=table.cost,
        kinds=tuple(table.kinds),
        source=table.source,
        amount=amount_of(table),
        now=table.now or "",
        means=table.means,
        clashes=tuple(table.clashes),
        unfit=tuple(table.unfit),
        when=blocks_of(table.when),
        unless=blocks_of(table.unless),
        how={str(framework): line for framework, line in table.how.items()},
        trial=None if trial is None else Trial(trial.runs, trial.helped, trial.harmed),
    )


def amount_of(table: AmountTable) -> Amount | None:
    """The amount that a table states, if it states one."""
    if table.at is not None:
        return Amount("epoch", table.at, is_fact=True)
    if table.multiply is not None:
        return Amount("multiply", table.multiply, isinstance(table.multiply, str))
    return None if table.set is None else Amount("set", table.set, is_fact_name(table.set))


def is_fact_name(value: object) -> bool:
    """Whether an amount is the name of a fact and no word of its own: a fact that is a number has a dot in its name."""
    return isinstance(value, str) and "." in value


def blocks_of(tables: Iterable[Mapping[str, Bounds]]) -> tuple[Block, ...]:
    """The blocks of conditions that stand in a file."""
    return tuple(tuple(_condition(name, bounds) for name, bounds in table.items()) for table in tables)


def _condition(name: str, bounds: Bounds) -> Condition:
    one_of = None if bounds.one_of is None else tuple(bounds.one_of)
    return Condition(name, one_of, bounds.min, bounds.max, bounds.above, bounds.below)
