"""What is asked of the program, and those who always say the same."""

import pytest

from bench.advice.advisers import ADVISERS, PROGRAM, advice_in, applicable
from bench.advice.recipes import Recipe
from bench.advice.training import Trained

RECIPE = Recipe("digits-mlp", 1)
FALLS, TURNS = [1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], [1.0, 0.8, 0.7, 0.6, 0.9, 1.1, 1.3, 1.5]


def trained(log):
    return Trained(log, [], [], [], 1.0)


NET = trained({"history": {"loss": FALLS, "val_loss": TURNS}, "params": {"epochs": 8, "steps": 3}})
TREES = trained({"train": {"logloss": FALLS}, "validation": {"logloss": TURNS}})


def test_the_program_judges_the_log():
    advice = ADVISERS[PROGRAM](RECIPE, NET)
    assert (advice.verdict, advice.rule[:2]) == ("overfitting", "TD")
    assert advice.said


def test_only_what_a_program_can_apply_is_applied_in_the_order_in_which_it_is_said():
    look = {"action": "check-labels", "do": "Look at the labels"}
    lower = {"action": "lower-learning-rate", "do": "Lower it", "apply": {"multiply": 0.1}}
    clip = {"action": "clip-gradients", "do": "Clip", "apply": {"set": 1.0}}
    entry = {"verdict": "plateau", "rule": None, "recommendations": [look, lower, {**look, "apply": None}, clip]}
    advice = advice_in(entry)
    assert (advice.verdict, advice.rule, advice.said) == ("plateau", "none", "Look at the labels")
    assert advice.entries == (lower, clip)


@pytest.mark.parametrize(("run", "epoch"), [(NET, 4), (TREES, 3)])
def test_early_stopping_keeps_the_best_epoch_as_the_log_counts_it(run, epoch):
    assert ADVISERS["early stopping"](RECIPE, run).entries == ({"action": "restore-best", "apply": {"epoch": epoch}},)


def test_early_stopping_takes_nothing_that_is_no_number():
    run = trained({"history": {"loss": FALLS[:3], "val_loss": [float("nan"), 2.0, float("nan")]}})
    (entry,) = ADVISERS["early stopping"](RECIPE, run).entries
    assert entry["apply"] == {"epoch": 2}


def test_what_was_tried_is_not_said_again():
    advice = ADVISERS["more epochs"](RECIPE, NET)
    ((name, entry),) = applicable(advice, set())
    assert entry in advice.entries
    assert [*applicable(advice, {name})] == []
