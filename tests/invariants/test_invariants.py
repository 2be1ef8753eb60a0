"""Every invariant holds of the labelled runs, of the examples of the rules, and of some hundred runs out of chance."""

from __future__ import annotations

from itertools import islice

from tests.invariants.census import census
from tests.invariants.generated import generated
from tests.verdicts.table import runs

FEW = 400
"""Runs out of chance in CI; `make invariants` tries 10,000."""


def test_labelled_runs_and_examples_contradict_nothing():
    counted = census(runs())
    assert counted.runs > 800
    assert not counted.kinds, counted.table()


def test_runs_out_of_chance_contradict_nothing():
    counted = census(generated(FEW))
    assert counted.runs == FEW
    assert not counted.kinds, counted.table()


def test_a_run_out_of_chance_is_made_of_its_number_alone():
    whole = list(generated(20, seed=3))
    again = list(islice(generated(1000, seed=3), 20))
    assert [run.name for run in whole] == [run.name for run in again]
    assert all(
        (a.values == b.values)[a.values == a.values].all()
        for a, b in zip(whole[7].series, again[7].series, strict=True)
    )
    assert len({run.name for run in generated(20, seed=4)} & {run.name for run in whole}) == 0
