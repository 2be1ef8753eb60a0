"""Every invariant holds of the labelled runs, of the examples of the rules, and of some hundred runs out of chance."""

from __future__ import annotations

from itertools import islice

from tests.invariants.census import census
from tests.invariants.generated import generated
from tests.verdicts.table import runs

FEW = 400
"""Runs out of chance in CI; `make invariants` tries 10,000."""


OPEN = {
    "neighbouring_phases_differ": "a jump parts two phases of one kind on purpose; the text report joins them",
    "onset_is_marked_on_a_curve": "TD403, TD405 and TD447 begin where training turned, which no course shows",
    "onset_begins_the_last_phase": "a curve that begins with NaN has its first phase later",
    "calm_never_ends_above_its_start": "a restart of the rate may end the log",
    "calm_never_ends_far_above_its_best": "a restart of the rate may end the log, or validation swings alone",
    "nobody_is_sent_back_to_the_end": "the best epoch of a data problem may be the last",
    "improving_in_words_ends_better_than_it_began": "restarts; a thinned curve ends a little elsewhere",
    "falling_ends_below_where_it_began": "a thinned curve begins a little elsewhere",
    "the_checkpoint_to_go_back_to_is_no_worse": "TD447 goes back to the best of training, not of validation",
    "a_rate_of_zero_is_not_lowered": "a rate that is zero at some steps only",
    "nothing_learned_is_true": "a first value of 1e30 measures nothing",
    "summary_has_the_onset_of_the_headline": "TD440 and TD441 tell since when by the reward",
}
"""Invariants that are known to break, each with the cause; how often is told by `make invariants`."""
LABELLED_OPEN, CHANCE_OPEN = 0.04, 0.08
"""The shares of runs that may break one of these; they may only fall."""


def test_labelled_runs_and_examples_contradict_nothing():
    counted = census(runs())
    assert counted.runs > 800
    _holds(counted, LABELLED_OPEN)


def test_runs_out_of_chance_contradict_nothing():
    counted = census(generated(FEW))
    assert counted.runs == FEW
    _holds(counted, CHANCE_OPEN)


def _holds(counted, share):
    assert set(counted.kinds) <= set(OPEN), counted.table()
    assert len(counted.broken) <= share * counted.runs, counted.table()


def test_a_run_out_of_chance_is_made_of_its_number_alone():
    whole = list(generated(20, seed=3))
    again = list(islice(generated(1000, seed=3), 20))
    assert [run.name for run in whole] == [run.name for run in again]
    assert all(
        (a.values == b.values)[a.values == a.values].all()
        for a, b in zip(whole[7].series, again[7].series, strict=True)
    )
    assert len({run.name for run in generated(20, seed=4)} & {run.name for run in whole}) == 0
