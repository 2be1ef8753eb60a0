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
from diagnose.cli.verbs import MAIN, VERBS
from diagnose.errors import DiagnoseError, ReadError
from diagnose.model import Source
from diagnose.readers import READERS
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.readers.core.reader import Fit
from diagnose.reporters.answers import Problem

STDIN = "-"
MOST_NAMED = 3
Result = TypeVar("Result")


class Found:
    """What became of the arguments besides results: logs that failed, and files in folders that are no logs."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.strangers: list[str] = []
        self.bugs = 0

    def fail(self, error: ReadError) -> None:
        """Keep an error for the report."""
        self.problems.append(Problem(error.name, error.message))

    def confess(self, name: str, error: Exception) -> None:
        """Keep an error that is ours, so that it costs this log only; with --debug it is raised instead."""
        if click.get_current_context().obj is DEBUG:
            raise error
        self.bugs += 1
        self.problems.append(Problem(name, f"{name}: {confession(error)}"))

    def notes(self) -> tuple[str, ...]:
        """One sentence about the files that no reader knows, if there are any."""
        if not self.strangers:
            return ()
        named = ", ".join(self.strangers[:MOST_NAMED]) + (", …" if len(self.strangers) > MOST_NAMED else "")
        files = "1 file is" if len(self.strangers) == 1 else f"{len(self.strangers)} files are"
        return (f"{files} no training log that we know and left out: {named}",)


def each(arguments: Sequence[str], found: Found, answer: Callable[[Source], list[Result]]) -> list[Result]:
    """What `answer` makes of every log that the arguments name; a log that fails is kept in `found`, the rest go on."""
    results: list[Result] = []
    for argument in arguments:
        before = len(results), len(found.problems)
        for path, walked in _expand(argument, found):
            try:
                source = _open(path)
            except ReadError as error:
                found.fail(error)
                continue
            try:
                results += answer(source)
            except ReadError as error:
                if walked and not _known(source):
                    found.strangers.append(source.name)
                else:
                    found.fail(error)
            except DiagnoseError:
                raise
            except Exception as error:
                found.confess(source.name, error)
        if (len(results), len(found.problems)) == before:
            found.fail(ReadError(argument, "there is no training log in this folder"))
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


def _expand(argument: str, found: Found) -> Iterator[tuple[str, bool]]:
    """The paths that an argument names, each with whether it was met in a walk through a folder."""
    if argument == STDIN:
        yield argument, False
    elif Path(argument).is_dir():
        yield from _walk(argument, set())
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        if not os.path.lexists(argument) and (meant := _meant_verb(argument)):
            found.fail(ReadError(argument, "there is no such file", hint=meant))
        else:
            yield argument, False
    elif matches := _matches(argument):
        for match in matches:
            yield from _walk(match, set()) if Path(match).is_dir() else ((match, False),)
    else:
        found.fail(ReadError(argument, "no file matches this pattern", hint="check the pattern"))


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


def _meant_verb(argument: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(argument, [verb for verb in VERBS if verb != MAIN], n=1, cutoff=0.7)
    return f"did you mean the verb `{close[0]}`?" if close else ""
