"""Colour and weight of text on a screen, and which colour stands for what."""

from __future__ import annotations

import click

from diagnose.model import Report, Severity, Verdict
from diagnose.reporters.screen import Screen

SEVERITY_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "green"}
CURVE_COLOURS = {"train": "cyan", "val": "magenta"}
FAINT = "bright_black"


def colour_of(report: Report) -> str:
    """The colour of a report's verdict; grey where nothing was decided, which is neither healthy nor sick."""
    return FAINT if report.verdict is Verdict.INCONCLUSIVE else SEVERITY_COLOURS[report.severity]


def painted(text: str, colour: str, screen: Screen) -> str:
    """The text in a colour, plain where the screen shows none."""
    return click.style(text, fg=colour) if screen.colour else text


def bold(text: str, screen: Screen, colour: str | None = None) -> str:
    """The text in bold letters, plain where the screen shows no colour."""
    return click.style(text, bold=True, fg=colour) if screen.colour else text
