"""Runs made ready: named by the company they keep, in order, and odd things said."""

from __future__ import annotations

import math

import numpy as np

from diagnose.model import Run, Series
from diagnose.series import prepare


def run_of(**columns: list[float]) -> Run:
    series = (Series(name, np.arange(1.0, len(v) + 1), np.array(v)) for name, v in columns.items())
    return Run("a run", "a format", tuple(series))


def labels(run: Run) -> dict[str, tuple[str | None, str | None]]:
    return {one.name: (one.split, one.metric) for one in run.series}


def test_a_bare_name_beside_its_like_is_of_training() -> None:
    found = labels(prepare(run_of(loss=[1.0], accuracy=[0.5], val_loss=[1.0], val_accuracy=[0.5])))
    assert found["loss"] == ("train", "loss")
    assert found["accuracy"] == ("train", "accuracy")


def test_a_bare_score_beside_two_named_losses_is_of_validation() -> None:
    run = prepare(run_of(train_loss=[1.0], valid_loss=[1.0], accuracy=[0.5]))
    assert labels(run)["accuracy"] == ("val", "accuracy")
    assert any("accuracy is taken for a validation metric" in note for note in run.notes)


def test_a_bare_score_is_of_training_where_no_other_split_is_logged() -> None:
    assert labels(prepare(run_of(train_loss=[1.0], acc=[0.5])))["acc"] == ("train", "accuracy")


def test_what_the_reader_knows_stands() -> None:
    run = Run("a", "b", (Series("loss", np.array([1.0]), np.array([1.0]), split="val"),))
    assert labels(prepare(run))["loss"] == ("val", "loss")


def test_the_objective_stands_for_the_loss() -> None:
    run = prepare(run_of(**{"train-merror": [0.1], "train-mlogloss": [1.0]}))
    assert labels(run) == {"train-merror": ("train", "error"), "train-mlogloss": ("train", "loss")}
    assert run.notes == ("train-mlogloss stands for the train loss, since none is logged under that name",)


def test_a_metric_without_meaning_is_kept_and_not_named_a_loss() -> None:
    assert labels(prepare(run_of(loss=[1.0], frobnication=[3.0])))["frobnication"] == (None, "frobnication")


def test_a_negative_accuracy_is_none() -> None:
    run = prepare(run_of(val_loss=[1.0, 0.9], val_acc=[-1.6, -0.2]))
    assert labels(run)["val_acc"] == ("val", None)
    assert any("cannot be an accuracy" in note for note in run.notes)


def test_an_accuracy_in_percent_is_one() -> None:
    assert labels(prepare(run_of(val_loss=[1.0, 0.9], val_acc=[98.0, 100.0])))["val_acc"] == ("val", "accuracy")


def test_steps_are_sorted_and_the_last_of_two_values_stands() -> None:
    series = Series("loss", np.array([3.0, 1.0, 2.0, 2.0]), np.array([0.3, 0.1, 0.2, 0.25]), bound=np.arange(4.0))
    run = prepare(Run("a", "b", (series,)))
    assert run.series[0].steps.tolist() == [1, 2, 3]
    assert run.series[0].values.tolist() == [0.1, 0.25, 0.3]
    assert run.series[0].bound is not None
    assert run.series[0].bound.tolist() == [1, 3, 0]
    assert run.notes == (
        "loss: the steps were not in order and were sorted",
        "loss: 1 steps occur more than once, and the last value logged stands",
    )


def test_values_that_are_not_finite_stay() -> None:
    run = prepare(run_of(loss=[1.0, math.nan, math.inf]))
    assert len(run.series[0]) == 3


def test_missing_epochs_are_said() -> None:
    steps = np.array([1.0, 2, 3, 5, 6, 9, 10, 11, 12, 13])
    run = prepare(Run("a", "b", (Series("loss", steps, steps),)))
    assert run.notes == ("loss: no value for epoch 4, epochs 7 to 8",)


def test_a_regular_interval_is_no_gap() -> None:
    steps = np.arange(5.0, 51, 5)
    assert prepare(Run("a", "b", (Series("val_loss", steps, steps),))).notes == ()


def test_the_one_loss_of_a_log_that_names_no_split_is_of_training() -> None:
    found = labels(prepare(run_of(**{"lm loss": [2.5], "grad norm": [0.2]})))
    assert found["lm loss"] == ("train", "loss")
    found = labels(prepare(run_of(**{"box loss": [2.5], "cls loss": [0.2]})))
    assert found["box loss"][0] is None


def test_of_two_objectives_the_one_that_says_its_split_stands_for_the_loss() -> None:
    run = run_of(**{"ppl": [11.0], "Train perplexity": [14.0], "Validation perplexity": [11.5]})
    assert labels(prepare(run))["Train perplexity"] == ("train", "loss")
