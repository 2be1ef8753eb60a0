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

seconds_a_log = click.option(
    "--time-limit",
    type=click.FloatRange(min=0.0, min_open=True),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="What one log may take; what is understood by then is reported.",
)
