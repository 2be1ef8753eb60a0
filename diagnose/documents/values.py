"""What stands in the fields of the documents: numbers, steps, spans, and words out of stated sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config

from diagnose.model import Kind, Severity, Verdict

described = with_config(ConfigDict(use_attribute_docstrings=True))
"""Marks a document in which the text below each field says what the field means."""

Number = float | Literal["NaN", "Infinity", "-Infinity"]
"""A number; those that JSON has not are words."""

Step = int | Number
"""Where on the x axis; a whole number where it is one."""

Span = Annotated[list[Step], Field(min_length=2, max_length=2)]
"""The first and the last step of a stretch."""


def one_of(words: Iterable[str]) -> Any:
    """The mark of a text that is one of these words."""
    return Field(json_schema_extra={"enum": [*words]})


KindWord = Annotated[str, one_of(kind.value for kind in Kind)]
VerdictWord = Annotated[str, one_of(verdict.value for verdict in Verdict)]
SeverityWord = Annotated[str, one_of(severity.word for severity in Severity)]
