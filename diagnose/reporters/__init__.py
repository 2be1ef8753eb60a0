"""Reporters: reports to text, one module a format.

May not: decide, measure, print, read files; what a report does not say is not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from diagnose.reporters.answers import Answers, FailedLog
from diagnose.reporters.screen import Screen

# To add a format: a module with `render(answers, screen) -> str`, and its line here.
REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "text": "diagnose.reporters.text",
        "json": "diagnose.reporters.json_v1",
        "markdown": "diagnose.reporters.markdown",
        "html": "diagnose.reporters.html",
    }
)


def render(form: str, answers: Answers, screen: Screen) -> str:
    """The answers written in the format of that name, which must be one of REPORTERS."""
    written: str = import_module(REPORTERS[form]).render(answers, screen)
    return written


__all__ = ["REPORTERS", "Answers", "FailedLog", "Screen", "render"]
