"""One list of what to do from several findings: each action once, in the order in which they are said.

May not: decide which finding gives the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diagnose.facts.measurements import Measurements
from diagnose.model import Evidence, Finding, Recommendation, Severity, Verdict
from diagnose.rulebook.action import Action, Advice
from diagnose.rulebook.condition import Block, first_that_holds
from diagnose.rulebook.rule import Rule
from diagnose.rulebook.setup import kinds_of
from diagnose.rulebook.wording import recommendation

Actions = Mapping[str, Action]


def advice_of(rule: Rule, m: Measurements) -> tuple[tuple[Recommendation, ...], tuple[Evidence, ...]]:
    """What a rule that fired recommends for this run, and the evidence for recommending it.

    Left out is what the log rules out: an action for another kind of run, or one whose conditions do not hold.
    """
    given: list[Recommendation] = []
    evidence: list[Evidence] = []
    meant: set[str] = set()
    for advice in rule.advise:
        if advice.action.meaning in meant:
            continue  # of several amounts the first that suits the run is given
        read = _conditions_met(advice, m)
        recommended = None if read is None else recommendation(advice, rule.code, m)
        if recommended is not None:
            given.append(recommended)
            meant.add(advice.action.meaning)
            evidence += _evidence(read or (), m)
    return tuple(given), tuple(evidence)


def _conditions_met(advice: Advice, m: Measurements) -> Block | None:
    """The conditions of the advice that hold, none where it has none; None where it may not be given."""
    action = advice.action
    if m.once(kinds_of).isdisjoint(action.kinds):
        return None
    read: Block = ()
    for when, unless in ((action.when, action.unless), (advice.when, advice.unless)):
        if unless and first_that_holds(unless, m) is not None:
            return None
        if when:
            met = first_that_holds(when, m)
            if met is None:
                return None
            read = met
    return read if advice.when else ()


def _evidence(conditions: Block, m: Measurements) -> Iterator[Evidence]:
    for condition in conditions:
        fact = m[condition.fact]
        if fact is not None:
            yield Evidence(fact.name, fact.value, fact.unit, str(condition))


class Said:
    """The actions that were said so far, and what may not be said beside them."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._refused: set[str] = set()
        self._levers: dict[str, int] = {}

    def admits(self, action: Action) -> bool:
        """Whether the action clashes with nothing that was said."""
        lever, way = action.pull
        opposed = way * self._levers.get(lever, 0) < 0
        return not (opposed or action.names & self._refused or not self._names.isdisjoint(action.clashes))

    def add(self, action: Action) -> None:
        """Say the action."""
        lever, way = action.pull
        self._names |= action.names
        self._refused.update(action.clashes)
        if way:
            self._levers[lever] = way


def clash(action: Action, other: Action) -> bool:
    """Whether the two may not be told side by side."""
    said = Said()
    said.add(action)
    return not said.admits(other)


def agreed(findings: Sequence[Finding], first: Finding | None, actions: Actions) -> tuple[Finding, ...]:
    """The findings without advice that contradicts the verdict, which `first` gives, or what is said before it.

    The verdict has its say first, then what asks for something, then mere notes.
    """
    said = Said()
    agreeing: dict[int, Finding] = {}
    for finding in sorted(findings, key=lambda each: (each is not first, each.severity <= Severity.NOTE)):
        kept = []
        for each in finding.recommendations:
            action = actions[each.action]
            if (finding is first or _fits(action, first)) and said.admits(action):
                kept.append(each)
                said.add(action)
        same = len(kept) == len(finding.recommendations)
        agreeing[id(finding)] = finding if same else finding._replace(recommendations=tuple(kept))
    return tuple(agreeing[id(finding)] for finding in findings)


def _fits(action: Action, first: Finding | None) -> bool:
    return first is None or first.verdict is None or first.verdict.value not in action.unfit


def merged(findings: Iterable[Finding], first: Finding | None, actions: Actions) -> tuple[Recommendation, ...]:
    """What to do: the advice of the deciding finding, then that of warnings and errors, each action once.

    The strongest amount counts, with all codes that ask for the action. What a mere note recommends stays with the
    note: it asks for nothing. Where nothing could be decided, what a log lacks is told in its turn.
    """
    asking = [finding for finding in findings if finding is first or finding.severity > Severity.NOTE]
    if first is not None and first.verdict is not Verdict.INCONCLUSIVE:
        asking.sort(key=lambda finding: finding is not first)
    by_meaning: dict[str, Recommendation] = {}
    for finding in asking:
        for each in finding.recommendations:
            meaning = actions[each.action].meaning
            before = by_meaning.get(meaning)
            by_meaning[meaning] = each if before is None else _together(before, each)
    return tuple(by_meaning.values())


def _together(before: Recommendation, other: Recommendation) -> Recommendation:
    """Two pieces of advice that mean the same as one: the first, with the stronger amount and both their codes."""
    codes = (*before.because, *(code for code in other.because if code not in before.because))
    if other.action == before.action and _strength(other) > _strength(before):
        return other._replace(because=codes, why=before.why or other.why)
    return before._replace(because=codes)


def _strength(advice: Recommendation) -> float:
    """How strong an amount is beside another one of the same action; 0 where that cannot be told."""
    amount = dict(advice.apply or {})
    factor = amount.get("multiply")
    if isinstance(factor, float | int):
        return max(factor, 1.0 / factor)
    value = amount.get("set")
    return float(value) if isinstance(value, float | int) and advice.change == "add" else 0.0
