"""Whether rules and actions fit the facts: conditions, texts and amounts are held against the definitions of facts.

May not: read files, judge runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diagnose.errors import Fault, nearest
from diagnose.facts import FACTS
from diagnose.facts.fact import Definition, Sort
from diagnose.model import Verdict
from diagnose.rulebook.action import PLACE, Action
from diagnose.rulebook.condition import BOUNDS
from diagnose.rulebook.lines import line_of
from diagnose.rulebook.schema import AMOUNTS, ActionTable, Advise, AmountTable, Bounds, RuleFile
from diagnose.rulebook.text import braces_of

Place = tuple[int | str, ...]


def misfits(content: RuleFile, actions: Mapping[str, Action], source: str) -> list[Fault]:
    """All that does not fit, each with its key and its line in `source`."""
    problems = [
        *_verdict(content),
        *_onset(content),
        *_conditions(content.when, ("when",)),
        *_conditions(content.unless, ("unless",)),
        *_texts(content),
        *_advice(content.advise, actions),
    ]
    return [Fault(problem, ".".join(map(str, place)), line_of(source, place)) for place, problem in problems]


def misfits_of_action(name: str, table: ActionTable) -> Iterator[tuple[Place, str]]:
    """All of an action that does not fit the facts, each with its place."""
    for key in ("when", "unless"):
        yield from (((name, key), problem) for _, problem in _conditions(getattr(table, key), (name, key)))
    yield from _braces((name, "do"), table.do.replace(f"{{{PLACE}}}", ""))
    if table.now is not None and table.now not in FACTS:
        yield (name, "now"), _unknown(table.now)
    yield from _amount((name,), table)
    if f"{{{PLACE}}}" in table.do and all(getattr(table, key) is None for key in AMOUNTS):
        yield (name, "do"), "its words name an amount; give multiply, set or at, which a rule may change"


def _verdict(content: RuleFile) -> Iterator[tuple[Place, str]]:
    known = [verdict.value for verdict in Verdict]
    if content.verdict is not None and content.verdict not in known:
        yield ("verdict",), f"{content.verdict!r} is no verdict; {nearest(content.verdict, known)}"


def _onset(content: RuleFile) -> Iterator[tuple[Place, str]]:
    if not content.onset:
        return
    definition = FACTS.get(content.onset)
    if definition is None:
        yield ("onset",), _unknown(content.onset)
    elif not definition.is_step:
        steps = [name for name, each in FACTS.items() if each.is_step]
        yield ("onset",), f"{content.onset!r} is no step; {nearest(content.onset, steps)}"


def _conditions(blocks: Iterable[Mapping[str, Bounds]], table: Place) -> Iterator[tuple[Place, str]]:
    for number, block in enumerate(blocks):
        for name, bounds in block.items():
            for problem in _misfit(name, bounds):
                yield (*table, number, name), problem


def _misfit(name: str, bounds: Bounds) -> Iterator[str]:
    definition = FACTS.get(name)
    if definition is None:
        yield _unknown(name)
        return
    limits = [limit for limit in BOUNDS if getattr(bounds, limit) is not None]
    match definition.sort:
        case Sort.NUMBER:
            yield from _misfit_of_number(bounds)
        case Sort.WORD:
            yield from [f"{name} is a word; write which it may be, such as {[definition.words[0]]}"] if limits else []
            yield from _strange(bounds.one_of or (), definition)
        case Sort.FLAG:
            if limits or any(not isinstance(value, bool) for value in bounds.one_of or ()):
                yield f"{name} holds or does not; write true or false"
        case Sort.NAME:
            yield f"{name} is a name out of the log; it can be written in a text, and no condition can turn on it"


def _misfit_of_number(bounds: Bounds) -> Iterator[str]:
    if bounds.one_of is not None:
        yield "it is a number; give min, max, above or below"
    low = max((limit for limit in (bounds.min, bounds.above) if limit is not None), default=None)
    high = min((limit for limit in (bounds.max, bounds.below) if limit is not None), default=None)
    if low is not None and high is not None and low > high:
        yield f"no number is at least {low:g} and at most {high:g}"


def _strange(values: Sequence[bool | float | str], definition: Definition) -> Iterator[str]:
    for value in values:
        if value not in definition.words:
            yield f"{value!r} is nothing that {definition.name} can be; {nearest(str(value), definition.words)}"


def _texts(content: RuleFile) -> Iterator[tuple[Place, str]]:
    for key in ("message", "why", "not_when"):
        yield from _braces(("text", key), getattr(content.text, key))


def _advice(advise: Sequence[Advise], actions: Mapping[str, Action]) -> Iterator[tuple[Place, str]]:
    for number, table in enumerate(advise):
        place = ("advise", number)
        if table.action not in actions:
            yield (*place, "action"), f"there is no action {table.action!r}; {nearest(table.action, actions)}"
        for key in ("note", "why"):
            yield from _braces((*place, key), getattr(table, key))
        for key in ("when", "unless"):
            # An inline table has its key's line.
            yield from (((*place, key), problem) for _, problem in _conditions(getattr(table, key), place))
        yield from _amount(place, table)


def _amount(place: Place, table: AmountTable) -> Iterator[tuple[Place, str]]:
    for key in AMOUNTS:
        value = getattr(table, key)
        if isinstance(value, str) and (key != "set" or "." in value):
            definition = FACTS.get(value)
            if definition is None:
                yield (*place, key), _unknown(value)
            elif definition.sort is not Sort.NUMBER or (key == "at" and not definition.is_step):
                yield (*place, key), f"{value} is no {'step' if key == 'at' else 'number'}"


def _braces(place: Place, text: str) -> Iterator[tuple[Place, str]]:
    for name in braces_of(text):
        if name not in FACTS:
            bare, colon, _ = name.partition(":")
            known = colon and bare in FACTS
            yield place, f"write {{{bare}}}: a fact knows how it is written" if known else _unknown(name)


def _unknown(name: str) -> str:
    return f"the fact {name!r} does not exist; {nearest(name, FACTS)}"
