"""Texts of rules with the facts of a run written into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from diagnose.model import Fact

FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([^{}]*))?\}")


def fields_of(text: str) -> Iterable[str]:
    """The names of the facts that a text writes out."""
    return (found[1] for found in FIELD.finditer(text))


def fill(text: str, get: Callable[[str], Fact | None]) -> str:
    """The text with each `{fact:format}` replaced by the fact's value; what was not measured reads `unknown`."""
    if "{" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        fact = get(found[1])
        if fact is None:
            return "unknown"
        if isinstance(fact.value, float) and not found[2]:
            return f"{fact.value:g}" if fact.unit != "step" else f"{fact.value:.0f}"
        return format(fact.value, found[2] or "")

    return FIELD.sub(value, text)
