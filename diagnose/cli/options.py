"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

own_rules = click.option(
    "--rules",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Rules of your own: a file or a folder. Repeatable.",
)
