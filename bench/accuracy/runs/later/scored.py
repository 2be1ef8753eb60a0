"""Runs that log scores (accuracy, R², AUC) and no loss, or both."""

from __future__ import annotations

import numpy as np

from bench.accuracy.runs.bases import Setup
from bench.accuracy.runs.capacity import decayed, too_small
from bench.accuracy.runs.data import (
    class_unseen,
    val_half_shuffled,
    val_is_train,
    val_not_scaled,
    val_shuffled,
    val_tiny,
)
from bench.accuracy.runs.generalisation import (
    arrived,
    dropout_healthy,
    mild,
    plain,
    small_data,
    stopped_early,
    wrong_labels,
)
from bench.accuracy.runs.later.logbook import Form
from bench.accuracy.runs.later.planning import auc, changed, mae, on_validation, r2, table
from bench.accuracy.runs.optimisation import dead_units, frozen, large_weights, rated, softmax_twice
from bench.accuracy.runs.plan import Plan
from bench.accuracy.runs.schedules import halved, ramp, resumed_anew, steps

Rng = np.random.Generator
ACCURACY = ("accuracy", "val_accuracy", "lr")
ONLY = [
    ("none (healthy, stopped while still learning)", "digits", stopped_early),
    ("none (healthy, learning rate ends at zero)", "cnn", arrived),
    ("none (heavy dropout, val below train, healthy)", "clusters", dropout_healthy),
    ("small data, big model, no regularisation", "clusters", small_data),
    ("wrong labels in the training set, big model", "digits", wrong_labels),
    ("mild overfitting: moderate data, weight decay", "moons", mild),
    ("model too small (one unit)", "digits", too_small(1)),
    ("over-regularised (weight decay)", "digits", decayed(0.3, 1.0)),
    ("validation labels shuffled", "wine", val_shuffled),
    ("learning rate halved every epoch", "majority", halved),
    ("all frozen but the output bias", "clusters", frozen),
    ("learning rate too high (oscillation)", "digits", rated(30, 80)),
    ("learning rate much too high (divergence or death)", "cnn", rated(200, 600)),
    ("lr grows each epoch", "clusters", ramp),
    ("resume lost the weights", "digits", resumed_anew),
    ("tiny validation set (very noisy val)", "clusters", val_tiny),
]
NUMBERS = [
    ("none (healthy, base set-up)", "friedman", plain),
    ("small data, big model, no regularisation", "diabetes", small_data),
    ("model too small (one unit)", "sine", too_small(1)),
    ("learning rate too high (oscillation)", "counts", rated(30, 60)),
    ("validation set not normalised", "friedman", val_not_scaled),
]
BOTH = [
    ("none (healthy, base set-up)", "wine", plain),
    ("none (plateau, then LR drop, falls again)", "clusters", steps),
    ("overconfident: val loss rises, accuracy holds", "digits", changed(samples=0.4, width=3, epochs=4, lr=1.5)),
    ("overconfident: val loss rises, accuracy holds", "clusters", changed(width=2, epochs=3, task={"flip": 0.02})),
    ("softmax applied twice", "clusters", softmax_twice),
    ("initial weights far too large", "digits", large_weights),
    ("part of the validation labels shuffled", "cnn", val_half_shuffled),
    ("validation set is a copy of training samples", "moons", val_is_train),
    ("classes of the validation set are missing in training", "digits", class_unseen),
    ("dead ReLU units", "digits", dead_units),
    ("dropout far too strong", "digits", changed(net={"dropout": 0.9}, epochs=0.8)),
]


def judged_by_auc(setup: Setup, rng: Rng) -> Form:
    """Of the validation's AUC alone."""
    return Form(also=on_validation(setup[0], auc=auc), keep=("val_auc",), decimals=int(rng.choice([3, 4])))


SCORED: list[Plan] = [
    *table("scores-only", Form(keep=ACCURACY, decimals=4), ONLY[::2]),
    *table("scores-only", Form(keep=ACCURACY), ONLY[1::2]),
    *table("scores-only", Form(metrics={"r2": r2}, keep=("r2", "val_r2")), NUMBERS),
    *table(
        "scores-only",
        judged_by_auc,
        [
            ("none (healthy), AUC alone", "cancer", plain),
            ("small data, big model, AUC alone", "rare", small_data),
            ("validation labels shuffled, AUC alone", "rare", val_shuffled),
        ],
    ),
    *table("loss-and-score", Form(decimals=4), BOTH[::2]),
    *table("loss-and-score", Form(), BOTH[1::2]),
    *table(
        "loss-and-score",
        Form(metrics={"mae": mae}, decimals=4),
        [
            ("none (healthy, base set-up)", "season", plain),
            ("small data, big model, no regularisation", "season", small_data),
            ("learning rate much too high (divergence or death)", "friedman", rated(300, 900)),
        ],
    ),
]
