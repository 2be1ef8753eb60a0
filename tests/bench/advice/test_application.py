"""Each action does to the recipe what is written, and nothing where there is nothing to do."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from bench.advice.application import ACTIONS, MOST_STEPS, UnknownActionError, applied
from bench.advice.recipes import Recipe
from bench.advice.training import Trained

BASE = Recipe("digits-mlp", 1, learning_rate=0.01, batch_size=32, epochs=20, width=32, dropout=0.4, weight_decay=0.02)
FAULTY = replace(
    BASE, schedule="step", cut_at=0.1, init_scale=8.0, bias_shift=-1.0, frozen=True, minority=0.1, raw=True,
    activation="sigmoid", clip_norm=5.0, checkpoint=3,
)  # fmt: skip

DONE = [
    ("lower-learning-rate", {"multiply": 0.1}, {"learning_rate": 0.001}),
    ("raise-learning-rate", {"multiply": 3}, {"learning_rate": 0.03}),
    ("add-warmup", {"set": 0.05}, {"warmup": 0.05}),
    ("decay-learning-rate", {"set": "cosine"}, {"schedule": "cosine"}),
    ("hold-learning-rate", {"set": "constant"}, {"schedule": "constant"}),
    ("stretch-schedule", {"multiply": 3.0}, {"cut_at": pytest.approx(0.3)}),
    ("stretch-schedule", {"multiply": 10.0}, {"schedule": "constant"}),
    ("restore-best", {"epoch": 7}, {"checkpoint": 7}),
    ("stop-early", {"epoch": 7}, {"checkpoint": 7}),
    ("stop-here", {"epoch": 7}, {"checkpoint": 7}),
    ("use-as-it-is", {"epoch": 7}, {"checkpoint": 7}),
    ("restart-before", {"epoch": 7}, {"checkpoint": 7}),
    ("train-shorter", {"set": 2}, {"epochs": 2}),
    ("train-longer", {"multiply": 1.5}, {"epochs": 30}),
    ("add-weight-decay", {"set": 0.001}, {"weight_decay": 0.001}),
    ("lower-weight-decay", {"multiply": 0.1}, {"weight_decay": 0.002}),
    ("add-dropout", {"set": 0.2}, {"dropout": 0.2}),
    ("lower-dropout", {"multiply": 0.5}, {"dropout": 0.2}),
    ("lower-regularisation", {"multiply": 0.5}, {"dropout": 0.2, "weight_decay": 0.01}),
    ("raise-capacity", {"multiply": 2}, {"width": 64}),
    ("lower-capacity", {"multiply": 0.5}, {"width": 16}),
    ("raise-batch-size", {"multiply": 4}, {"batch_size": 128}),
    ("raise-batch-size", {"multiply": 1000}, {"batch_size": 300}),
    ("lower-batch-size", {"multiply": 0.001}, {"batch_size": 1}),
    ("clip-gradients", {"set": 1.0}, {"clip_norm": 1.0}),
    ("standardise-inputs", {"set": "standardise"}, {"standardise": True}),
    ("reset-initialisation", {"set": "default"}, {"init_scale": 1.0, "bias_shift": 0.0}),
    ("unfreeze-layers", {"set": True}, {"frozen": False}),
    ("balance-classes", {"set": "balanced"}, {"balanced": True}),
    ("change-activation", {"set": "relu"}, {"activation": "relu", "init_scale": 1.0, "bias_shift": 0.0}),
]
TREES = [
    ("lower-eta", {"multiply": 0.5}, {"learning_rate": 0.005}),
    ("raise-eta", {"multiply": 10}, {"learning_rate": 0.1}),
    ("more-rounds", {"multiply": 2}, {"epochs": 40}),
    ("lower-depth", {"multiply": 0.5}, {"depth": 3}),
    ("subsample", {"set": 0.5}, {"batch_size": 16}),
    ("restore-best", {"epoch": 0}, {"checkpoint": 1}),
    ("stop-early", {"epoch": 9}, {"checkpoint": 10}),
    ("early-stopping-rounds", {"set": 50}, {"patience": 50}),
]

PASSED_OVER = [
    "standardise-targets", "hold-out-validation", "use-bfloat16", "one-pass-per-epoch", "drop-on-plateau",
    "add-label-smoothing", "average-weights",
]  # fmt: skip


def never(recipe):
    raise AssertionError("nothing is to be trained")


@pytest.mark.parametrize(("action", "apply", "changed"), DONE)
def test_a_net_is_changed_as_written_and_in_nothing_else(action, apply, changed):
    after = applied(FAULTY, {"action": action, "apply": apply}, never)
    assert after == replace(FAULTY, **{"checkpoint": 0, **changed})


@pytest.mark.parametrize(("action", "apply", "changed"), TREES)
def test_trees_are_changed_as_written_and_in_nothing_else(action, apply, changed):
    trees = replace(BASE, task="clusters-trees", depth=6)
    assert applied(trees, {"action": action, "apply": apply}, never) == replace(trees, **changed)


def test_every_action_is_tried_here():
    assert {action for action, _, _ in [*DONE, *TREES]} | {*PASSED_OVER} == set(ACTIONS)


def test_every_action_of_the_catalogue_with_an_amount_is_known():
    catalogue = tomllib.loads((Path(__file__).parents[3] / "rules" / "actions.toml").read_text("utf-8"))
    amounts = {"multiply": "multiply", "set": "set", "at": "epoch"}
    given = {(name, amounts[key]) for name, action in catalogue.items() for key in amounts if key in action}
    assert given <= {(name, kind) for name, (kind, _) in ACTIONS.items()}


@pytest.mark.parametrize("action", PASSED_OVER)
def test_what_is_done_already_or_cannot_be_done_is_passed_over(action):
    assert applied(FAULTY, {"action": action, "apply": {"set": 0.1}}, never) is None


@pytest.mark.parametrize(
    ("action", "apply"),
    [
        ("hold-learning-rate", {"set": "constant"}),
        ("stretch-schedule", {"multiply": 2.0}),
        ("standardise-inputs", {"set": "standardise"}),
        ("reset-initialisation", {"set": "default"}),
        ("unfreeze-layers", {"set": True}),
        ("balance-classes", {"set": "balanced"}),
        ("change-activation", {"set": "relu"}),
    ],
)
def test_where_there_is_nothing_to_change_nothing_is_done(action, apply):
    assert applied(BASE, {"action": action, "apply": apply}, never) is None


@pytest.mark.parametrize("action", ["raise-capacity", "add-dropout", "change-activation"])
def test_a_linear_model_has_neither_width_nor_dropout_nor_activation(action):
    amount = {"multiply": 2.0} if action == "raise-capacity" else {"set": "relu"}
    assert applied(replace(BASE, task="sloped-linear"), {"action": action, "apply": amount}, never) is None


@pytest.mark.parametrize(
    ("action", "apply"),
    [("pray", {"set": 1}), ("lower-learning-rate", {"set": 0.1}), ("restore-best", {"epoch": 1, "set": 2})],
)
def test_what_the_trial_does_not_know_is_told(action, apply):
    with pytest.raises(UnknownActionError, match=action):
        applied(BASE, {"action": action, "apply": apply}, never)


def test_a_run_is_cut_where_it_would_take_too_long():
    once = replace(BASE, n_train=10, batch_size=10)
    after = applied(once, {"action": "train-longer", "apply": {"multiply": MOST_STEPS}}, never)
    assert after == replace(once, epochs=MOST_STEPS)


@pytest.mark.parametrize("best", [0.0001, 0.001, 0.1, 1.0])
def test_a_range_test_keeps_the_rate_that_falls_lowest_in_a_tenth_of_the_epochs(best):
    lengths = set()

    def train(recipe):
        lengths.add(recipe.epochs)
        loss = 1.0 if recipe.learning_rate == best else 2.0
        return Trained({"history": {"loss": [3.0, loss]}}, [], [], [], 1.0)

    after = applied(BASE, {"action": "range-test"}, train)
    assert after == replace(BASE, learning_rate=best, dropout=0.0, weight_decay=0.0)
    assert lengths == {2}


@pytest.mark.parametrize(("loss", "is_kept"), [(0.985, True), (0.995, False)])
def test_a_range_test_keeps_what_falls_clearly(loss, is_kept):
    def train(recipe):
        return Trained(
            {"history": {"loss": [3.0, 1.0 if recipe == replace(BASE, epochs=2) else loss]}}, [], [], [], 1.0
        )

    assert (applied(BASE, {"action": "range-test"}, train) is not None) is is_kept
