"""Many runs at a glance: the tally, where they are, and what to do first where there is room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnose.reporters import Answers, FailedLog, Screen
from diagnose.reporters.overview import overview
from diagnose.reporters.paint import FAINT, SEVERITY_COLOURS
from tests.reporters.examples import EXAMPLES, inconclusive, learning, overfitting


def shown(*reports, failed=(), **screen):
    return list(overview(Answers(reports, failed), Screen(**screen)))


def named(report, name):
    return replace(report, run=replace(report.run, name=name))


def test_what_to_do_first_stands_beside_the_verdict():
    assert shown(overfitting(), width=100)[1].endswith("97% sure  Stop at epoch 12 and keep that checkpoint")


def test_without_anything_to_do_it_tells_what_happened():
    assert shown(inconclusive())[1].endswith("inconclusive  There is 1 point, too few to tell a trend")


@pytest.mark.parametrize(("width", "told"), [(72, True), (71, False)])
def test_advice_needs_room_to_be_understood(width, told):
    assert ("Stop" in shown(named(overfitting(), "a.json"), width=width)[1]) is told


def test_the_folder_of_all_runs_is_told_once():
    lines = shown(named(overfitting(), "out/lr/a.json"), named(learning(), "out/lr/b.json"))
    assert lines[0] == "2 runs in out/lr: 1 overfitting, 1 still-learning"
    assert [line.split()[0] for line in lines[1:]] == ["a.json", "b.json"]


def test_names_that_begin_alike_are_no_folder():
    lines = shown(named(overfitting(), "out/run1.json"), named(learning(), "out2/run1.json"))
    assert lines[0].startswith("2 runs: ")
    assert lines[1].split()[0] == "out/run1.json"


def test_a_lone_run_keeps_its_folder():
    assert shown(named(overfitting(), "out/a.json"))[1].split()[0] == "out/a.json"


def test_runs_of_one_log_keep_their_numbers():
    lines = shown(named(overfitting(), "out/a.json#1"), named(learning(), "out/a.json#2"))
    assert [line.split()[0] for line in lines[1:]] == ["a.json#1", "a.json#2"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_screen(width):
    reports = [named(made(), f"a/quite/long/path/to/{name}-{'x' * 50}.json") for name, made in EXAMPLES.items()]
    reports.append(named(overfitting(), "elsewhere.json"))
    assert [line for line in shown(*reports, failed=[FailedLog("x", "x: no")], width=width) if len(line) > width] == []


def test_on_a_narrow_screen_the_verdict_stands_below_the_name():
    lines = shown(overfitting(), learning(), width=40)
    assert lines[-4:] == [
        "  history.json",
        "    overfitting since epoch 12, 97% sure",
        "  runs/healthy.json",
        "    still-learning since epoch 1",
    ]


def test_the_undecided_has_a_colour_of_its_own():
    line = shown(inconclusive(), colour=True)[1]
    assert "\x1b[90minconclusive" in line
    assert FAINT not in SEVERITY_COLOURS.values()
