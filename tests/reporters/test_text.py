"""What the text report promises."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from diagnose.model import Run
from diagnose.reporters import Answers, Screen, render
from diagnose.trends import trend_of
from tests.reporters.examples import EXAMPLES, curves, diverged, inconclusive, overfitting, series


def text(*reports, **screen):
    return render("text", Answers(reports), Screen(**screen))


def test_the_first_line_says_verdict_since_when_and_how_sure():
    assert text(overfitting()).splitlines()[0] == "history.json: overfitting since epoch 12, 97% sure"


def test_an_undecided_run_claims_no_onset_and_no_certainty():
    assert text(inconclusive()).splitlines()[0] == "short.json: inconclusive"


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("case", EXAMPLES)
def test_no_line_is_wider_than_the_screen(case, width):
    wide = [line for line in text(EXAMPLES[case](), width=width).splitlines()[1:] if len(line) > width]
    assert wide == []


@pytest.mark.parametrize("case", EXAMPLES)
def test_without_unicode_every_letter_is_ascii(case):
    assert text(EXAMPLES[case](), unicode=False).isascii()


@pytest.mark.parametrize("case", EXAMPLES)
def test_colour_adds_nothing_but_colour(case):
    coloured = text(EXAMPLES[case](), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(EXAMPLES[case]())


def test_names_from_the_log_do_not_steer_the_terminal():
    report = overfitting()
    evil = series("loss\x1b[2J\n", np.linspace(2, 1, 9), "train")
    report = replace(
        report, run=Run("a\x1b]0;x\x07.json", "csv", (evil,)), curves=curves((evil, trend_of(evil))), notes=("a\rb",)
    )
    written = text(report)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", written)


@pytest.mark.parametrize(
    "values",
    [[1.0], [np.nan], [np.nan] * 5, [1.0] * 5, [0.0] * 5, [1e308, -1e308, 1e308], [-5.0, -6.0, -7.0], [1e-320, 2e-320]],
)
def test_any_curve_can_be_drawn(values):
    curve = series("loss", values, "train")
    report = replace(diverged(), curves=curves((curve, trend_of(curve))), run=Run("x", "csv", (curve,)), best=None)
    for form in ("text", "html", "json", "markdown"):
        assert render(form, Answers([report]), Screen())


def test_a_million_steps_fit_the_picture():
    curve = series("loss", np.random.default_rng(1).normal(size=1_000_000), "train")
    report = replace(overfitting(), curves=curves((curve, trend_of(curve))), run=Run("x", "csv", (curve,)))
    assert len(text(report)) < 10_000
    assert len(render("html", Answers([report]), Screen())) < 60_000
