"""The library: a history in, a report out that shows itself.

May not: judge, format; both are done below.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnose import model, readers, series
from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.opening import open_path
from diagnose.reporters.answers import Answers
from diagnose.reporters.json_v1 import run_entry
from diagnose.reporters.sentences import headline
from diagnose.rulebook import load_rulebook
from diagnose.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from diagnose.documents import RunDiagnosis
    from diagnose.reporters.screen import Detail


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Report(model.Report):
    """Everything that is said about one run; prints as text, and shows itself as HTML in a notebook."""

    def to_dict(self) -> RunDiagnosis:
        """The run's entry in the document of `--format json`, as plain data."""
        return run_entry(self)

    def to_frame(self) -> pd.DataFrame:
        """The findings as a table, one row each, the deciding one first."""
        from diagnose.reporters.frames import findings_frame

        return findings_frame(self)

    def series_frame(self) -> pd.DataFrame:
        """The series of the run as a table: one row a step, one column a series."""
        from diagnose.reporters.frames import curves_frame

        return curves_frame(self.run)

    def __repr__(self) -> str:
        """The verdict in one line."""
        return f"<Report on {self.run.name}: {headline(self)}>"

    def __str__(self) -> str:
        """The first screen of the report as the command prints it, without colour."""
        return self._text("first")

    def whole(self) -> str:
        """The whole report as `diagnose -v` prints it: evidence, reasons, sources and all advice."""
        return self._text("whole")

    def _text(self, detail: Detail) -> str:
        from diagnose.reporters import Screen, render

        return render("text", Answers([self]), Screen(detail=detail, more="report.whole()"))

    def _repr_markdown_(self) -> str:
        from diagnose.reporters.markdown import section

        return section(self)

    def _repr_html_(self) -> str:
        from diagnose.reporters.html import fragment

        return fragment(self)


_fields_of = attrgetter(*(field.name for field in fields(model.Report)))


def diagnose(
    history: Any,
    *,
    train: str | None = None,
    val: str | None = None,
    name: str = "history",
    reader: str | None = None,
    rules: Iterable[str | Path] = (),
    settings: Settings | None = None,
) -> Report:
    """The report on one training run.

    Args:
        history: A Keras `History`, a mapping of lists, a pandas DataFrame, a `Run`, or the path of a log.
        train: The series to take for the training curve, by its name.
        val: The series to take for the validation curve, by its name.
        name: What the report calls the run; a path is called by itself.
        reader: The reader to use on a path, and no other.
        rules: Files or folders with rules of your own.
        settings: Thresholds and the choice of rules; the defaults where none are given.

    Raises:
        ReadError: it cannot be read, or it holds several runs (`diagnose_all` takes those).
        RuleError: a rule file is wrong.
        SettingsError: a setting is wrong, or `train` or `val` names no series.
    """
    runs = _runs_in(history, name, reader)
    if len(runs) > 1:
        raise ReadError(runs[0].name, f"{len(runs)} runs stand in it", hint="diagnose_all judges them all")
    return _reports(runs, _options(rules, settings, train, val))[0]


def diagnose_all(
    history: Any,
    *,
    train: str | None = None,
    val: str | None = None,
    name: str = "history",
    reader: str | None = None,
    rules: Iterable[str | Path] = (),
    settings: Settings | None = None,
) -> list[Report]:
    """A report on each run that stands in a log; arguments and errors are those of `diagnose`."""
    return _reports(_runs_in(history, name, reader), _options(rules, settings, train, val))


def read(log: str | Path, reader: str | None = None) -> list[Run]:
    """The runs of a log, each series with its split and metric as far as they can be known.

    Raises:
        ReadError: the path is missing, or no reader finds a curve.
    """
    return [series.prepare(run) for run in readers.read(_source(log), reader)]


def _runs_in(history: Any, name: str, reader: str | None) -> list[Run]:
    if isinstance(history, Run):
        return [history]
    if isinstance(history, str | Path):
        return readers.read(_source(history), reader)
    from diagnose.readers.objects.kinds import run_of

    return [run_of(history, name)]


def _source(log: str | Path) -> Source:
    return open_path(Path(log), str(log))


def _options(rules: Iterable[str | Path], settings: Settings | None, train: str | None, val: str | None) -> Options:
    return Options(load_rulebook(settings, [*map(Path, rules)]), None, train, val)


def _reports(runs: Iterable[Run], options: Options) -> list[Report]:
    return [_showing_itself(diagnose_run(run, options)) for run in runs]


def _showing_itself(report: model.Report) -> Report:
    return Report(*_fields_of(report))
