"""For runs that do not learn the first advice follows what the curve shows, just below and just above each limit."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.model import Recommendation
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run

EPOCHS = np.arange(30)
NOISE = 0.0005 * np.random.default_rng(0).normal(size=30)
FLAT = np.full(30, 2.303) + NOISE
GUESS = np.full(30, 0.1) + 0.002 * np.random.default_rng(1).normal(size=30)


def advised(loss: np.ndarray, params: dict[str, float] | None = None, **columns: np.ndarray) -> list[Recommendation]:
    """What is advised for a run with this loss, whose validation loss is the same a little higher."""
    history = {"loss": loss, "val_loss": 1.002 * loss, **columns}
    lists = {name: [float(value) for value in column] for name, column in history.items()}
    return list(diagnose_run(history_run("run", lists, params=params), Options()).recommendations)


def first(loss: np.ndarray, params: dict[str, float] | None = None, **columns: np.ndarray):
    """The first action advised, with its amount."""
    recommendation = advised(loss, params, **columns)[0]
    return recommendation.action, recommendation.apply


def straight(fall: float) -> np.ndarray:
    return 2.303 * (1.0 - fall * EPOCHS / 29.0)


def risen(above: float) -> np.ndarray:
    loss = FLAT.copy()
    loss[1] = loss[0] * (1.0 + above)
    return loss


def plunging(times: float) -> np.ndarray:
    loss = FLAT.copy()
    loss[0] = times * loss[1]
    return loss


def test_a_flat_curve_shows_no_direction():
    assert first(FLAT) == ("range-test", None)


@pytest.mark.parametrize(
    ("fall", "expected"),
    [
        (0.0025, ("raise-learning-rate", {"multiply": 100.0})),
        (0.0035, ("raise-learning-rate", {"multiply": 10.0})),
        (0.02, ("raise-learning-rate", {"multiply": 10.0})),
        (0.14, ("raise-learning-rate", {"multiply": 10.0})),
        (0.16, ("raise-learning-rate", {"multiply": 3.0})),
        (0.47, ("raise-learning-rate", {"multiply": 3.0})),
        (0.55, ("train-longer", {"multiply": 2.0})),
    ],
)
def test_a_slow_straight_fall_asks_for_a_higher_rate_before_more_epochs(fall, expected):
    assert first(straight(fall)) == expected


def test_a_fall_that_bends_asks_for_no_higher_rate():
    bent = 2.303 - 0.05 * (1.0 - np.exp(-EPOCHS / 4.0)) + NOISE
    assert all(each.action != "raise-learning-rate" for each in advised(bent))


@pytest.mark.parametrize(
    ("above", "expected"),
    [(0.08, ("range-test", None)), (0.12, ("lower-learning-rate", {"multiply": 0.1}))],
)
def test_a_rise_above_the_start_asks_for_a_lower_rate(above, expected):
    assert first(risen(above)) == expected


@pytest.mark.parametrize(("times", "factor"), [(900.0, 0.1), (1100.0, 0.01)])
def test_a_loss_that_exploded_in_its_first_steps_asks_for_a_rate_lower_by_far(times, factor):
    assert first(plunging(times)) == ("lower-learning-rate", {"multiply": factor})


def test_a_score_at_chance_after_a_huge_loss_asks_for_a_lower_rate():
    assert first(plunging(5.2), accuracy=GUESS, val_accuracy=GUESS) == ("lower-learning-rate", {"multiply": 0.1})
    assert first(plunging(11.0), accuracy=GUESS, val_accuracy=GUESS) == ("lower-learning-rate", {"multiply": 0.01})


def test_with_the_rate_known_the_words_are_numbers():
    assert advised(risen(0.2), {"lr": 0.3})[0].do == "Lower the learning rate from 0.3 to 0.03"
    assert advised(straight(0.02), lr=np.full(30, 1e-4))[0].do == "Raise the learning rate from 0.0001 to 0.001"


@pytest.mark.parametrize(("cut", "action"), [(0.19, "stretch-schedule"), (0.21, "range-test")])
def test_where_the_schedule_cut_the_rate_the_schedule_comes_first(cut, action):
    assert first(FLAT, lr=np.where(EPOCHS < 10, 0.1, 0.1 * cut))[0] == action


def test_a_run_that_settled_has_nothing_for_a_program_to_change():
    loss = 2.3 * np.exp(-np.minimum(EPOCHS, 7) / 6.0) + NOISE
    given = advised(loss)
    assert given[0].do.startswith("Nothing to change: stop here")
    assert [each.action for each in given if each.apply] == []


def test_a_rate_cut_to_a_thousandth_is_not_cut_again():
    actions = [each.action for each in advised(FLAT, lr=np.where(EPOCHS < 10, 0.1, 1e-4))]
    assert "lower-learning-rate" not in actions


def test_more_epochs_come_with_what_they_should_bring():
    loss = 2.0 * np.exp(-EPOCHS / 20.0) + 0.2 + NOISE
    longer = next(each for each in advised(loss) if each.action == "train-longer")
    assert longer.do.startswith("Train longer: epochs from 30 to 60, with early stopping, which")
    assert "should bring the validation loss down by" in longer.do


def test_who_blew_up_at_once_gets_a_rate_lower_by_far_and_who_did_so_late_a_tenth():
    at_once = 2.3 * 10.0 ** np.minimum(EPOCHS, 12)
    late = np.concatenate((2.3 * np.exp(-EPOCHS[:22] / 8.0), 2.3 * 10.0 ** np.arange(1.0, 9.0)))
    assert first(at_once) == ("lower-learning-rate", {"multiply": 0.01})
    assert first(late) == ("lower-learning-rate", {"multiply": 0.1})
