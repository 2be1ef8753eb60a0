"""Texts of rules with the facts of a run written into them, and the summary that is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from diagnose.facts.fact import written
from diagnose.model import Fact, Finding, Recommendation

FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
BRACES = re.compile(r"\{([^{}]*)\}")


def summary(first: Finding | None, advice: Sequence[Recommendation]) -> str:
    """What the deciding finding says and what to do first of its advice, in whole sentences."""
    if first is None:
        return "No rule could decide; see what is missing under skipped."
    todo = next((f" {each.do}." for each in advice if first.code in each.because), "")
    return f"{first.message[:1].upper()}{first.message[1:]}.{todo}"


def braces_of(text: str) -> Iterable[str]:
    """What stands in braces in a text: names of facts, or what was meant to be one."""
    return BRACES.findall(text)


def fields_of(text: str) -> Iterable[str]:
    """The names of the facts that a text writes out."""
    return _parts(text)[1::2]


def fill(text: str, facts: Mapping[str, Fact | None]) -> str:
    """The text with each `{fact}` replaced by the fact as it is written; what was not measured reads `unknown`."""
    if "{" not in text:
        return text
    plain, *rest = _parts(text)
    fields = zip(rest[::2], rest[1::2], strict=True)
    return plain + "".join([_written(facts[name]) + after for name, after in fields])


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, ...]:
    """The text before the first field, then of each field its name and the text after it."""
    return tuple(FIELD.split(text))


def _written(fact: Fact | None) -> str:
    return "unknown" if fact is None else written(fact.value, fact.unit)
