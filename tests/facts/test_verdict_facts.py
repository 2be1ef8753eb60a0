"""The facts that decide the verdict, on curves of known shape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from diagnose import facts
from diagnose.curves import judge_pair
from diagnose.model import Pair, Run, Series, Split
from diagnose.trends.limits import DEFAULT
from tests.trends.curves import decay, valley


def measured(train, val=None, accuracy=None, unit="epoch"):
    columns: dict[str, tuple[Any, Split, str]] = {
        "loss": (train, "train", "loss"),
        "val_loss": (val, "val", "loss"),
        "acc": (accuracy, "val", "accuracy"),
    }
    made = {
        name: Series(name, np.arange(1.0, len(values) + 1.0), np.asarray(values, dtype=float), unit, split, metric)
        for name, (values, split, metric) in columns.items()
        if values is not None
    }
    run = Run("run", "test", tuple(made.values()))
    pair = Pair(made["loss"], made.get("val_loss"))
    return facts.measure(run, judge_pair(pair, DEFAULT))


def test_the_turn_is_where_the_smoothed_curve_is_lowest():
    m = measured(decay(rate=3.0), valley(turn=20, noise=0.02))
    turn = m["val.turn"]
    assert abs(turn.value - 21) <= 6
    assert turn.steps[0] <= turn.value <= turn.steps[1]


def test_the_rise_is_relative_to_the_lowest_level():
    m = measured(decay(rate=3.0), valley(60, turn=20, rise=0.01))  # its last sixth lies 0.345 above the valley
    assert m.number("val.rise") == pytest.approx(0.345 / 0.51, rel=0.05)
    assert m.number("val.rise_certainty") > 10


def test_a_curve_that_is_lowest_at_its_end_has_not_risen():
    m = measured(decay(rate=1.0), decay(rate=1.0, noise=0.01))
    assert m.number("val.rise") == 0.0
    assert m.number("val.turn_share") > 0.8


def test_noise_makes_a_rise_uncertain():
    m = measured(decay(30), decay(30, rate=20.0, noise=0.06, seed=3))
    assert m.number("val.rise_certainty") < 2.5


def test_falls_and_what_was_lost_of_them():
    lost = np.concatenate([np.linspace(2.0, 1.0, 30), np.linspace(1.0, 1.5, 30)])
    m = measured(lost)
    assert m.number("train.fall") == pytest.approx(0.5, abs=0.03)
    assert m.number("train.lost") == pytest.approx(np.log(1.5) / np.log(2.0), abs=0.1)
    assert abs(m.number("train.turned") - 30) <= 2


def test_a_lost_resume_jumps_back_by_all_that_was_learned():
    once = decay(20, rate=4.0)
    m = measured(np.concatenate([once, once]))
    assert m.number("train.reset") == pytest.approx(1.0, abs=0.05)
    assert m["train.reset"].steps == (21.0, 21.0)
    assert m.number("train.jumps") == 1


def test_a_constant_gap_is_there_from_the_first_epoch():
    m = measured(decay(40), 5.0 * decay(40))
    assert m.number("gap.least_apart") == pytest.approx(5.0)
    assert m.number("gap.end_times") == pytest.approx(5.0)


def test_swings_of_validation_alone_are_noise():
    swinging = decay(60, rate=1.5) * np.exp(0.4 * np.random.default_rng(0).normal(size=60))
    m = measured(decay(60, rate=1.5), swinging)
    assert m["val"].value == "falling"
    assert m["val.swings"].value is True


def test_swings_of_both_are_swings_by_epoch_and_noise_by_step():
    both = np.exp(0.4 * np.random.default_rng(0).normal(size=60))
    assert measured(both, both).get("train").value == "oscillating"
    assert measured(both, both, unit="step").get("train").value == "flat"


def test_a_validation_loss_that_leaves_the_training_loss_behind_rises():
    m = measured(decay(150, rate=6.0), 0.3 + 0.1 * np.maximum(0.0, np.arange(150.0) - 5.0))
    assert m["val"].value == "rising"


def test_a_validation_loss_that_explodes_alone_rises_though_the_training_loss_wavers():
    drifting = np.exp(np.concatenate([np.linspace(0.0, -2.0, 20), np.linspace(-2.0, 2.0, 40)]))
    wavering = np.exp(np.concatenate([np.linspace(0.0, -3.0, 20), np.linspace(-3.0, -2.7, 40)]))
    m = measured(wavering, drifting)
    assert (m.word("train"), m.word("val")) == ("rising", "rising")
    assert m.number("val.lost") > 1.0


def test_a_validation_loss_that_explodes_with_the_training_loss_has_diverged():
    exploding = np.exp(np.concatenate([np.linspace(0.0, -2.0, 20), np.linspace(-2.0, 2.0, 40)]))
    climbing = np.exp(np.concatenate([np.linspace(0.0, -1.0, 20), np.linspace(-1.0, 0.2, 40)]))
    assert measured(climbing, exploding).get("val").value == "diverged"
    assert measured(decay(60), np.append(decay(59), np.nan)).get("val").value == "diverged"


def test_the_gain_in_accuracy_is_no_lucky_epoch():
    chance = 0.1 + 0.01 * np.random.default_rng(0).normal(size=40)
    lucky = chance.copy()
    lucky[20] = 0.14
    assert measured(decay(40), decay(40), lucky).number("val.accuracy_gain") < 0.05
    assert measured(decay(40), decay(40), np.linspace(0.1, 0.9, 40)).number("val.accuracy_gain") > 0.4


def test_percent_is_read_as_share():
    assert measured(decay(10), decay(10), np.linspace(10.0, 90.0, 10)).number("val.accuracy_end") == pytest.approx(
        0.811, abs=0.01
    )


def _swinging(height):
    return np.exp(height * (-1.0) ** np.arange(60))


def test_two_curves_that_swing_alike_both_oscillate():
    m = measured(_swinging(0.05), _swinging(0.08))
    assert (m.word("train"), m.word("val")) == ("oscillating", "oscillating")


def test_swings_of_one_curve_are_its_own_noise():
    m = measured(_swinging(0.02), _swinging(0.1))
    assert m["val.swings"].value is True
    assert (m.word("train"), m.word("val")) == ("flat", "flat")


def test_swings_of_batches_are_noise_even_on_both_curves():
    m = measured(_swinging(0.1), _swinging(0.1), unit="step")
    assert (m.word("train"), m.word("val")) == ("flat", "flat")
