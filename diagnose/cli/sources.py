"""The arguments RUN... become logs: files, folders, globs and standard input, each bad one by itself."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from diagnose.cli.confession import DEBUG, confession
from diagnose.cli.streams import tell
from diagnose.cli.verbs import MAIN, VERBS
from diagnose.errors import DiagnoseError, ReadError
from diagnose.model import Source
from diagnose.readers import READERS
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.readers.core.reader import Fit
from diagnose.reporters.answers import FailedLog

STDIN = "-"
MOST_NAMED = 3
Result = TypeVar("Result")


class LeftOut:
    """What became of the arguments besides results: logs that failed, and files in folders that are no logs."""

    def __init__(self) -> None:
        self.failed: list[FailedLog] = []
        self.strangers: list[str] = []
        self.bugs = 0

    def keep(self, error: ReadError) -> None:
        """Keep an error for the report."""
        self.failed.append(FailedLog(error.name, error.message))

    def confess(self, name: str, error: Exception) -> None:
        """Keep an error that is ours, so that it costs this log only; with --debug it is raised instead."""
        if click.get_current_context().obj is DEBUG:
            raise error
        self.bugs += 1
        self.failed.append(FailedLog(name, f"{name}: {confession(error)}"))

    def notes(self) -> tuple[str, ...]:
        """One sentence about the files that no reader knows, if there are any."""
        if not self.strangers:
            return ()
        named = ", ".join(self.strangers[:MOST_NAMED]) + (", …" if len(self.strangers) > MOST_NAMED else "")
        files = "1 file is" if len(self.strangers) == 1 else f"{len(self.strangers)} files are"
        return (f"{files} no training log that we know and left out: {named}",)

    def tell(self) -> None:
        """Write all of it to standard error."""
        for message in (*(log.detail for log in self.failed), *self.notes()):
            tell(message)


def for_each_log(arguments: Sequence[str], left_out: LeftOut, work: Callable[[Source], list[Result]]) -> list[Result]:
    """What `work` makes of every log that the arguments name; one that fails is kept in `left_out`, the rest go on."""
    results: list[Result] = []
    for argument in arguments:
        before = len(results), len(left_out.failed)
        for path, walked in _expand(argument, left_out):
            try:
                source = _open(path)
            except ReadError as error:
                left_out.keep(error)
                continue
            try:
                results += work(source)
            except ReadError as error:
                if walked and not _known(source):
                    left_out.strangers.append(source.name)
                else:
                    left_out.keep(error)
            except DiagnoseError:
                raise
            except Exception as error:
                left_out.confess(source.name, error)
        if (len(results), len(left_out.failed)) == before:
            left_out.keep(ReadError(argument, "there is no training log in this folder"))
    return results


def _open(path: str) -> Source:
    if path == STDIN:
        return open_bytes(sys.stdin.buffer.read(), "standard input")
    log = Path(path)
    if log.is_fifo():  # a pipe that the shell names, as in `diagnose <(zcat log)`, can be read only once
        return open_bytes(log.read_bytes(), path)
    return open_path(log, path)


def _known(source: Source) -> bool:
    return any(reader.sniff(source) is Fit.YES for reader in READERS.for_text(source.text))


def _expand(argument: str, left_out: LeftOut) -> Iterator[tuple[str, bool]]:
    """The paths that an argument names, each with whether it was met in a walk through a folder."""
    if argument == STDIN:
        yield argument, False
    elif Path(argument).is_dir():
        yield from _walk(argument, set())
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        if not os.path.lexists(argument) and (hint := _verb_hint(argument)):
            left_out.keep(ReadError(argument, "there is no such file", hint=hint))
        else:
            yield argument, False
    elif matches := _matches(argument):
        for match in matches:
            yield from _walk(match, set()) if Path(match).is_dir() else ((match, False),)
    else:
        left_out.keep(ReadError(argument, "no file matches this pattern", hint="check the pattern"))


def _matches(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 Path.glob takes no absolute pattern


def _walk(folder: str, seen: set[str]) -> Iterator[tuple[str, bool]]:
    """The folder itself where a reader takes it as a whole, else its files and what its subfolders hold, by name.

    Links are followed, but no folder is entered twice.
    """
    if (place := os.path.realpath(folder)) in seen:
        return
    seen.add(place)
    if _taken_as_a_whole(folder):
        yield folder, False
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except PermissionError:
        yield folder, False
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, seen)
        elif entry.is_file():
            yield entry.path, True


def _taken_as_a_whole(folder: str) -> bool:
    source = Source(folder, path=Path(folder))
    return any(reader.sniff(source) is not Fit.NO for reader in READERS.for_text(source.text))


def _verb_hint(argument: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(argument, [verb for verb in VERBS if verb != MAIN], n=1, cutoff=0.7)
    return f"did you mean the verb `{close[0]}`?" if close else ""
