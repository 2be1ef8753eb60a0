"""Advice of the catalogue put into words and into code, with its amount for one run."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from diagnose.facts.fact import Unit
from diagnose.facts.measurements import Measurements
from diagnose.model import Recommendation, Snippet, Trial
from diagnose.rulebook.action import PLACE, Action, Advice, Amount, Way
from diagnose.rulebook.setup import framework_of
from diagnose.rulebook.text import fields_of, fill
from diagnose.writing import percent, short, whole

Known: TypeAlias = float | str | bool

MULTIPLES = {
    1.5: "half as many again",
    0.001: "to a thousandth",
    0.01: "to a hundredth",
    0.1: "to a tenth",
    0.25: "to a quarter",
    0.3: "to a third",
    0.66: "to two thirds",
    0.5: "to half of what it is",
    2.0: "to twice what it is",
    3.0: "threefold",
    10.0: "tenfold",
    100.0: "a hundredfold",
}
COUNTED = frozenset((Unit.SAMPLES, Unit.EPOCHS, Unit.STEPS))
WHOLE = frozenset(("batch_size", "epochs"))
"""Settings that are whole numbers."""
MONITOR = "{val}"
AMOUNT = f"{{{PLACE}}}"


class Measure(NamedTuple):
    """An amount for one run: the way, the number or word, and what the setting is now, where that is known."""

    way: Way
    value: Known
    now: float | None = None
    counted: bool = False

    @property
    def new(self) -> float | None:
        """What the setting will be, where that is known."""
        if self.now is None or isinstance(self.value, str):
            return None
        new = self.now * float(self.value)
        return max(1.0, float(round(new))) if self.counted else new

    @property
    def moves(self) -> bool:
        """Whether it changes anything: a batch of one that is halved stays a batch of one."""
        return self.way != "multiply" or (self.value != 1.0 and (self.new is None or self.new != self.now))


def recommendation(advice: Advice, code: str, m: Measurements) -> Recommendation | None:
    """The advice as it is given for this run; None where its amount cannot be told, or would change nothing."""
    action = advice.action
    stated = advice.amount or action.amount
    amount = None if stated is None else _measured(stated, action, m)
    if stated is not None and (amount is None or not amount.moves):
        return None
    do = action.do if amount is None else action.do.replace(AMOUNT, _words(amount))
    return Recommendation(
        action.id,
        fill(_with(do, _note_for(advice, m), action.change), m),
        action.setting,
        action.change,
        None if amount is None else {amount.way: amount.value},
        _snippet(action, amount, m),
        (code,),
        action.cost,
        action.trial,
        fill(advice.why, m),
        advice.source or action.source,
    )


def as_recommendation(advice: Advice) -> Recommendation:
    """The advice as it stands in its rule, with the facts that a run will tell named in braces."""
    action = advice.action
    stated = advice.amount or action.amount
    return Recommendation(
        action.id,
        stated_words(advice),
        action.setting,
        action.change,
        None if stated is None or stated.is_fact else {stated.way: stated.value},
        cost=action.cost,
        trial=action.trial,
        why=advice.why,
        source=advice.source or action.source,
    )


def stated_words(advice: Advice) -> str:
    """The words of a piece of advice as it stands in its rule."""
    stated = advice.amount or advice.action.amount
    if stated is None:
        return _with(advice.action.do, advice.note, advice.action.change)
    words = f"{{{stated.value}}}" if stated.is_fact else _words(Measure(stated.way, stated.value))
    return _with(advice.action.do.replace(AMOUNT, words), advice.note, advice.action.change)


def bounds_of(advice: Advice) -> str:
    """Where a rule gives the advice, in words: `only where train.above_first >= 30`; empty where it always does."""
    told = []
    for word, blocks in (("only where", advice.when), ("not where", advice.unless)):
        if blocks:
            wholes = [" and ".join(f"{each.fact} {each}" for each in block) for block in blocks]
            told.append(f"{word} {', or '.join(wholes)}")
    return "; ".join(told)


def tried(trial: Trial) -> str:
    """What became of an action when it was tried, as a sentence goes on: `helped in 38 of 41 trial runs, …`."""
    helped, harmed = round(trial.helped * trial.runs), round(trial.harmed * trial.runs)
    return f"helped in {helped} of {trial.runs} trial runs, harmed in {harmed}"


def _with(do: str, note: str, change: str) -> str:
    """The words with a note; of a check it says what to look at, in place of what one looks at as a rule."""
    if not note:
        return do
    head, colon, _ = do.partition(": ")
    return f"{head}: {note}" if colon and change == "check" else f"{do}, {note}"


def _note_for(advice: Advice, m: Measurements) -> str:
    """The note of a piece of advice, none where a fact that it tells was not measured."""
    note = advice.note
    return "" if "{" in note and any(m[name] is None for name in fields_of(note)) else note


def _measured(amount: Amount, action: Action, m: Measurements) -> Measure | None:
    value: Known | None = m.number(str(amount.value)) if amount.is_fact else amount.value
    if value is None:
        return None
    now = m[action.now] if action.now and amount.way == "multiply" else None
    if now is None:
        return Measure(amount.way, value)
    return Measure(amount.way, value, float(now.value), now.unit in COUNTED)


@lru_cache(maxsize=512)
def _words(amount: Measure) -> str:
    """The amount as a sentence has it: `from 0.3 to 0.03`, `to a tenth`, `1e-4`, `12`."""
    if isinstance(amount.value, str):
        return amount.value
    if amount.way == "epoch":
        return whole(amount.value)
    if amount.way == "set":
        return _written(amount.value)
    if amount.now is not None and amount.new is not None:
        write = whole if amount.counted else short
        return f"from {write(amount.now)} to {write(amount.new)}"
    if amount.value in MULTIPLES:
        return MULTIPLES[amount.value]
    return f"{short(amount.value, 2)} times" if amount.value > 1.0 else f"to {percent(amount.value)}"


def _snippet(action: Action, amount: Measure | None, m: Measurements) -> Snippet | None:
    framework = m.once(framework_of)
    line = action.how.get(framework) if framework is not None else None
    if framework is None or line is None:
        return None
    if amount is not None:
        line = line.replace(AMOUNT, _code(amount, action.setting))
    return Snippet(framework, line.replace(MONITOR, "val_loss" if m.val_series is None else m.val_series.name))


@lru_cache(maxsize=512)
def _code(amount: Measure, setting: str) -> str:
    """The amount as a line of code has it: the new value where it is known, else what to multiply the old one by."""
    if isinstance(amount.value, bool):
        return str(amount.value)
    if isinstance(amount.value, str):
        return amount.value
    if amount.way != "multiply":
        return f"{amount.value:g}"
    if amount.new is not None:
        return f"{amount.new:.0f}" if amount.counted else f"{amount.new:.4g}"
    product = f"{amount.value:g} * {setting}"
    return f"int({product})" if setting in WHOLE and amount.value % 1.0 else product


def _written(value: float) -> str:
    """A number to be set, small ones with an exponent as a program has them: 1e-4."""
    return f"{value:.0e}".replace("e-0", "e-") if 0.0 < value < 1e-3 else short(value)
