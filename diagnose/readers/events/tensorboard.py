"""TensorBoard: event files, and folders of them in which `train` and `validation` lie apart.

May not: import TensorFlow or TensorBoard, believe a damaged record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Series, Source, Split
from diagnose.readers.core.curves import with_curves
from diagnose.readers.core.opening import open_path
from diagnose.readers.core.reader import Fit
from diagnose.readers.events.files import read_event_files
from diagnose.readers.events.tfrecord import begins_with_record
from diagnose.vocabulary.names import words_of
from diagnose.vocabulary.splits import LOOSE, split_of_word

EVENTS = "*tfevents*"
MOST_FILES = 10_000


class TensorBoard:
    """Event files, one or a folder of them."""

    name: ClassVar[str] = "tensorboard"
    suffixes: ClassVar[tuple[str, ...]] = (".tfevents", ".v2", "")
    about: ClassVar[str] = "TensorBoard event files, or a folder of them."

    def sniff(self, source: Source) -> Fit:
        """YES for a file that begins with a record, and for a folder that holds event files by itself or by split."""
        if source.path is not None and source.path.is_dir():
            return Fit.YES if _own_files(source.path) or _has_split_folders(source.path) else Fit.NO
        return Fit.YES if begins_with_record(source.head) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs: the files of one folder belong together, and so do the folders of its splits."""
        if source.path is None or not source.path.is_dir():
            split = split_in_name(source.path.absolute().parent.name) if source.path else None
            runs = read_event_files(source.name, self.name, [source])
            return _curves(source.name, [_placed(run, split) for run in runs])
        groups: dict[Path, list[Path]] = {}
        for folder in _folders(source.path):
            is_split = folder != source.path and split_in_name(folder.name) is not None
            groups.setdefault(folder.parent if is_split else folder, []).append(folder)
        return _curves(source.name, [run for owner, group in groups.items() for run in _runs(source, owner, group)])


def split_in_name(name: str) -> Split | None:
    """The split that the name of a folder or a tag tells (`train`, `validation`, `loss_val`), or None."""
    return next((split_of_word(word) for word in words_of(name) if word not in LOOSE and split_of_word(word)), None)


def _own_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(EVENTS) if path.is_file())


def _has_split_folders(folder: Path) -> bool:
    try:
        return any(path.is_dir() and split_in_name(path.name) and _own_files(path) for path in folder.iterdir())
    except OSError:
        return False


def _folders(folder: Path) -> list[Path]:
    files: Iterator[Path] = (path for path in folder.rglob(EVENTS) if path.is_file())
    return sorted({path.parent for path in islice(files, MOST_FILES)})


def _runs(source: Source, owner: Path, folders: list[Path]) -> list[Run]:
    """The runs of the folders that belong together; where one holds several runs, the latest go with the latest."""
    name = source.name
    if source.path is not None and owner != source.path:
        name = f"{name}/{owner.relative_to(source.path).as_posix()}"
    members = []
    for folder in folders:
        prefix = "" if folder == owner else f"{folder.name}/"
        split = split_in_name(folder.name) if prefix else None
        files = (open_path(path) for path in _own_files(folder))
        members.append([_placed(run, split, prefix) for run in read_event_files(name, TensorBoard.name, files)])
    count = max(map(len, members), default=0)
    return [_joined([runs[at - count] for runs in members if len(runs) >= count - at]) for at in range(count)]


def _placed(run: Run, split: Split | None, prefix: str = "") -> Run:
    """The run with the split of its folder, save where a tag tells its own."""
    placed = [
        replace(
            series,
            name=prefix + series.name,
            split=split if split and not split_in_name(series.name) else series.split,
        )
        for series in run.series
    ]
    return replace(run, series=tuple(placed))


def _joined(runs: list[Run]) -> Run:
    joined: list[Series] = [series for run in runs for series in run.series]
    notes = dict.fromkeys(note for run in runs for note in run.notes)
    return replace(runs[0], series=tuple(joined), notes=tuple(notes))


def _curves(name: str, runs: list[Run]) -> list[Run]:
    """The runs with a curve; runs of single values (hyper-parameters) only where there is nothing else."""
    curves = with_curves(runs)
    if not curves:
        raise ReadError(name, "no scalar in it is a training curve", hint="event files with scalars were expected")
    return [run for run in curves if any(len(series) > 1 for series in run.series)] or curves
