"""What column names mean, as programs and people write them."""

from __future__ import annotations

import pytest

from diagnose.series import meaning_of
from diagnose.vocabulary.recognition import better


@pytest.mark.parametrize(
    ("name", "split", "metric"),
    [
        ("loss", None, "loss"),
        ("val_loss", "val", "loss"),
        ("eval_loss", "val", "loss"),
        ("dev_loss", "val", "loss"),
        ("DEV_LOSS", "val", "loss"),
        ("valid_loss", "val", "loss"),
        ("test_loss", "test", "loss"),
        ("Train Loss", "train", "loss"),
        ("trainLoss", "train", "loss"),
        ("Loss/val", "val", "loss"),
        ("loss_train/loss", "train", "loss"),
        ("train_loss_total", "train", "loss"),
        ("validation/main/loss", "val", "loss"),
        ("evaluation_loss_vs_iterations", "val", "loss"),
        ("val_loss/dataloader_idx_0", "val", "loss"),
        ("训练损失", "train", "loss"),
        ("学習誤差", "train", "loss"),
        ("検証正解率", "val", "accuracy"),
        ("Ошибка обучения", "train", "loss"),
        ("потери на валидации", "val", "loss"),
        ("Validierungsverlust", "val", "loss"),
        ("Genauigkeit", None, "accuracy"),
        ("pérdida de entrenamiento", "train", "loss"),
        ("perte d'entraînement", "train", "loss"),
        ("perte de validation", "val", "loss"),
        ("验证准确率", "val", "accuracy"),
        ("train/box_loss", "train", "box_loss"),
        ("valid_0's binary_logloss", "val", "logloss"),
        ("training's multi_logloss", "train", "logloss"),
        ("validation-logloss", "val", "logloss"),
        ("validation_1-rmse", "val", "rmse"),
        ("val_acc", "val", "accuracy"),
        ("acc_val", "val", "accuracy"),
        ("sparse_categorical_accuracy", None, "accuracy"),
        ("% mean class accuracy (train set)", "train", "accuracy"),
        ("decode.acc_seg", None, "accuracy"),
        ("aAcc", None, "accuracy"),
        ("metrics/accuracy_top1", None, "accuracy"),
        ("metrics/accuracy_top5", None, "top5_accuracy"),
        ("val_top_2_acc", "val", "top_2_acc"),
        ("DEV_F1", "val", "f1"),
        ("F1-Score", None, "f1"),
        ("val_updated_mean_io_u", "val", "iou"),
        ("bbox_mAP_50", None, "map50"),
        ("lr-Adam", None, "learning_rate"),
        ("lr/pg0", None, "learning_rate"),
        ("grad_norm", None, "grad_norm"),
        ("perplexity", None, "perplexity"),
        ("Smoothed Validation Loss", "val", "smoothed_loss"),
    ],
)
def test_split_and_metric(name: str, split: str | None, metric: str) -> None:
    assert (meaning_of(name).split, meaning_of(name).metric) == (split, metric)


@pytest.mark.parametrize(
    ("name", "level"),
    [("train_loss_epoch", "epoch"), ("train/loss_step", "step"), ("epoch_loss", "epoch"), ("loss", None)],
)
def test_level(name: str, level: str | None) -> None:
    assert meaning_of(name).level == level


@pytest.mark.parametrize(
    "name", ["lr", "time", "data_time", "eval_runtime", "memory", "eval_samples_per_second", "epoch"]
)
def test_asides_are_no_metrics(name: str) -> None:
    assert meaning_of(name).aside
    assert meaning_of(name).better is None


@pytest.mark.parametrize(
    ("metric", "way"),
    [("loss", "lower"), ("box_loss", "lower"), ("rmse", "lower"), ("accuracy", "higher"), ("top_2_acc", "higher"),
     ("auc", "higher"), ("frobnication", None)],
)  # fmt: skip
def test_which_way_is_better(metric: str, way: str | None) -> None:
    assert better(metric) == way


def test_the_losses_of_a_gan_are_adversarial() -> None:
    assert meaning_of("gen_loss").adversarial
    assert meaning_of("d_loss").adversarial
    assert not meaning_of("train/cls_loss").adversarial


@pytest.mark.parametrize(("name", "extra"), [("val_iou", 0), ("val_mean_box_iou", 1), ("val_big_box_iou", 2)])
def test_words_that_narrow_a_metric_are_counted(name: str, extra: int) -> None:
    assert (meaning_of(name).metric, meaning_of(name).extra) == ("iou", extra)


def test_a_word_that_fills_narrows_nothing():
    assert [meaning_of(name).extra for name in ("loss", "box_loss", "mean_box_loss", "mean_box_cls_loss")] == [
        0,
        1,
        1,
        2,
    ]
    assert [meaning_of(name).extra for name in ("mean_iou", "person_mean_iou", "person_head_mean_iou")] == [0, 1, 1]
