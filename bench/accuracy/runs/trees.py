"""Boosted trees of XGBoost, LightGBM and scikit-learn with the same kinds of faults."""

from __future__ import annotations

from bench.accuracy.runs.fits import boosted_sklearn, lightgbm_run, xgboost_run
from bench.accuracy.runs.framework_tasks import (
    clusters,
    digits,
    few_friedman,
    friedman,
    many_clusters,
    named,
    noisy_clusters,
    shuffled_val,
    sugar,
)
from bench.accuracy.runs.plan import Plan

TREES: list[Plan] = [
    *named(
        "xgb-learn",
        "xgboost",
        "none, stopped early (small eta)",
        xgboost_run,
        [
            (clusters, {"rounds": 40, "eta": 0.02, "max_depth": 3}),
            (friedman, {"rounds": 60, "eta": 0.03, "max_depth": 3}),
            (digits, {"rounds": 30, "eta": 0.05}),
        ],
    ),
    *named(
        "xgb-arrived",
        "xgboost",
        "none (healthy, shallow trees)",
        xgboost_run,
        [
            (many_clusters, {"rounds": 120, "eta": 0.2, "max_depth": 2}),
            (digits, {"rounds": 100, "eta": 0.2, "max_depth": 3}),
            (friedman, {"rounds": 300, "eta": 0.1, "max_depth": 2}),
        ],
    ),
    *named(
        "xgb-over",
        "xgboost",
        "deep trees, few samples, large eta",
        xgboost_run,
        [
            (noisy_clusters, {"rounds": 120, "eta": 0.3}),
            (few_friedman, {"rounds": 100, "eta": 0.3, "max_depth": 6}),
            (sugar, {"rounds": 150, "eta": 0.2, "max_depth": 5}),
            (sugar, {"rounds": 60, "eta": 0.05, "max_depth": 4}),
            (noisy_clusters, {"rounds": 200, "eta": 0.05, "max_depth": 5}),
        ],
    ),
    *named(
        "xgb-under",
        "xgboost",
        "over-regularised trees",
        xgboost_run,
        [
            (clusters, {"rounds": 100, "eta": 0.3, "max_depth": 1, "gamma": 40}),
            (friedman, {"rounds": 100, "eta": 0.3, "max_depth": 1, "lambda": 3000}),
        ],
    ),
    *named(
        "xgb-shufval",
        "xgboost",
        "validation labels shuffled",
        xgboost_run,
        [(shuffled_val(clusters), {"rounds": 80, "eta": 0.1}), (shuffled_val(friedman), {"rounds": 80, "eta": 0.1})],
    ),
    *named(
        "xgb-etahigh",
        "xgboost",
        "learning rate much too high (divergence or oscillation)",
        xgboost_run,
        [
            (friedman, {"rounds": 40, "eta": 2.2, "max_depth": 3, "lambda": 0}),
            (clusters, {"rounds": 60, "eta": 3.0, "max_depth": 4}),
        ],
    ),
    *named(
        "lgb-learn",
        "lightgbm",
        "none, stopped early (small eta)",
        lightgbm_run,
        [(clusters, {"rounds": 50, "eta": 0.02}), (friedman, {"rounds": 80, "eta": 0.02})],
    ),
    *named(
        "lgb-arrived",
        "lightgbm",
        "none (healthy, shallow trees)",
        lightgbm_run,
        [
            (many_clusters, {"rounds": 150, "eta": 0.1, "num_leaves": 4}),
            (friedman, {"rounds": 250, "eta": 0.1, "num_leaves": 4}),
        ],
    ),
    *named(
        "lgb-over",
        "lightgbm",
        "deep trees, few samples, large eta",
        lightgbm_run,
        [
            (noisy_clusters, {"rounds": 120, "eta": 0.2, "min_data_in_leaf": 3}),
            (sugar, {"rounds": 150, "eta": 0.1, "min_data_in_leaf": 5}),
            (few_friedman, {"rounds": 200, "eta": 0.05, "min_data_in_leaf": 3}),
        ],
    ),
    *named(
        "gbr-over",
        "sklearn_gb",
        "deep trees, few samples",
        boosted_sklearn,
        [
            (few_friedman, {"rounds": 150, "eta": 0.1, "max_depth": 4}),
            (sugar, {"rounds": 100, "eta": 0.1, "max_depth": 4}),
        ],
    ),
    *named(
        "gbr-plain",
        "sklearn_gb",
        "none (healthy, shallow trees)",
        boosted_sklearn,
        [
            (friedman, {"rounds": 60, "eta": 0.05, "max_depth": 2}),
            (friedman, {"rounds": 250, "eta": 0.1, "max_depth": 2}),
        ],
    ),
]
