"""Perceptrons of Keras and scikit-learn with the same kinds of faults."""

from __future__ import annotations

from bench.accuracy.runs.fits import keras_run, sklearn_run
from bench.accuracy.runs.framework_tasks import (
    clusters,
    digits,
    few_digits,
    few_friedman,
    friedman,
    many_clusters,
    named,
    noisy_clusters,
    shuffled_val,
    sugar,
)
from bench.accuracy.runs.plan import Plan

KERAS: list[Plan] = [
    *named(
        "k-plain",
        "mlp",
        "none (healthy, base set-up)",
        keras_run,
        [
            (digits, {"lr": 1e-3, "epochs": 15}),
            (clusters, {"lr": 1e-3, "epochs": 20}),
            (friedman, {"lr": 1e-3, "epochs": 25}),
            (digits, {"lr": 3e-4, "epochs": 7}),
            (many_clusters, {"lr": 2e-3, "epochs": 25, "batch": 128, "width": 12}),
        ],
    ),
    *named(
        "k-small",
        "mlp",
        "small data, big model, no regularisation",
        keras_run,
        [
            (noisy_clusters, {"lr": 1e-3, "epochs": 60, "width": 128}),
            (few_friedman, {"lr": 1e-3, "epochs": 70, "width": 128}),
            (sugar, {"lr": 1e-3, "epochs": 60, "width": 96}),
            (few_digits, {"lr": 2e-3, "epochs": 40}),
        ],
    ),
    *named(
        "k-dropout",
        "mlp",
        "none (heavy dropout, val below train, healthy)",
        keras_run,
        [
            (digits, {"lr": 1e-3, "epochs": 20, "dropout": 0.5, "width": 96}),
            (clusters, {"lr": 1e-3, "epochs": 30, "dropout": 0.4}),
        ],
    ),
    *named(
        "k-l2",
        "mlp",
        "over-regularised (strong L2)",
        keras_run,
        [
            (digits, {"lr": 1e-3, "epochs": 25, "l2": 0.1}),
            (clusters, {"lr": 1e-3, "epochs": 25, "l2": 0.03}),
            (friedman, {"lr": 1e-3, "epochs": 25, "l2": 0.3}),
        ],
    ),
    *named(
        "k-lrhigh",
        "mlp",
        "learning rate too high (oscillation)",
        keras_run,
        [
            (digits, {"lr": 0.1, "epochs": 25}),
            (friedman, {"lr": 0.15, "epochs": 30}),
            (clusters, {"lr": 0.08, "epochs": 30}),
        ],
    ),
    *named(
        "k-lrhuge",
        "mlp",
        "learning rate much too high (divergence or death)",
        keras_run,
        [(friedman, {"lr": 5.0, "epochs": 15, "optimizer": "SGD"}), (digits, {"lr": 10.0, "epochs": 15})],
    ),
    *named(
        "k-lrlow",
        "mlp",
        "learning rate far too low",
        keras_run,
        [(digits, {"lr": 1e-6, "epochs": 15}), (friedman, {"lr": 2e-5, "epochs": 20, "optimizer": "SGD"})],
    ),
    *named(
        "k-shufval",
        "mlp",
        "validation labels shuffled",
        keras_run,
        [(shuffled_val(digits), {"lr": 1e-3, "epochs": 20}), (shuffled_val(friedman), {"lr": 1e-3, "epochs": 30})],
    ),
]

SKLEARN: list[Plan] = [
    *named(
        "sk-plain",
        "sklearn_mlp",
        "none (train loss only)",
        sklearn_run,
        [
            (digits, {"max_iter": 30}),
            (clusters, {"max_iter": 300}),
            (friedman, {"max_iter": 60}),
            (many_clusters, {"hidden_layer_sizes": (8,), "max_iter": 150}),
        ],
    ),
    *named(
        "sk-score",
        "sklearn_mlp",
        "none (train loss + validation score)",
        sklearn_run,
        [
            (digits, {"early_stopping": True, "max_iter": 60}),
            (clusters, {"early_stopping": True, "max_iter": 100}),
            (friedman, {"early_stopping": True, "max_iter": 80}),
            (noisy_clusters, {"early_stopping": True, "max_iter": 100, "n_iter_no_change": 60}),
        ],
    ),
    *named(
        "sk-lrhigh",
        "sklearn_mlp",
        "lr too high (train loss only)",
        sklearn_run,
        [
            (digits, {"learning_rate_init": 0.3, "max_iter": 60, "n_iter_no_change": 60}),
            (friedman, {"learning_rate_init": 0.2, "max_iter": 60, "n_iter_no_change": 60}),
            (clusters, {"learning_rate_init": 0.3, "max_iter": 50, "n_iter_no_change": 50}),
        ],
    ),
    *named(
        "sk-lrlow",
        "sklearn_mlp",
        "lr far too low (train loss only)",
        sklearn_run,
        [
            (digits, {"learning_rate_init": 1e-6, "max_iter": 40, "n_iter_no_change": 40}),
            (friedman, {"learning_rate_init": 1e-5, "max_iter": 40, "n_iter_no_change": 40}),
        ],
    ),
    *named(
        "sk-alpha",
        "sklearn_mlp",
        "over-regularised (train loss only)",
        sklearn_run,
        [(digits, {"alpha": 300.0, "max_iter": 80}), (clusters, {"alpha": 100.0, "max_iter": 80})],
    ),
]
