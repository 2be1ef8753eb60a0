"""How the two curves lie to each other, worked out by hand."""

import pytest

from diagnose import facts, series
from diagnose.curves import judge_pair
from diagnose.readers.core.columns import history_run
from diagnose.trends.limits import DEFAULT
from tests.facts.measuring import differing, measured

CASES = {
    "above at the end": (
        {"loss": [4, 3, 1, 1.2, 2], "val_loss": [8, 3.6, 9, 2.4, 3]},
        {"gap.end_times": 3 / 1.2, "gap.below_start": -1.8 / 4, "gap.least_apart": 1.2},
    ),
    "below at the end": (
        {"loss": [4, 3, 1, 1.2, 2], "val_loss": [1, 0.5, 0.6, 0.4, 0.5]},
        {"gap.end_times": 0.5 / 1.2, "gap.below_start": 0.7 / 4, "gap.least_apart": 1 / 0.6},
    ),
    "validated every second epoch": ({"loss": [4, 3, 1, 1.2], "val_loss": [6, 1.8]}, {"gap.least_apart": 1.5}),
    "from zero": (
        {"loss": [0, 3, 1, 1], "val_loss": [1, 1, 1, 1]},
        {"gap.below_start": None, "gap.least_apart": None, "gap.end_times": 1.0},
    ),
    "from next to nothing": (
        {"loss": [0.04, 0.03, 0.02, 0.02], "val_loss": [0.01, 0.01, 0.01, 0.01]},
        {"gap.below_start": 0.25},
    ),
    "training ends at zero": ({"loss": [4, 0, 0, 0], "val_loss": [1, 1, 1, 1]}, {"gap.end_times": None}),
    "validation ends at zero": (
        {"loss": [4, 1, 1, 1], "val_loss": [1, 0, 0, 0]},
        {"gap.end_times": None, "gap.least_apart": None, "gap.below_start": 0.25},
    ),
    "a score has no gap": (
        {"loss": [4, 3, 2], "val_accuracy": [0.1, 0.2, 0.3]},
        {"gap.end_times": None, "gap.below_start": None},
    ),
    "no training curve": (
        {"val_loss": [4, 3, 2]},
        {"gap.end_times": None, "gap.below_start": None, "gap.least_apart": None},
    ),
}


@pytest.mark.parametrize(("columns", "expected"), CASES.values(), ids=CASES)
def test_values(columns, expected):
    assert differing(measured(**columns), expected) == {}


def test_levels_of_two_metrics_are_not_compared():
    run = series.prepare(history_run("run", {"loss": [4, 3, 2, 2], "val_loss": [5, 4, 3, 3], "val_mse": [8, 6, 4, 4]}))
    pair = series.choose_pair(run, "loss", "val_mse")
    facts_of_both = facts.measure(run, judge_pair(pair, DEFAULT))
    assert differing(facts_of_both, {"gap.end_times": None, "gap.below_start": None, "gap.least_apart": None}) == {}
