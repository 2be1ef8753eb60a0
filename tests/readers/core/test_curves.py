"""Which runs hold a curve, and which of several is meant."""

from __future__ import annotations

import numpy as np

from diagnose.model import Run, Series
from diagnose.readers.core.curves import last_run, with_curves


def logged(name: str) -> Run:
    return Run(name, "toy", (Series(name, np.array([1.0]), np.array([0.5])),))


def test_a_run_of_times_and_rewards_has_no_curve():
    runs = [logged("wall_time"), logged("val_loss"), logged("reward")]
    assert [run.name for run in with_curves(runs)] == ["val_loss"]


def test_of_several_runs_the_last_is_meant_and_says_so():
    assert last_run([logged("a")], "the table holds {} runs").notes == ()
    assert last_run([logged("a"), logged("b")], "the table holds {} runs").notes == ("the table holds 2 runs",)
