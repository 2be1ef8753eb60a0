"""What the main verb does: read, judge, report, and say by the exit status how it went."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from diagnose.cli.exits import Exit, worst
from diagnose.cli.sources import LeftOut, for_each_log
from diagnose.cli.streams import screen_of, write
from diagnose.model import Report, Severity, Verdict
from diagnose.pipeline import Options, diagnose_source
from diagnose.reporters import Answers, render
from diagnose.reporters.screen import Detail
from diagnose.rulebook import load_rulebook
from diagnose.settings import Settings, load_settings


class Wish(NamedTuple):
    """What the command line asks for, option by option."""

    runs: Sequence[str]
    form: str
    output: Path | None
    fail_on: str | None
    allow_inconclusive: bool
    exit_zero: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    rules: Sequence[Path]
    settings_file: Path | None
    reader: str | None
    train: str | None
    val: str | None
    time_limit: float
    detail: Detail | None
    colour: str


def judge_runs(wish: Wish) -> Exit:
    """Judge every run, write the report and the complaints, and return the exit status."""
    settings = _settings(wish)
    options = Options(load_rulebook(settings, wish.rules), wish.reader, wish.train, wish.val)
    left_out = LeftOut()
    reports = for_each_log(
        wish.runs, left_out, lambda source: diagnose_source(source, options), wish.output, wish.time_limit
    )
    answers = Answers(reports, left_out.failed, left_out.notes())
    if reports or wish.form != "text":
        screen = screen_of(sys.stdout if wish.output is None else None, wish.colour)
        write(render(wish.form, answers, screen._replace(detail=wish.detail or screen.detail)), wish.output)
    left_out.tell()
    return Exit.BUG if left_out.bugs else _status(answers, settings, wish.exit_zero)


def _settings(wish: Wish) -> Settings:
    """The settings of the project, with what the options say put over them."""
    settings = load_settings(wish.settings_file)
    return settings._replace(
        fail_on=wish.fail_on or settings.fail_on,
        allow_inconclusive=wish.allow_inconclusive or settings.allow_inconclusive,
        select=wish.select or settings.select,
        ignore=wish.ignore or settings.ignore,
    )


def _status(answers: Answers, settings: Settings, exit_zero: bool) -> Exit:
    """The exit status; `exit_zero` covers findings, never a log that could not be read."""
    unreadable = [Exit.UNREADABLE] if answers.failed else []
    judged = [] if exit_zero else [_status_of(report, settings) for report in answers.reports]
    return worst(unreadable + judged)


def _status_of(report: Report, settings: Settings) -> Exit:
    if settings.fail_on != "never":
        bar = Severity[settings.fail_on.upper()]
        if any(finding.severity >= bar and finding.verdict is not Verdict.INCONCLUSIVE for finding in report.findings):
            return Exit.FINDING
    if report.verdict is Verdict.INCONCLUSIVE and not settings.allow_inconclusive:
        return Exit.UNDECIDED
    return Exit.CLEAN
