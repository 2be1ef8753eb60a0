"""Runs as they were understood, written out by `diagnose read`: as text for people, as tidy JSON or CSV for programs.

The JSON document is `diagnose/read/v1`, whose shape is written down in `diagnose.documents`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from diagnose.model import Account, Run, Series
from diagnose.reporters.numbers import numbers, step, steps
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.screen import Screen
from diagnose.reporters.sparkline import sparkline
from diagnose.writing import count, short

if TYPE_CHECKING:
    from diagnose.documents.reading import LinesLeft, LinesReading, SeriesReading

SCHEMA = "diagnose/read/v1"
NAME_WIDTH = 32
COLUMNS = ("run", "series", "split", "metric", "step_unit", "step", "value")


class UnderstoodRun(NamedTuple):
    """A run as the log prints it, and as it is judged: with what each batch gave in place of a bar's running means."""

    printed: Run
    judged: Run

    @property
    def recovered(self) -> Iterator[tuple[Series, str]]:
        """The series that were worked out of running means, named so, each with the name of what was printed."""
        for printed, judged in zip(self.printed.series, self.judged.series, strict=True):
            if printed.averaged and not judged.averaged:
                yield replace(judged, name=f"{printed.name}, per batch (recovered)"), printed.name

    @property
    def series(self) -> list[tuple[Series, str | None]]:
        """The series as printed, in the order of the log and each with None, then those that were recovered."""
        return [*((series, None) for series in self.printed.series), *self.recovered]


def as_json(runs: Sequence[UnderstoodRun], _: Screen) -> str:
    """The document of all runs, a line for each series."""
    written = ",\n".join(_run(run) for run in runs)
    return f'{{"schema": {json.dumps(SCHEMA)}, "runs": [\n{written}\n]}}\n' if runs else _empty()


def _empty() -> str:
    return json.dumps({"schema": SCHEMA, "runs": []}) + "\n"


def _run(run: UnderstoodRun) -> str:
    entries = (_series_entry(series, recovered_from) for series, recovered_from in run.series)
    lines = ",\n  ".join(map(_json, entries))
    head = f'"name": {_json(run.printed.name)}, "format": {_json(run.printed.format)}'
    tail = f'"notes": {_json(list(run.judged.notes))}, "account": {_json(_account(run.printed.account))}'
    return f'{{{head}, "series": [\n  {lines}\n ], {tail}}}'


def _account(account: Account | None) -> LinesReading | None:
    if account is None:
        return None
    left: list[LinesLeft] = [{"count": kind.lines, "like": kind.like} for kind in account.left]
    return {"lines": account.lines, "used": account.used, "left": left}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _series_entry(series: Series, recovered_from: str | None) -> SeriesReading:
    return {
        "name": series.name,
        "split": series.split,
        "metric": series.metric,
        "step_unit": series.step_unit,
        "steps": steps(series.steps),
        "values": numbers(series.values),
        "recovered_from": recovered_from,
    }


def as_csv(runs: Sequence[UnderstoodRun], _: Screen) -> str:
    """A row for each value, in a table that pandas reads back."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for run in runs:
        for series, _from in run.series:
            head = (run.printed.name, series.name, series.split, series.metric, series.step_unit)
            points = zip(steps(series.steps), numbers(series.values), strict=True)
            rows.writerows((*head, at, value) for at, value in points)
    return out.getvalue()


def as_text(runs: Sequence[UnderstoodRun], screen: Screen) -> str:
    """A few lines for each run: what was taken for what, from where to where; what was left of a log with its first."""
    accounts = [run.printed.account for run in runs]
    befores = [None, *accounts[:-1]]
    firsts = [account is not before for account, before in zip(accounts, befores, strict=True)]
    described = (_described(run, screen, is_first) for run, is_first in zip(runs, firsts, strict=True))
    return "\n".join("\n".join(lines) + "\n" for lines in described)


def _described(run: UnderstoodRun, screen: Screen, is_first: bool) -> Iterator[str]:
    printed = run.printed
    yield f"{plain(printed.name)}: read as {printed.format}, {count(len(printed.series), 'series', 'series')}"
    widest = min(NAME_WIDTH, max((len(plain(series.name)) for series, _ in run.series), default=0))
    for series, recovered_from in run.series:
        meant = " ".join(filter(None, (series.split, series.metric))) or "not recognised, kept"
        curve = sparkline(series.values, 16, screen.unicode)
        origin = "" if recovered_from is None else ", from the running means of the bar"
        yield f"  {fitted(series.name, NAME_WIDTH):<{widest}}  {curve}  {meant}: {_extent(series)}{origin}"
    if is_first and printed.account is not None:
        yield f"  {plain(_used(printed.account))}"
    yield from (f"  note: {plain(note)}" for note in run.judged.notes)


def _used(account: Account) -> str:
    """`1,204 of 1,210 lines with values used; left: 6 like …`."""
    left = ", ".join(f"{kind.lines:,} like `{kind.like}`" for kind in account.left)
    rest = f"; left: {left}" if left else ""
    return f"{account.used:,} of {count(account.lines, 'line')} with values used{rest}"


def _extent(series: Series) -> str:
    if not len(series):
        return "no values"
    ends = f"{short(float(series.values[0]))} to {short(float(series.values[-1]))}"
    first, last = step(float(series.steps[0])), step(float(series.steps[-1]))
    return f"{count(len(series), 'value')}, {series.step_unit} {first} to {last}, {ends}"


WRITERS: dict[str, Callable[[Sequence[UnderstoodRun], Screen], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
