"""A user's thresholds: other bounds on one condition of one block of one rule.

May not: read settings files, judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from diagnose.errors import SettingsError, nearest
from diagnose.rulebook.condition import BOUNDS, Condition
from diagnose.rulebook.rule import Rule

ADDRESS = re.compile(r"(?P<code>[A-Za-z]+\d+)(?:\[(?P<table>when|unless)(?: (?P<number>\d+))?\])?\.(?P<fact>.+)")
PLACE = "thresholds"


class Address(NamedTuple):
    """Where a condition stands: its table (`when` or `unless`), the number of its block from 1, and its fact."""

    table: str
    number: int
    fact: str

    def written(self, code: str) -> str:
        """The address as a key of the settings, such as `TD303[when 2].val.rise`."""
        return f"{code}[{self.table} {self.number}].{self.fact}"


def with_threshold(rules: Mapping[str, Rule], key: str, bounds: Mapping[str, float]) -> Rule:
    """The rule that `key` names, with other bounds on the condition that it names.

    `CODE.fact` will do where the rule has one condition on the fact; where it has several, `CODE[when 2].fact` or
    `CODE[unless 1].fact` tells which. A bound that is not given stays.

    Raises:
        SettingsError: there is no such rule, condition or bound, or there are several such conditions.
    """
    if unknown := set(bounds) - set(BOUNDS):
        raise SettingsError(PLACE, f"{key}: {unknown.pop()!r} is no bound; bounds are {', '.join(BOUNDS)}")
    address = ADDRESS.fullmatch(key)
    if address is None or address["code"].upper() not in rules:
        hint = nearest(key.partition(".")[0], rules)
        raise SettingsError(PLACE, f"{key!r} names no rule and fact, as TD201.val.rise_after_best does; {hint}")
    rule = rules[address["code"].upper()]
    return _replaced(rule, _addressed(rule, key, address), bounds)


def _addressed(rule: Rule, key: str, asked: re.Match[str]) -> Address:
    of_fact = [address for address, _ in _conditions(rule) if address.fact == asked["fact"]]
    if not of_fact:
        known = [address.fact for address, condition in _conditions(rule) if condition.one_of is None]
        raise SettingsError(
            PLACE, f"{rule.code} has no condition on {asked['fact']!r} with bounds; {nearest(asked['fact'], known)}"
        )
    fitting = [
        address
        for address in of_fact
        if asked["table"] in (None, address.table) and asked["number"] in (None, str(address.number))
    ]
    if len(fitting) != 1:
        choices = " or ".join(address.written(rule.code) for address in of_fact)
        raise SettingsError(PLACE, f"{key!r} names {len(fitting) or 'none'} of its conditions; write {choices}")
    return fitting[0]


def _conditions(rule: Rule) -> Iterator[tuple[Address, Condition]]:
    """The conditions with bounds, each with its address."""
    for table, blocks in (("when", rule.when), ("unless", rule.unless)):
        for number, block in enumerate(blocks, 1):
            for condition in block:
                if condition.one_of is None:
                    yield Address(table, number, condition.fact), condition


def _replaced(rule: Rule, address: Address, bounds: Mapping[str, float]) -> Rule:
    blocks = list(getattr(rule, address.table))
    block = blocks[address.number - 1]
    blocks[address.number - 1] = tuple(
        condition._replace(**bounds) if condition.fact == address.fact else condition for condition in block
    )
    if address.table == "when":
        return rule._replace(when=tuple(blocks))
    return rule._replace(unless=tuple(blocks))
