"""Where the command starts and ends: every way it can go wrong becomes one line and an exit status."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Never

import click

from diagnose.cli.confession import DEBUG, confession
from diagnose.cli.exits import Exit
from diagnose.cli.streams import STDOUT, drop, flush, tell, unwritable
from diagnose.cli.verbs import Verbs
from diagnose.errors import DiagnoseError, ReadError
from diagnose.version import __version__

HELP = """Read the log that a training run wrote and say what is wrong: since when, how sure, what to change.

RUN is a file, a folder, a glob or - for standard input. A log that is named like a verb is given by its path:
./rules.

Exit status: 0 clean, 1 a finding at or above --fail-on, 2 usage or settings, 3 a log is missing or unreadable,
4 nothing could be decided. Of several runs the worst counts, in the order 3, 1, 4."""

SELDOM = 50_000
"""New objects between two collections of garbage: what one run needs makes fewer, and almost none of it in cycles."""


@click.group("diagnose", cls=Verbs, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="diagnose")
def diagnose() -> None:
    """The group itself does nothing."""


def main(arguments: Sequence[str] | None = None) -> Never:
    """Run the command and end the process with its exit status."""
    gc.set_threshold(SELDOM)
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG if DEBUG in words else None
    if debug:
        words.remove(DEBUG)
    try:
        status = int(diagnose.main(words, prog_name="diagnose", standalone_mode=False, obj=debug) or 0)
        flush()
    except click.UsageError as error:
        _show(error)
        status = Exit.USAGE
    except click.ClickException as error:
        tell(error.format_message())
        status = Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        status = Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # click turns a broken pipe within a verb into an exit of its own
        drop(sys.stdout)
        status = Exit.CLEAN
    except DiagnoseError as error:
        for line in str(error).splitlines():
            tell(line)
        status = Exit.UNREADABLE if isinstance(error, ReadError) else Exit.USAGE
    except Exception as error:
        if debug:
            raise
        status = _unforeseen(error)
    gc.freeze()  # what lives until the end need not be looked through once more at the end: a tenth of a short command
    sys.exit(int(status))


def _unforeseen(error: Exception) -> Exit:
    if isinstance(error, OSError) and error.filename is None:  # what click wrote itself, such as the help
        drop(sys.stdout)
        tell(unwritable(STDOUT, error).format_message())
        return Exit.USAGE
    tell(confession(error))
    return Exit.BUG


def _show(error: click.UsageError) -> None:
    try:
        error.show()
    except OSError:
        drop(sys.stderr)
