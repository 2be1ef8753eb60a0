"""The arguments RUN... become logs: files, folders, globs and standard input, each bad one by itself."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeVar

import click

from diagnose.cli.alarm import TimeUp, time_limit
from diagnose.cli.confession import DEBUG, confession
from diagnose.cli.streams import tell
from diagnose.cli.verbs import MAIN, VERBS
from diagnose.errors import DiagnoseError, ReadError
from diagnose.model import Source
from diagnose.readers import READERS
from diagnose.readers.core.opening import open_path, open_stream, unreadable
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


def for_each_log(
    arguments: Sequence[str],
    left_out: LeftOut,
    work: Callable[[Source], list[Result]],
    output: Path | None,
    seconds: float,
) -> list[Result]:
    """What `work` makes of every log that the arguments name; one that fails is kept in `left_out`, the rest go on.

    Each may take so many seconds, once it is open.

    Raises:
        UsageError: `output` is one of these logs, which the report would replace.
    """
    results: list[Result] = []
    for argument in arguments:
        before = len(results), len(left_out.failed)
        for path, walked in _expand(argument, left_out):
            is_output = output is not None and is_same_file(path, output)
            if is_output and not walked:
                raise replaces_log(path)
            logs = _worked(path, walked, left_out, partial(_in_time, work, seconds))
            if is_output and logs:
                raise replaces_log(path)
            results += logs
        if (len(results), len(left_out.failed)) == before:
            left_out.keep(ReadError(argument, "there is no training log in this folder"))
    return results


def _in_time(work: Callable[[Source], list[Result]], seconds: float, source: Source) -> list[Result]:
    try:
        with time_limit(seconds):
            return work(source)
    except TimeUp:
        hint = "--time-limit gives it more"
        raise ReadError(source.name, f"it was not understood within {seconds:g} s", hint=hint) from None


def _worked(path: str, walked: bool, left_out: LeftOut, work: Callable[[Source], list[Result]]) -> list[Result]:
    """What `work` makes of a path; nothing where it fails, which is kept in `left_out`."""
    source = None
    try:
        source = _open(path)
        return work(source)
    except ReadError as error:
        if walked and source is not None and not _known(source):
            left_out.strangers.append(source.name)
        else:
            left_out.keep(error)
    except DiagnoseError:
        raise
    except OSError as error:
        left_out.keep(unreadable(path, error))
    except Exception as error:
        left_out.confess(path if source is None else source.name, error)
    return []


def is_same_file(path: str, output: Path) -> bool:
    """Whether writing the output would replace the file at a path, or the one that is standard input."""
    try:
        read = os.fstat(sys.stdin.fileno()) if path == STDIN else os.stat(path)  # noqa: PTH116 of a descriptor as well
        written = output.stat()
    except (OSError, ValueError, AttributeError):
        return False
    return S_ISREG(read.st_mode) and os.path.samestat(read, written)


def replaces_log(path: str) -> click.UsageError:
    """What is said where the output is a log that is read."""
    named = "standard input" if path == STDIN else path
    return click.UsageError(f"--output names {named}, a log to be read; the report would replace it.")


def _open(path: str) -> Source:
    if path == STDIN:
        if sys.stdin is None:
            raise ReadError("standard input", "it is closed")
        return open_stream(sys.stdin.buffer, "standard input")
    return open_path(Path(path), path)


def _known(source: Source) -> bool:
    return any(reader.sniff(source) is Fit.YES for reader in READERS.for_text(source.text))


def _expand(argument: str, left_out: LeftOut) -> Iterator[tuple[str, bool]]:
    """The paths that an argument names, each with whether it was met in a walk through a folder."""
    if argument == STDIN:
        yield argument, False
    elif not argument:
        left_out.keep(ReadError("''", "an empty argument names no log", hint="a file, a folder or - was expected"))
    elif os.path.isdir(argument):  # noqa: PTH112 raises nothing, where Path does
        yield from _walk(argument, left_out)
    elif os.path.lexists(argument) or not glob.has_magic(argument):
        if not os.path.lexists(argument) and (hint := _verb_hint(argument)):
            left_out.keep(ReadError(argument, "there is no such file", hint=hint))
        else:
            yield argument, False
    else:
        yield from _matching(argument, left_out)


def _matching(pattern: str, left_out: LeftOut) -> Iterator[tuple[str, bool]]:
    try:
        matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 Path.glob takes no absolute pattern
    except RecursionError:
        left_out.keep(ReadError(pattern, "the folders are nested too deep for a pattern", hint="name the folder"))
        return
    if not matches:
        left_out.keep(ReadError(pattern, "no file matches this pattern", hint="check the pattern"))
    for match in matches:
        if os.path.isdir(match):  # noqa: PTH112 raises nothing, where Path does
            yield from _walk(match, left_out)
        else:
            yield match, False


def _walk(top: str, left_out: LeftOut) -> Iterator[tuple[str, bool]]:
    """The folder itself where a reader takes it as a whole, else its files and what its subfolders hold, by name.

    Links are followed, but no folder is entered twice. What cannot be entered is kept in `left_out`.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116 the path of a folder met in a walk stays text
            if not S_ISDIR(status.st_mode):
                if S_ISREG(status.st_mode):
                    yield path, True
                continue
            if (place := (status.st_dev, status.st_ino)) in seen:
                continue
            seen.add(place)
            if _taken_as_a_whole(path):
                yield path, False
                continue
            with os.scandir(path) as entries:
                names = sorted((entry.name for entry in entries if not entry.name.startswith(".")), reverse=True)
        except OSError as error:
            left_out.keep(unreadable(path, error))
            continue
        waiting += [os.path.join(path, name) for name in names]  # noqa: PTH118 keeps what the user typed


def _taken_as_a_whole(folder: str) -> bool:
    source = Source(folder, path=Path(folder))
    return any(reader.sniff(source) is not Fit.NO for reader in READERS.for_text(source.text))


def _verb_hint(argument: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(argument, [verb for verb in VERBS if verb != MAIN], n=1, cutoff=0.7)
    return f"did you mean the verb `{close[0]}`?" if close else ""
