"""What an action and a piece of advice are once they are loaded, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from diagnose.model import NOTHING, Trial
from diagnose.rulebook.condition import Block

Way: TypeAlias = Literal["multiply", "set", "epoch"]
PLACE = "amount"
"""What stands in braces where the amount goes."""
WAYS = {"raise": 1, "add": 1, "lower": -1, "remove": -1, "stop": -1}
"""The ways in which a setting goes up or down; `set`, `check` and `keep` go neither way."""

LEVERS = {"regularisation": ("fit", -1), "weight_decay": ("fit", -1), "dropout": ("fit", -1), "capacity": ("fit", 1)}
"""Settings that pull at the same rope: to regularise less is to fit more, as a larger model does."""


class Amount(NamedTuple):
    """By how much: the way in which a program does it, and a number, a word, or the name of the fact that tells it."""

    way: Way
    value: float | str | bool
    is_fact: bool = False


class Action(NamedTuple):
    """One thing that a person can change, out of the catalogue.

    `do` are its words, with `{amount}` where the amount stands. `now` names the fact that tells what the setting is at
    present. `means` is the id of the action whose meaning it shares. `clashes` are ids of actions, or settings with a
    way (`capacity:raise`), that are not told beside it; `unfit` the verdicts under which nothing but the deciding rule
    may ask for it; `when` and `unless` what the log must show, as in a rule. `how` has a line of code for each
    framework in which it can be written.
    """

    id: str
    do: str
    setting: str
    change: str
    cost: str
    kinds: tuple[str, ...]
    source: str = ""
    amount: Amount | None = None
    now: str = ""
    means: str = ""
    clashes: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    when: tuple[Block, ...] = ()
    unless: tuple[Block, ...] = ()
    how: Mapping[str, str] = NOTHING
    trial: Trial | None = None

    @property
    def meaning(self) -> str:
        """The id under which it is said once."""
        return self.means or self.id

    @property
    def pull(self) -> tuple[str, int]:
        """What it pulls at and which way: 1 up, -1 down, 0 where it only checks, keeps or sets."""
        lever, sense = LEVERS.get(self.setting, (self.setting, 1))
        return lever, sense * WAYS.get(self.change, 0)

    @property
    def names(self) -> set[str]:
        """By what other actions may name it as one that they clash with."""
        return {self.id, f"{self.setting}:{self.change}"}


class Advice(NamedTuple):
    """An action as a rule asks for it: by how much, where (`when`, `unless`), and what the rule has to say of it."""

    action: Action
    amount: Amount | None = None
    when: tuple[Block, ...] = ()
    unless: tuple[Block, ...] = ()
    note: str = ""
    why: str = ""
    source: str = ""
