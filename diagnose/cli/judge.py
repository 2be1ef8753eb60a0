"""The main verb: judge every run that the arguments name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from diagnose.cli.exits import Exit, worst
from diagnose.cli.options import own_rules
from diagnose.cli.sources import Found, each
from diagnose.cli.streams import COLOURS, screen_of, tell, write
from diagnose.model import Report, Severity, Verdict
from diagnose.reporters import REPORTERS, Answers, render
from diagnose.settings import FAIL_ON, Settings, load_settings

FILE = click.Path(dir_okay=False, path_type=Path)


def _codes(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """The codes of all uses of an option, each use holding one or several apart by commas."""
    return tuple(code.strip() for words in given for code in words.split(",") if code.strip())


@click.command("run")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(REPORTERS)), default="text", help="How to write the report.")
@click.option("--output", type=FILE, metavar="FILE", help="Write the report here.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="From which severity on the exit status is 1 [error].")
@click.option("--allow-inconclusive", is_flag=True, help="Exit 0 where nothing could be decided.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever was found; 2 and 3 stay.")
@click.option("--select", multiple=True, callback=_codes, metavar="CODES", help="Report only these rules (TD2,TD401).")
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Do not report these rules.")
@own_rules
@click.option("--settings", "settings_file", type=FILE, metavar="FILE", help="Settings [found from here upwards].")
@click.option("--reader", metavar="NAME", help="Read with this reader and no other.")
@click.option("--train", metavar="NAME", help="The series to take for the training curve.")
@click.option("--val", metavar="NAME", help="The series to take for the validation curve.")
@click.option("-q", "--quiet", "brief", is_flag=True, help="One line a run.")
@click.option("--color", "colour", type=click.Choice(COLOURS), default="auto", help="Colour in the text.")
def judge(
    runs: tuple[str, ...], form: str, output: Path | None, brief: bool, colour: str, exit_zero: bool, **chosen: Any
) -> Exit:
    """Judge training runs: what is wrong, since when, how sure, what to change."""
    settings = _settings(**{key: chosen[key] for key in ("settings_file", *OVERRULED)})
    found, reports = Found(), []
    reports = _reports(runs, found, settings, **{key: chosen[key] for key in ("rules", "reader", "train", "val")})
    answers = Answers(reports, found.problems, found.notes())
    if reports or form != "text":
        screen = replace(screen_of(sys.stdout if output is None else None, colour), brief=brief)
        write(render(form, answers, screen), output)
    for message in (*(problem.detail for problem in found.problems), *answers.notes):
        tell(message)
    return _status(answers, settings, exit_zero)


OVERRULED = ("fail_on", "allow_inconclusive", "select", "ignore")


def _settings(settings_file: Path | None, **overruled: Any) -> Settings:
    """The settings of the project, with what the options say put over them."""
    settings = load_settings(settings_file)
    return replace(settings, **{key: value for key, value in overruled.items() if value})


def _reports(
    runs: Sequence[str],
    found: Found,
    settings: Settings,
    rules: Sequence[Path],
    **names: str | None,
) -> list[Report]:
    from diagnose.pipeline import Options, diagnose_source
    from diagnose.rulebook import load_rulebook

    options = Options(load_rulebook(settings, rules), **names)
    return each(runs, found, lambda source: diagnose_source(source, options))


def _status(answers: Answers, settings: Settings, exit_zero: bool) -> Exit:
    """The exit status; `exit_zero` covers what was found, never a log that could not be read."""
    unreadable = [Exit.UNREADABLE] if answers.problems else []
    judged = [] if exit_zero else [_status_of(report, settings) for report in answers.reports]
    return worst(unreadable + judged)


def _status_of(report: Report, settings: Settings) -> Exit:
    if settings.fail_on != "never":
        bar = Severity[settings.fail_on.upper()]
        told = [one for one in report.findings if one.verdict is not Verdict.INCONCLUSIVE]
        if any(one.severity >= bar for one in told):
            return Exit.FINDING
    if report.verdict is Verdict.INCONCLUSIVE and not settings.allow_inconclusive:
        return Exit.UNDECIDED
    return Exit.CLEAN
