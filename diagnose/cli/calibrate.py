"""The verb `calibrate`: limits and confidences refitted to a user's own labelled runs, as a settings file."""

from __future__ import annotations

from pathlib import Path

import click

from diagnose.cli.exits import Exit
from diagnose.cli.streams import tell, write


@click.command()
@click.argument("labelled", metavar="LABELLED.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the settings here."
)
@click.option("--keep-limits", is_flag=True, help="Fit the confidences alone and leave the limits as they are.")
@click.option("--settings", type=click.Path(path_type=Path), metavar="FILE", help="Start from these settings.")
def calibrate(labelled: Path, output: Path | None, keep_limits: bool, settings: Path | None) -> Exit:
    """Refit limits and confidences to labelled runs and write a settings file.

    Each line of LABELLED.jsonl holds `history` (lists by name) and `diagnosis`, and may hold `acceptable` (a list),
    `train_trend` and `val_trend`. The figures go to standard error: verdicts accepted before, after, and on runs that
    were held out of the fit.
    """
    from diagnose.calibration import FEWEST, calibrate, read_labelled
    from diagnose.cli.sources import is_same_file, replaces_log
    from diagnose.pipeline import Options
    from diagnose.rulebook import load_rulebook
    from diagnose.settings import load_settings

    if output is not None and is_same_file(str(labelled), output):
        raise replaces_log(str(labelled))
    runs = read_labelled(labelled)
    if len(runs) < FEWEST:
        raise click.UsageError(f"{labelled}: {len(runs)} labelled runs are too few; at least {FEWEST} are needed.")
    fitted = calibrate(runs, Options(load_rulebook(load_settings(settings))), move_limits=not keep_limits)
    write(fitted.to_toml(), output)
    held_out = fitted.held_out
    tell(
        f"accepted of {len(runs)} runs: {fitted.before:.1%} before, {fitted.after:.1%} after, "
        f"{held_out.right:.1%} where held out (five-fold cross-validation)"
    )
    tell(f"held out, {held_out.sure_share:.0%} state 0.9 or more; of these {held_out.sure_right:.1%} are accepted")
    return Exit.CLEAN
