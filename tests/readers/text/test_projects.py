"""Logs as known projects print them (invented, in their wording), and in other languages: what each is read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.readers import read
from diagnose.readers.core.opening import open_path

LOGS = Path(__file__).parents[1] / "fixtures" / "text_logs"
# series: its split, its unit, its first and last step and value
EXPECTED: dict[str, dict[str, tuple[object, ...]]] = {
    "ultralytics_v8": {
        "train/loss": ("train", "epoch", 1, 4, 5.98, 3.637),
        "train/box_loss": ("train", "epoch", 1, 4, 1.78, 0.999),
        "metrics/mAP50-95(B)": ("val", "epoch", 1, 4, 0.41, 0.44),
    },
    "ultralytics_v83": {
        "train/loss": ("train", "epoch", 1, 4, 5.98, 3.637),
        "metrics/mAP50(B)": ("val", "epoch", 1, 4, 0.61, 0.64),
    },
    "yolov5": {
        "train/loss": ("train", "epoch", 1, 4, 0.385, 0.20607),
        "train/obj_loss": ("train", "epoch", 1, 4, 0.105, 0.0562),
        "metrics/mAP50-95": ("val", "epoch", 1, 4, 0.3, 0.33),
    },
    "darknet": {
        "loss": ("train", "step", 100, 109, 170, 166.82),
        "avg loss": ("train", "step", 100, 109, 170.2, 167.02),
    },
    "darknet_old": {
        "avg loss": ("train", "step", 1, 9, 4.9, 3.6632),
    },
    "spacy": {
        "train/loss": ("train", "step", 0, 1400, 294, 0.3636),
        "train NER loss": ("train", "step", 0, 1400, 84, 20.78),
        "val ENTS_F": ("val", "step", 0, 1400, 50, 57),
        "val SCORE": ("val", "step", 0, 1400, 0.5, 0.57),
    },
    "spacy_textcat": {
        "train TEXTCAT loss": ("train", "step", 0, 1400, 2.1, 0.52),
        "val SCORE": ("val", "step", 0, 1400, 0.5, 0.57),
    },
    "swin": {
        "train loss (batch)": ("train", "batch", 0, 80, 2.1, 1.2449),
        "train loss": ("train", "epoch", 1, 3, 2.2, 1.48),
        "test Loss": ("val", "epoch", 1, 3, 2.2, 1.645),
        "test Acc@1": ("val", "epoch", 1, 3, 50.32, 52.32),
    },
    "timm": {
        "train Loss": ("train", "epoch", 1, 3, 2.2, 1.48),
        "test Loss": ("val", "epoch", 1, 3, 2.2, 1.645),
        "test Acc@1": ("val", "epoch", 1, 3, 50.3, 52.3),
    },
    "detr": {
        "loss": (None, "epoch", 1, 3, 2.2, 1.48),
        "test loss": ("val", "epoch", 1, 3, 2.3, 1.745),
        "loss (batch)": (None, "batch", 0, 80, 2.1, 1.38),
    },
    "imagenet": {
        "Loss": (None, "epoch", 1, 3, 2.2, 1.48),
        "test Loss": ("val", "epoch", 1, 3, 2.3, 1.745),
        "test Acc@1": ("val", "epoch", 1, 3, 0.2, 2.2),
    },
    "fairseq": {
        "loss": (None, "epoch", 1, 3, 1.7, 1.124),
        "val loss": ("val", "epoch", 1, 3, 1.9, 1.428),
        "loss (batch)": (None, "batch", 100, 500, 1.7, 1.124),
    },
    "fairseq_new": {
        "train loss": ("train", "epoch", 1, 3, 1.7, 1.124),
        "val loss": ("val", "epoch", 1, 3, 1.9, 1.428),
        "loss": (None, "batch", 100, 500, 1.7, 1.124),
    },
    "espnet": {
        "train loss": ("train", "epoch", 1, 3, 1.9, 1.324),
        "val loss": ("val", "epoch", 1, 3, 2.2, 1.728),
        "val cer": ("val", "epoch", 1, 3, 0.5, 0.5),
        "train loss (batch)": ("train", "batch", 100, 300, 2, 1.424),
    },
    "opennmt": {
        "xent": (None, "step", 50, 200, 6.7, 5.92),
        "Validation perplexity": ("val", "step", 100, 200, 164.5, 124.4),
    },
    "mxnet": {
        "Train-accuracy": ("train", "epoch", 1, 4, 0.55, 0.58),
        "Validation-accuracy": ("val", "epoch", 1, 4, 0.6, 0.63),
        "cross-entropy (batch)": (None, "batch", 20, 80, 2.1, 1.124),
    },
    "caffe": {
        "train loss": ("train", "step", 0, 400, 2.11, 0.9292),
        "test loss": ("val", "step", 0, 400, 2.2, 1.244),
        "test accuracy": ("val", "step", 0, 400, 0.5, 0.54),
    },
    "skorch": {
        "train_loss": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "valid_loss": ("val", "epoch", 1, 5, 1.9, 1.0874),
        "valid_acc": ("val", "epoch", 1, 5, 0.71, 0.75),
    },
    "fastai": {
        "train_loss": ("train", "epoch", 1, 5, 2.1, 0.9192),
        "valid_loss": ("val", "epoch", 1, 5, 2.2, 1.244),
        "accuracy": ("val", "epoch", 1, 5, 0.7, 0.74),
    },
    "ignite": {
        "train Avg loss": ("train", "epoch", 1, 4, 1.7, 0.92),
        "val Avg loss": ("val", "epoch", 1, 4, 1.9, 1.24),
    },
    "lightning": {
        "train_loss": ("train", "batch", 5, 40, 1.992, 1.016),
        "val_loss": ("val", "epoch", 1, 4, 2.2, 1.428),
    },
    "accelerate": {
        "loss": (None, "batch", 10, 80, 1.7, 0.435),
    },
    "accelerate_glue": {
        "loss": (None, "batch", 10, 90, 1.7, 1.124),
        "accuracy": (None, "epoch", 1, 3, 0.8, 0.82),
    },
    "flax": {
        "train_loss": ("train", "epoch", 1, 4, 1.7, 0.9192),
        "test_loss": ("val", "epoch", 1, 4, 1.9, 1.244),
    },
    "jax": {
        "Training set accuracy": ("train", "epoch", 1, 5, 0.8, 0.84),
        "Test set accuracy": ("val", "epoch", 1, 5, 0.7, 0.74),
    },
    "paddle_clas": {
        "train loss": ("train", "epoch", 1, 3, 1.7, 1.124),
        "val loss": ("val", "epoch", 1, 3, 1.9, 1.4282),
        "train loss (batch)": ("train", "batch", 0, 50, 1.7, 1.224),
    },
    "spanish": {
        "pérdida de entrenamiento": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "pérdida de validación": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "spanish2": {
        "Pérdida": (None, "epoch", 1, 5, 1.7, 0.7554),
        "Pérdida val": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "chinese": {
        "训练损失": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "验证损失": ("val", "epoch", 1, 5, 1.9, 1.0874),
        "验证准确率": ("val", "epoch", 1, 5, 0.71, 0.75),
    },
    "chinese2": {
        "训练集损失": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "测试集损失": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "japanese2": {
        "学習誤差": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "検証誤差": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "russian": {
        "потери на обучении": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "потери на валидации": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "russian2": {
        "Ошибка обучения": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "Ошибка валидации": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "german": {
        "Trainingsverlust": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "Validierungsverlust": ("val", "epoch", 1, 5, 1.9, 1.0874),
        "val Genauigkeit": ("val", "epoch", 1, 5, 0.71, 0.75),
    },
    "german2": {
        "Training Verlust": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "Validierung Verlust": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
    "french": {
        "perte d'entraînement": ("train", "epoch", 1, 5, 1.7, 0.7554),
        "perte de validation": ("val", "epoch", 1, 5, 1.9, 1.0874),
    },
}


def test_every_log_is_expected_to_say_something() -> None:
    assert {log.stem for log in LOGS.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("log", EXPECTED)
def test_what_a_project_prints_is_understood(log: str) -> None:
    [run] = read(open_path(LOGS / f"{log}.txt"))
    series = {one.name: one for one in run.series}
    for name, expected in EXPECTED[log].items():
        one = series[name]
        ends = (one.steps[0], one.steps[-1], one.values[0], one.values[-1])
        assert (one.split, one.step_unit, *ends) == pytest.approx(expected)
