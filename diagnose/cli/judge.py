"""The main verb and its options; what it does is imported when it is called, so that the help is there at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from diagnose.cli.exits import Exit
from diagnose.cli.options import own_rules, seconds_a_log
from diagnose.cli.streams import COLOUR_CHOICES
from diagnose.reporters import REPORTERS
from diagnose.settings import FAIL_ON

FILE = click.Path(dir_okay=False, path_type=Path)


def _codes(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """The codes of all uses of an option, each use holding one or several apart by commas."""
    return tuple(code.strip() for words in given for code in words.split(",") if code.strip())


@click.command("run")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="How to write the report.")
@click.option("--output", type=FILE, metavar="FILE", help="Write the report here.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit 1 on a finding of this severity or above [error].")
@click.option("--allow-inconclusive", is_flag=True, help="Exit 0 where nothing could be decided.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever the findings; the statuses 2 and 3 stay.")
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    metavar="CODES",
    help="Report only these rules, by code or by family (TD401,TD2).",
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Do not report these rules.")
@own_rules
@click.option(
    "--settings",
    "settings_file",
    type=FILE,
    metavar="FILE",
    help="The settings file [the nearest diagnose.toml or pyproject.toml].",
)
@click.option("--reader", metavar="NAME", help="Read with this reader and no other.")
@click.option("--train", metavar="NAME", help="The series to take for the training curve.")
@click.option("--val", metavar="NAME", help="The series to take for the validation curve.")
@seconds_a_log
@click.option("-q", "--quiet", "detail", flag_value="line", help="One line a run.")
@click.option("-v", "--verbose", "detail", flag_value="whole", help="Evidence, reasons, sources and all advice.")
@click.option("--color", "colour", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour in the text.")
def judge(**chosen: Any) -> Exit:
    """Judge training runs: what is wrong, since when, how sure, what to change."""
    from diagnose.cli.judging import Wish, judge_runs

    return judge_runs(Wish(**chosen))
