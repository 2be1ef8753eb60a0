"""The verb `rules`: all rules, and the check of their files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagnose.cli.exits import Exit
from diagnose.cli.options import own_rules
from diagnose.cli.streams import COLOUR_CHOICES, screen_of, tell, write

FORMATS = ("text", "json")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write the list.")
@click.option("--check", is_flag=True, help="Check the rule files and run the examples in them; exit 1 on a fault.")
@own_rules
@click.option("--color", "colour", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour in the text.")
def rules(form: str, check: bool, rules: tuple[Path, ...], colour: str) -> Exit:
    """List the rules, or check their files with --check."""
    if check:
        return _check(rules)
    from diagnose.reporters.rule_text import LISTINGS
    from diagnose.rulebook import load_rulebook
    from diagnose.settings import load_settings

    book = load_rulebook(load_settings(), rules)
    write(LISTINGS[form](book.rules, screen_of(sys.stdout, colour)), None)
    return Exit.CLEAN


def _check(paths: tuple[Path, ...]) -> Exit:
    from diagnose.cli.checking import check_rules

    checked, breaches = check_rules(paths)
    for breach in breaches:
        tell(breach)
    if not breaches:
        write(f"{checked} rules checked, their examples included: no faults", None)
    return Exit.FINDING if breaches else Exit.CLEAN
