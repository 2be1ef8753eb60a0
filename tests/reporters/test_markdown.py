"""Markdown: what comes from the log is literal, the order is that of the first screen, and the rest is folded."""

from __future__ import annotations

from dataclasses import replace

from diagnose.model import Snippet
from diagnose.reporters import Answers, Screen, render
from diagnose.reporters.markdown import section
from tests.reporters.examples import inconclusive, learning, overfitting


def rendered(*reports):
    return render("markdown", Answers(reports), Screen())


def test_the_order_is_that_of_the_first_screen():
    text = section(overfitting())
    marks = ("97% sure", "Validation loss rose", "`█", "**First:**", "**Then:**", "**Also:**", "<details>", "**Why**")
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_a_lone_run_is_told_and_of_many_only_those_that_need_it():
    assert "### runs/healthy.json" in rendered(learning())
    many = rendered(learning(), overfitting(), inconclusive())
    assert "### history.json" in many
    assert "### runs/healthy.json" not in many


def test_the_table_tells_what_to_do_first():
    assert "| Stop at epoch 12 and keep that checkpoint |" in rendered(learning(), overfitting())


def test_what_was_not_decided_has_no_sign_of_health():
    assert "❔ inconclusive" in rendered(inconclusive())


def test_a_name_of_the_log_stays_inside_the_fence():
    first, *rest = overfitting().recommendations
    evil = first._replace(how=Snippet("keras", 'EarlyStopping("a\\n```\\n<script>")'.replace("\\n", chr(10))))
    lines = section(replace(overfitting(), recommendations=(evil, *rest))).splitlines()
    assert [line for line in lines if line.startswith("```")] == ["```python", "```"]
