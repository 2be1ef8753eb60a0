"""Where output goes, and what the place can show: colour, width, letters beyond ASCII."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

import click

from diagnose.reporters.plain_text import plain
from diagnose.reporters.screen import Screen

COLOUR_CHOICES = ("auto", "always", "never")
WIDEST = 100
NARROWEST = 40


def screen_of(stream: TextIO | None, colour: str = "auto") -> Screen:
    """What a stream can show, None being a file in UTF-8.

    For colour `--color` goes before NO_COLOR, that before FORCE_COLOR, and that before whether it is a terminal.
    """
    width = min(WIDEST, max(NARROWEST, _columns()))
    return Screen(width=width, colour=_wants_colour(stream, colour), unicode=_shows_unicode(stream))


def _columns() -> int:
    """The width of the terminal; COLUMNS goes before it."""
    # `shutil.get_terminal_size` would do, but importing shutil imports three archive formats.
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else WIDEST
    except (OSError, ValueError):
        return WIDEST


def _wants_colour(stream: TextIO | None, colour: str) -> bool:
    if colour != "auto" or stream is None:
        return colour == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _shows_unicode(stream: TextIO | None) -> bool:
    if stream is None:
        return True
    try:
        "⣿▲─·".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(text: str, output: Path | None) -> None:
    """Write text to a file, or to standard output, where letters it lacks are written as escapes.

    Raises:
        UsageError: the file cannot be written.
    """
    text = text if text.endswith("\n") or not text else text + "\n"
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="backslashreplace")
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written ({error.strerror or error})") from None


def tell(message: str) -> None:
    """Write one message for a person to standard error."""
    click.echo(f"diagnose: {plain(message)}", err=True)
