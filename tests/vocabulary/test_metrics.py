"""Metrics: each name means one, ways and families agree, and percent is told by one limit."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from diagnose.series.cleaning import cannot_be_accuracy
from diagnose.vocabulary.metrics import COLUMNS, METRICS, NO_PROOF, OBJECTIVES, WHOLE_NAMES
from diagnose.vocabulary.percent import in_percent
from diagnose.vocabulary.recognition import NAMED, better, says_loss, says_metric


def test_a_name_means_one_metric():
    names = Counter(name for metric in METRICS for name in {metric.name, *metric.others.split()})
    assert [name for name, count in names.items() if count > 1] == []


def test_what_is_lost_falls_and_what_is_scored_rises():
    for metric in METRICS:
        assert metric.better in {"loss": ("lower", None), "error": ("lower",), "score": ("higher",),
                                 "reward": ("higher",), "rate": (None,)}[metric.family], metric  # fmt: skip


def test_the_lists_of_exceptions_name_metrics():
    assert WHOLE_NAMES | NO_PROOF | set(OBJECTIVES) <= {metric.name for metric in METRICS}
    assert {name for name in COLUMNS if name not in NAMED} == set()


@pytest.mark.parametrize(("name", "loss", "metric"), [
    ("elbo", True, True), ("val_wer", True, True), ("top-5", False, True), ("hits@10", False, True),
    ("hits", False, False), ("l_total", True, True), ("l_rate", False, False), ("mIoU", False, True),
    ("return", False, False), ("reward", False, True), ("lr", False, False), ("R2", False, True),
])  # fmt: skip
def test_what_a_name_speaks_of(name, loss, metric):
    assert (says_loss(name), says_metric(name)) == (loss, metric)


def test_the_way_of_an_elbo_is_not_told_by_its_name():
    assert better("elbo") is None
    assert better("elbo_loss") == "lower"
    assert better("loss_weighting_p") == "lower"  # one letter is no word that tells


@pytest.mark.parametrize(("metric", "largest", "percent"), [
    ("accuracy", 1.0, False), ("accuracy", 1.0000001, False), ("accuracy", 1.3, True), ("accuracy", 97.0, True),
    ("f1", 88.0, True), ("psnr", 31.0, False), ("loss", 2.3, False), (None, 50.0, False),
])  # fmt: skip
def test_percent(metric, largest, percent):
    assert in_percent(metric, largest) == percent


def test_what_can_be_no_accuracy():
    assert cannot_be_accuracy(np.array([0.5, -0.2]))
    assert cannot_be_accuracy(np.array([100.5]))
    assert not cannot_be_accuracy(np.array([0.0, 1.0, np.nan, 100.0005]))
