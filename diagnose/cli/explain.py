"""The verb `explain`: one rule in full, for a person."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diagnose.cli.exits import Exit
from diagnose.cli.options import own_rules
from diagnose.cli.streams import COLOUR_CHOICES, screen_of, write

if TYPE_CHECKING:
    from diagnose.rulebook import Rulebook


@click.command()
@click.argument("rule", metavar="CODE|NAME")
@own_rules
@click.option("--color", "colour", type=click.Choice(COLOUR_CHOICES), default="auto", help="Colour in the text.")
def explain(rule: str, rules: tuple[Path, ...], colour: str) -> Exit:
    """Explain a rule: what it means, when it fires, what to change, when not to believe it."""
    from diagnose.reporters.rule_text import explained
    from diagnose.rulebook import load_rulebook
    from diagnose.settings import load_settings

    book = load_rulebook(load_settings(), rules)
    named = book.find(rule)
    if named is None:
        raise click.ClickException(f"there is no rule {rule!r}; {_hint(rule, book)}")
    write(explained(named, screen_of(sys.stdout, colour)), None)
    return Exit.CLEAN


def _hint(word: str, book: Rulebook) -> str:
    known = [name for rule in book.rules for name in (rule.code, rule.name)]
    close = get_close_matches(word, known, n=1) or get_close_matches(word.upper(), known, n=1)
    return f"did you mean {close[0]}?" if close else "`diagnose rules` lists them"
