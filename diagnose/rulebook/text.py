"""Texts of rules with the facts of a run written into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from diagnose.model import Fact

FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([^{}]*))?\}")


def fields_of(text: str) -> Iterable[str]:
    """The names of the facts that a text writes out."""
    return (name for name, _, _ in _parts(text)[1])


def fill(text: str, facts: Mapping[str, Fact | None]) -> str:
    """The text with each `{fact:format}` replaced by the fact's value; what was not measured reads `unknown`."""
    if "{" not in text:
        return text
    plain, fields = _parts(text)
    return plain + "".join([_written(facts[name], form) + after for name, form, after in fields])


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[str, tuple[tuple[str, str | None, str], ...]]:
    """The text before the first field, then of each field its name, its format and the text after it."""
    plain, *rest = FIELD.split(text)
    return plain, tuple(zip(rest[0::3], rest[1::3], rest[2::3], strict=True))


def _written(fact: Fact | None, form: str | None) -> str:
    if fact is None:
        return "unknown"
    if isinstance(fact.value, float) and not form:
        return f"{fact.value:g}" if fact.unit != "step" else f"{fact.value:.0f}"
    return format(fact.value, form or "")
