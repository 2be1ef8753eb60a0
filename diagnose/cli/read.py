"""The verb `read`: what was understood of a log, and a converter of any log to tidy JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diagnose.cli.exits import Exit
from diagnose.cli.streams import COLOUR_CHOICES, screen_of, tell, write

if TYPE_CHECKING:
    from diagnose.model import Run, Source

FORMATS = ("text", "json", "csv")


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write it.")
@click.option("--reader", metavar="NAME", help="Read with this reader and no other.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here.")
@click.option("--color", "colour", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour in the text.")
def read(files: tuple[str, ...], form: str, reader: str | None, output: Path | None, colour: str) -> Exit:
    """Show what was understood of a log, or convert it to tidy JSON or CSV.

    Exit status 3 where a log is missing or holds no curve.
    """
    from diagnose import readers, series
    from diagnose.cli.sources import LeftOut, for_each_log
    from diagnose.reporters.reading import WRITERS

    def answer(source: Source) -> list[Run]:
        return [series.prepare(run) for run in readers.read(source, reader)]

    left_out = LeftOut()
    runs = for_each_log(files, left_out, answer)
    if runs or form != "text":
        write(WRITERS[form](runs, screen_of(sys.stdout, colour)), output)
    for log in left_out.failed:
        tell(log.detail)
    for note in left_out.notes():
        tell(note)
    if left_out.bugs:
        return Exit.BUG
    return Exit.UNREADABLE if left_out.failed else Exit.CLEAN
