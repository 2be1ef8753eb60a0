"""Which curves are the pair, and why."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.errors import SettingsError
from diagnose.model import Pair, Run, Series, StepUnit
from diagnose.series import choose_pair, other_pairs, prepare


def run_of(*names: str, lengths: dict[str, int] | None = None, unit: StepUnit = "epoch") -> Run:
    def one(name: str) -> Series:
        count = (lengths or {}).get(name, 6)
        return Series(name, np.arange(1.0, count + 1), np.linspace(1.0, 0.5, count), unit)

    return prepare(Run("a run", "a format", tuple(map(one, names))))


def names(pair: Pair) -> tuple[str | None, str | None]:
    return (pair.train.name if pair.train else None, pair.val.name if pair.val else None)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("accuracy", "val_loss", "loss", "val_accuracy"), ("loss", "val_loss")),
        (("train_loss", "test_loss"), ("train_loss", "test_loss")),
        (("MainLoss", "FinalLoss", "Loss"), ("Loss", None)),
        (("loss", "eval_wiki_loss"), ("loss", "eval_wiki_loss")),
        (("loss", "eval_wiki_loss", "eval_news_loss"), ("loss", "eval_wiki_loss")),
        (("training-loss-r1", "validation-loss-r1", "validation-acc-r1"), ("training-loss-r1", "validation-loss-r1")),
        (("train_sl", "train_rl", "val_sl", "val_rl"), ("train_sl", "val_sl")),
        (("train_loss", "test_loss", "val_loss"), ("train_loss", "val_loss")),
        (("train_loss_step", "train_loss_epoch", "val_loss"), ("train_loss_epoch", "val_loss")),
        (("train-rmse", "train-mae", "validation-rmse", "validation-mae"), ("train-rmse", "validation-rmse")),
        (("train-merror", "train-mlogloss", "eval-merror", "eval-mlogloss"), ("train-mlogloss", "eval-mlogloss")),
        (("validation_0-logloss", "validation_1-logloss"), ("validation_0-logloss", "validation_1-logloss")),
        (("train_loss", "val_mse", "val_rmse"), ("train_loss", "val_mse")),
        (("train_loss_total", "train_loss_ce", "val_loss"), ("train_loss_total", "val_loss")),
        (("train/box_loss", "train/cls_loss", "val/box_loss", "val/cls_loss"), ("train/box_loss", "val/box_loss")),
        (("loss",), ("loss", None)),
        (("val_loss",), (None, "val_loss")),
        (("gen_loss", "d_loss"), (None, None)),
        (("lr", "time"), (None, None)),
    ],
)
def test_the_pair_by_names(columns: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    pair = choose_pair(run_of(*columns))
    assert names(pair) == expected
    assert pair.why


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("train_accuracy", "val_accuracy"), ("train_accuracy", "val_accuracy")),
        (("train_f1", "train_auc", "valid_auc"), ("train_auc", "valid_auc")),
        (("train_accuracy", "val_f1"), (None, "val_f1")),
        (("train_accuracy", "val_loss"), (None, "val_loss")),
        (("train_accuracy",), ("train_accuracy", None)),
        (("rollout/ep_rew_mean", "train/loss"), ("rollout/ep_rew_mean", None)),
        (("episode_reward", "loss", "eval/mean_reward"), ("episode_reward", "eval/mean_reward")),
        (("loss", "val_loss", "reward"), ("loss", "val_loss")),
        (("loss", "rewards/chosen", "rewards/rejected"), ("loss", None)),
        (("loss_net", "norm", "seconds"), ("loss_net", None)),
        (("loss_scale", "norm"), (None, None)),
    ],
)
def test_scores_rewards_and_losses_by_other_names(
    columns: tuple[str, ...], expected: tuple[str | None, str | None]
) -> None:
    pair = choose_pair(run_of(*columns))
    assert names(pair) == expected
    assert pair.why


def test_an_epoch_mean_of_one_value_is_not_the_curve() -> None:
    run = run_of("train/loss_epoch", "train/loss_step", "val/loss", lengths={"train/loss_epoch": 1}, unit="step")
    assert names(choose_pair(run)) == ("train/loss_step", "val/loss")


def test_a_mean_over_the_epoch_goes_before_what_is_logged_by_step() -> None:
    run = run_of("train_loss", "train_loss_epoch", "val_loss", unit="step")
    assert names(choose_pair(run)) == ("train_loss_epoch", "val_loss")


def test_a_score_takes_the_place_of_a_validation_loss() -> None:
    pair = choose_pair(run_of("loss", "accuracy", "val_accuracy"))
    assert names(pair) == ("loss", "val_accuracy")
    assert "accuracy takes its place" in pair.why


def test_names_asked_for_overrule() -> None:
    pair = choose_pair(run_of("loss", "val_loss", "val_accuracy"), val="val_accuracy")
    assert names(pair) == ("loss", "val_accuracy")
    assert "asked for" in pair.why


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingsError, match="no series of a run is called 'vloss'; it holds loss, val_loss"):
        choose_pair(run_of("loss", "val_loss"), val="vloss")


def test_a_gan_says_why_there_is_no_pair() -> None:
    assert "adversarial" in choose_pair(run_of("gen_loss", "dis_loss")).why


def test_further_losses_of_both_splits_are_pairs_of_their_own():
    run = run_of("loss", "val_loss", "aux_loss", "val_aux_loss", "kl_loss", "val_mse")
    further = other_pairs(run, choose_pair(run))
    assert list(map(names, further)) == [("aux_loss", "val_aux_loss")]
    assert other_pairs(run_of("loss", "val_loss", "accuracy"), choose_pair(run_of("loss", "val_loss"))) == []


def test_at_most_eight_further_pairs():
    parts = [f"{split}part{number}_loss" for number in range(9) for split in ("", "val_")]
    run = run_of("loss", "val_loss", *parts)
    assert len(other_pairs(run, choose_pair(run))) == 8


@pytest.mark.parametrize(("epochs", "chosen"), [(1, 6), (2, 2)])
def test_what_a_bar_shows_within_its_epochs_is_judged_where_there_is_one_epoch(epochs, chosen):
    steps = np.arange(1.0, 7.0)
    batches = Series("loss", steps, np.linspace(1.0, 0.5, 6), "batch")
    whole = Series("loss", steps[:epochs], np.linspace(1.0, 0.5, epochs), "epoch")
    train = choose_pair(prepare(Run("a run", "a format", (whole, batches)))).train
    assert train is not None
    assert len(train) == chosen


def test_a_loss_that_is_zero_all_along_is_not_the_one() -> None:
    run = run_of("MainLoss", "FinalLoss")
    zero = Series("MainLoss", np.arange(1.0, 7), np.zeros(6))
    assert names(choose_pair(prepare(Run("a run", "a format", (zero, run.series[1]))))) == ("FinalLoss", None)
    assert names(choose_pair(prepare(Run("a run", "a format", (zero,))))) == ("MainLoss", None)


@pytest.mark.parametrize("players", [("D_A", "G_A", "cycle_A"), ("G_GAN", "D_real", "D_fake")])
def test_two_networks_named_by_letters_say_why_there_is_no_pair(players: tuple[str, ...]) -> None:
    pair = choose_pair(run_of(*players))
    assert names(pair) == (None, None)
    assert "adversarial" in pair.why
