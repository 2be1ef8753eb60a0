"""The verb `read`: what was understood of a log, and a converter of any log to tidy JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diagnose.cli.exits import Exit
from diagnose.cli.options import seconds_a_log
from diagnose.cli.streams import COLOUR_CHOICES, screen_of, write

if TYPE_CHECKING:
    from diagnose.model import Source
    from diagnose.reporters.run_text import UnderstoodRun

FORMATS = ("text", "json", "csv")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write it.")
@click.option("--reader", metavar="NAME", help="Read with this reader and no other.")
@seconds_a_log
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here.")
@click.option("--color", "colour", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour in the text.")
def read(
    files: tuple[str, ...], form: str, reader: str | None, time_limit: float, output: Path | None, colour: str
) -> Exit:
    """Show what was understood of a log, or convert it to tidy JSON or CSV.

    A progress bar shows means since the epoch began. What each batch gave is worked out of them, and is what
    `diagnose` judges; both are shown.

    Exit status 3 where a log is missing or holds no curve.
    """
    from diagnose.cli.sources import LeftOut, for_each_log
    from diagnose.reporters.run_text import WRITERS

    left_out = LeftOut()
    runs = for_each_log(files, left_out, lambda source: _understood(source, reader), output, time_limit)
    if runs or form != "text":
        write(WRITERS[form](runs, screen_of(sys.stdout, colour)), output)
    left_out.tell()
    if left_out.bugs:
        return Exit.BUG
    return Exit.UNREADABLE if left_out.failed else Exit.CLEAN


def _understood(source: Source, reader: str | None) -> list[UnderstoodRun]:
    from diagnose import readers, series
    from diagnose.reporters.run_text import UnderstoodRun

    prepared = [series.prepare(run) for run in readers.read(source, reader)]
    return [UnderstoodRun(run, series.recover(run)) for run in prepared]
