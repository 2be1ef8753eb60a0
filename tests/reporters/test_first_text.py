"""The first screen holds any report: few lines, none too wide, and what matters most stays."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np
import pytest

from diagnose.model import Caution, Report, Run, Series, Severity
from diagnose.pipeline import Options, diagnose_run
from diagnose.reporters import Answers, Screen, first_text, render
from diagnose.reporters.first_text import MOST_LINES, RATIONS, first_lines
from diagnose.reporters.picture import picture
from diagnose.reporters.screen import DETAILS
from diagnose.reporters.sentences import onset_of
from diagnose.trends import trend_of
from tests.invariants.generated import generated
from tests.reporters.examples import EXAMPLES, curves, overfitting
from tests.verdicts.table import runs

WIDTHS = (40, 60, 80, 120)
CHANCE = 60


@cache
def reports() -> list[Report]:
    """A report on every labelled run and every example of a rule, and on some runs out of chance."""
    options = Options()
    return [diagnose_run(run, options) for run in (*runs(), *islice(generated(CHANCE), CHANCE))]


def beside(report, screen):
    """How many lines there are beside the picture."""
    drawn = picture(report.curves, report.best, onset_of(report), screen)
    return len(first_lines(report, screen)) - len(drawn)


def too_wide(report, screen):
    return [line for line in render("text", Answers([report]), screen).splitlines() if len(line) > screen.width]


def wordy(report):
    """The report with as much to say as could ever be."""
    long = "a long sentence about what was seen in this run and what is to be thought of it, " * 6
    first, other = report.findings[:2]
    advice = [each._replace(do=long, cost="new data") for each in report.recommendations * 3]
    return replace(
        report,
        run=Run("a/very/long/path/" * 9, "csv", report.run.series),
        findings=(first._replace(message=long), *[other._replace(message=long, title=long)] * 5),
        recommendations=tuple(advice),
        notes=tuple(Caution(long) for _ in range(5)),
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_every_labelled_run_fits(width):
    screen = Screen(width=width)
    assert [report.run.name for report in reports() if beside(report, screen) > MOST_LINES] == []
    for detail in DETAILS:
        assert [line for report in reports() for line in too_wide(report, screen._replace(detail=detail))] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_wordiest_report_fits(width):
    screen = Screen(width=width)
    assert beside(wordy(overfitting()), screen) <= MOST_LINES
    assert too_wide(wordy(overfitting()), screen) == []


def test_without_rations_the_wordiest_report_would_not_fit(monkeypatch):
    monkeypatch.setattr(first_text, "RATIONS", RATIONS[:1])
    assert beside(wordy(overfitting()), Screen(width=40)) > MOST_LINES


def test_a_colleague_needs_ten_lines_for_most_runs():
    counts = sorted(beside(report, Screen()) for report in reports())
    assert counts[len(counts) // 2] <= 13


def test_the_order_is_verdict_happening_picture_first_then_also_more():
    lines = first_lines(overfitting(), Screen())
    places = [lines.index(next(line for line in lines if mark in line)) for mark in MARKS]
    assert places == sorted(places)


MARKS = ("97% sure", "Validation loss rose 42%", "▲", "First:", "EarlyStopping", "Then:", "Also:", "-v shows")


def test_what_to_do_first_comes_with_its_cost_and_code_and_without_its_trial():
    text = "\n".join(first_lines(overfitting(), Screen()))
    assert "First:  stop at epoch 12 and keep that checkpoint; costs nothing\n        keras.callbacks.Early" in text
    assert "trial" not in text


def test_the_whole_report_tells_the_trial_and_names_the_facts():
    text = render("text", Answers([overfitting()]), Screen(detail="whole"))
    assert "It helped in 38 of 41 trial runs, harmed in 1." in text
    assert "val.rise_after_best" in text


def test_what_must_be_known_at_once_stays_and_other_notes_wait():
    report = replace(overfitting(), notes=("counted from 1", Caution("3 rows were left out")))
    text = "\n".join(first_lines(report, Screen()))
    assert "Note:   3 rows were left out" in text
    assert "counted from 1" not in text


def test_of_many_cautions_it_tells_how_many_there_are():
    notes = tuple(Caution(f"{count} rows were left out") for count in range(2, 6))
    text = "\n".join(first_lines(replace(overfitting(), notes=notes), Screen()))
    assert "Note:   2 rows were left out\n        (2 more) 3 rows were left out" in text


def test_at_most_three_more_findings_the_gravest_first():
    first, other = overfitting().findings
    others = [other._replace(code=f"TD90{count}") for count in range(4)]
    others.append(other._replace(code="TD909", severity=Severity.ERROR))
    text = "\n".join(first_lines(replace(overfitting(), findings=(first, *others)), Screen()))
    shown = [code for code in ("TD909", "TD900", "TD901", "TD902") if code in text]
    assert shown == ["TD909", "TD900", "TD901"]
    assert "(TD901); and 2 more" in text


def test_steps_of_many_digits_do_not_widen_the_picture():
    steps = 1.7e18 + 1e12 * np.arange(9.0)
    loss = Series("loss", steps, np.linspace(2, 1, 9), "step", "train", "loss")
    report = replace(overfitting(), run=Run("x", "csv", (loss,)), curves=curves((loss, trend_of(loss))), best=None)
    assert too_wide(report, Screen(width=40)) == []


@pytest.mark.parametrize("case", EXAMPLES)
def test_the_curves_are_told_apart_without_colour(case):
    report = EXAMPLES[case]()
    lines = "\n".join(first_lines(report, Screen()))
    two = len(report.curves.by_split) == 2
    assert (("╌ loss" in lines) and ("─ val_loss" in lines)) is two


def test_on_a_narrow_screen_the_curves_are_still_named():
    text = "\n".join(first_lines(overfitting(), Screen(width=40)))
    assert "╌ loss" in text
    assert "─ val_loss" in text


def test_code_breaks_behind_brackets_and_blanks():
    lines = first_lines(overfitting(), Screen(width=40))
    at = lines.index("  keras.callbacks.EarlyStopping(")
    assert lines[at + 1 : at + 3] == ['  "val_loss", patience=5,', "  restore_best_weights=True)"]
