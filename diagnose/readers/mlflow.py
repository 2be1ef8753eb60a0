"""MLflow's file store: `mlruns` folders, run folders, and single files below `metrics` (timestamp, value, step a line).

May not: talk to a tracking server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.curves import with_curves
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines, open_path
from diagnose.readers.core.reader import Fit

NUMBER = r"[-+]?(?:\d{1,30}(?:\.\d{0,30})?(?:[eE][-+]?\d{1,4})?|nan|NaN|inf|Infinity)"
LINE = re.compile(r"\d{10,16} " + NUMBER + r"(?: -?\d{1,18})?\s{0,4}", re.ASCII)
START = re.compile(r"^(?:start_time|creation_time): *(\d{1,18})", re.MULTILINE)
RUN_NAME = re.compile(r"^run_name: *['\"]?([^'\"\n]{1,200})", re.MULTILINE)
METRICS = "metrics"
DEPTH = 3


class MlFlow:
    """Metric files of MLflow, alone or in the folder of a run, an experiment or the whole store."""

    name: ClassVar[str] = "mlflow"
    suffixes: ClassVar[tuple[str, ...]] = ("",)
    about: ClassVar[str] = "An `mlruns` folder, or single metric files of MLflow."

    def sniff(self, source: Source) -> Fit:
        """YES for lines of timestamp, value and step, and for a folder that holds a run's `metrics`."""
        if source.path is not None and source.path.is_dir():
            return Fit.YES if next(_run_folders(source.path), None) else Fit.NO
        first = [line for line in source.text.split("\n", 3)[:3] if line.strip()]
        return Fit.YES if first and all(map(LINE.fullmatch, first)) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """One run for each run folder; a single file is a run of one series, named after the file."""
        if source.path is None or not source.path.is_dir():
            rows = Rows(source.name, self.name)
            _add_file(rows, source, _metric_name(source))
            return _with_curves_only(source.name, rows.runs())
        runs = [run for folder in _run_folders(source.path) for run in _read_run(source, folder)]
        return _with_curves_only(source.name, runs)


def _with_curves_only(name: str, runs: list[Run]) -> list[Run]:
    kept = with_curves(runs)
    if not kept:
        raise ReadError(name, "its metrics hold no training curve")
    return kept


def _run_folders(folder: Path, depth: int = DEPTH) -> Iterator[Path]:
    if folder.name == METRICS and (folder.parent / "meta.yaml").exists():
        yield folder.parent
        return
    if (folder / METRICS).is_dir() and ((folder / "meta.yaml").exists() or (folder / "params").is_dir()):
        yield folder
        return
    if not depth or not (depth < DEPTH or _is_store(folder)):
        return
    for inner in sorted((path for path in folder.iterdir() if path.is_dir()), key=_started):
        yield from _run_folders(inner, depth - 1)


def _started(folder: Path) -> tuple[int, str]:
    """When the run of a folder began, as its meta.yaml says; its own name is random."""
    start = START.search(_meta(folder))
    return int(start[1]) if start else 0, folder.name


def _meta(folder: Path) -> str:
    try:
        return (folder / "meta.yaml").read_text("utf-8", errors="replace")[:10_000]
    except OSError:
        return ""


def _is_store(folder: Path) -> bool:
    """Whether a folder is a store or an experiment: it has, or its folders have, a meta.yaml."""
    try:
        return (folder / "meta.yaml").exists() or any((path / "meta.yaml").exists() for path in folder.iterdir())
    except OSError:
        return False


def _read_run(source: Source, folder: Path) -> list[Run]:
    run_name = RUN_NAME.search(_meta(folder))
    rows = Rows(f"{source.name}#{run_name[1].strip() if run_name else folder.name}", MlFlow.name)
    for file in sorted(path for path in (folder / METRICS).rglob("*") if path.is_file()):
        _add_file(rows, open_path(file), file.relative_to(folder / METRICS).as_posix())
    rows.params = {path.name: path.read_text("utf-8", errors="replace")[:200] for path in _params(folder)}
    return rows.runs()


def _params(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "params").glob("*") if path.is_file())


def _metric_name(source: Source) -> str:
    parts = source.name.replace("\\", "/").split("/")
    return "/".join(parts[parts.index(METRICS) + 1 :]) if METRICS in parts[:-1] else parts[-1]


def _add_file(rows: Rows, source: Source, name: str) -> None:
    entries: list[tuple[float, float]] = []
    odd = 0
    for line in lines(source):
        if LINE.fullmatch(line):
            cells = line.split()
            entries.append((float(cells[2]) if len(cells) > 2 else float(len(entries)), float(cells[1])))
        else:
            odd += bool(line.strip())
    if odd:
        rows.note(Caution(f"{name}: {odd} lines that are no value of MLflow's were left out"))
    constant = len(entries) > 1 and len({step for step, _ in entries}) == 1
    if constant:
        rows.note(f"{name}: all values were logged at one step, so they are numbered in their order")
    for place, (step, value) in enumerate(entries):
        rows.add({name: value}, float(place) if constant else step, "step")
