"""The verb `rules`: all rules, and the audit that holds them together."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diagnose.cli.exits import Exit
from diagnose.cli.options import own_rules
from diagnose.cli.streams import COLOURS, screen_of, tell, write

FORMATS = ("text", "json")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write the list.")
@click.option("--check", is_flag=True, help="Audit the rules, the examples in them included; exit 1 on a breach.")
@own_rules
@click.option("--color", "colour", type=click.Choice(COLOURS), default="auto", help="Colour in the text.")
def rules(form: str, check: bool, rules: tuple[Path, ...], colour: str) -> Exit:
    """List the rules, or audit them with --check."""
    if check:
        return _audit(rules)
    from diagnose.reporters.rule_text import LISTINGS
    from diagnose.rulebook import load_rulebook
    from diagnose.settings import load_settings

    book = load_rulebook(load_settings(), rules)
    write(LISTINGS[form](book.rules, screen_of(sys.stdout, colour)), None)
    return Exit.CLEAN


def _audit(paths: tuple[Path, ...]) -> Exit:
    from diagnose.cli.audit import breaches

    checked, found = breaches(paths)
    for breach in found:
        tell(breach)
    if not found:
        write(f"{checked} rules checked, their examples included: nothing to mend", None)
    return Exit.FINDING if found else Exit.CLEAN
