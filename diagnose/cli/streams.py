"""Where output goes, and what the place can show: colour, width, letters beyond ASCII."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from diagnose.reporters.plain_text import plain
from diagnose.reporters.screen import Screen
from diagnose.writing import without_surrogates

STDOUT = "standard output"
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
        ClickException: the file, or standard output, cannot be written.
    """
    text = without_surrogates(text if text.endswith("\n") or not text else text + "\n")
    try:
        if output is None:
            _print(text)
        else:
            output.write_text(text, encoding="utf-8")
    except BrokenPipeError:
        raise
    except OSError as error:
        if output is None:
            drop(sys.stdout)
        raise unwritable(output or STDOUT, error) from None


def _print(text: str) -> None:
    if sys.stdout is None:
        raise OSError("it is closed")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text)
    sys.stdout.flush()


def flush() -> None:
    """Hand on what is buffered for standard output, if there is one."""
    if sys.stdout is not None:
        sys.stdout.flush()


def unwritable(place: Path | str, error: OSError) -> click.ClickException:
    """What is said of a place that takes no output."""
    return click.ClickException(f"{place} cannot be written ({error.strerror or error})")


def tell(message: str) -> None:
    """Write one message for a person to standard error; where that takes nothing, the exit status has to do."""
    try:
        click.echo(f"diagnose: {plain(without_surrogates(message))}", err=True)
    except OSError:
        drop(sys.stderr)


def drop(stream: TextIO | None) -> None:
    """Let what is still buffered, and all that follows, go nowhere, so that the end of the process does not fail."""
    if stream is not None:
        with suppress(OSError, ValueError):
            number = stream.fileno()
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
