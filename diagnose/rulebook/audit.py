"""What must hold for all rules together; each breach is one line for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations, product

from diagnose.facts import FACTS
from diagnose.rulebook.advice import clash
from diagnose.rulebook.book import cells_of
from diagnose.rulebook.examples import examples_of
from diagnose.rulebook.rule import Rule

KINDS = ("falling", "flat", "rising")


def audit(
    rules: Collection[Rule],
    file_names: Iterable[str],
    actions: Iterable[str] = (),
    retired: Collection[str] = (),
) -> list[str]:
    """The breaches among the rules, none where all is well.

    `file_names` are the names of the files in the order of `rules`, `actions` the ids of the catalogue, `retired` the
    codes that may not come back.
    """
    return [
        *_repeated("code", (rule.code for rule in rules)),
        *_repeated("name", (rule.name for rule in rules)),
        *_misnamed(rules, file_names),
        *(f"{rule.code}: the code is retired and may not be used again" for rule in rules if rule.code in retired),
        *_without_examples(rules),
        *_at_odds(rules),
        *_superseding(rules),
        *_unused_facts(rules),
        *_unused_actions(rules, actions),
        *_cells(rules),
    ]


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{value}: {count} rules have this {what}"


def _misnamed(rules: Iterable[Rule], file_names: Iterable[str]) -> Iterator[str]:
    for rule, file in zip(rules, file_names, strict=True):
        if file != rule.file_name:
            yield f"{file}: the file of this rule must be named {rule.file_name}"


def _without_examples(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        fires = {example.fires for example in examples_of(rule)}
        for wanted, word in ((True, "fires"), (False, "stays quiet")):
            if wanted not in fires:
                yield f"{rule.code}: no example on which it {word}"


def _at_odds(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        always = [advice.action for advice in rule.advise if not (advice.when or advice.unless)]
        for one, other in combinations(always, 2):
            if clash(one, other):
                yield f"{rule.code}: it advises {one.id} and {other.id}, which clash"


def _superseding(rules: Collection[Rule]) -> Iterator[str]:
    by_code = {rule.code: rule for rule in rules}
    for rule in rules:
        for code in rule.supersedes:
            if code not in by_code:
                yield f"{rule.code}: it supersedes {code}, which does not exist"
            elif rule.code in by_code[code].supersedes or rule.code == code:
                yield f"{rule.code}: it and {code} supersede each other"


def _unused_facts(rules: Iterable[Rule]) -> Iterator[str]:
    used = {name for rule in rules for name in rule.facts}
    for name in sorted(set(FACTS) - used):
        yield f"{name}: no rule reads this fact"


def _unused_actions(rules: Iterable[Rule], actions: Iterable[str]) -> Iterator[str]:
    used = {advice.action.id for rule in rules for advice in rule.advise}
    for name in sorted(set(actions) - used):
        yield f"{name}: no rule advises this action"


def _cells(rules: Iterable[Rule]) -> Iterator[str]:
    counted = Counter(cell for rule in rules if rule.primary for cell in cells_of(rule))
    for cell in product(KINDS, KINDS):
        if counted[cell] != 1:
            yield f"train {cell[0]} × val {cell[1]}: {counted[cell]} primary rules, wanted exactly one"
