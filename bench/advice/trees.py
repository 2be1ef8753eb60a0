"""Boosted trees, logged as `evals_result` is."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.advice.recipes import Recipe
from bench.advice.tasks import TASKS, Arrays, data_of
from bench.advice.training import Trained, chance, class_mean, rounded

LIMIT = 1e-7  # of a probability, as XGBoost's log loss has it


def train_trees(recipe: Recipe) -> Trained:
    """The boosting run of a recipe, cut where its early stopping ends it."""
    from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

    classes, parts = TASKS[recipe.task].classes, data_of(recipe)
    kind = GradientBoostingClassifier if classes else GradientBoostingRegressor
    weights = _weights(parts.train[1]) if recipe.balanced else None
    with np.errstate(all="ignore"):  # a step size far too large runs over, which is what is wanted
        model = kind(
            learning_rate=recipe.learning_rate, n_estimators=recipe.epochs, max_depth=recipe.depth,
            subsample=min(1.0, recipe.batch_size / 32), random_state=recipe.seed,
        ).fit(*parts.train, sample_weight=weights)  # fmt: skip
        curves = [_curves(model, part, classes) for part in (parts.train, parts.val, parts.test)]
    last = _stopped(curves[1][0], recipe.patience)
    metric = "logloss" if classes else "rmse"
    train, val = (rounded(plain[:last]) for plain, _, _ in curves[:2])
    return Trained(
        {"train": {metric: train}, "validation": {metric: val}},
        rounded(curves[1][1][:last]), rounded(curves[2][1][:last]), rounded(curves[2][2][:last]),
        chance(parts.train, parts.test, classes),
    )  # fmt: skip


def _weights(labels: np.ndarray) -> np.ndarray:
    counts = np.bincount(labels)
    weights: np.ndarray = len(labels) / len(counts) / counts[labels]
    return weights


def _curves(model: Any, part: Arrays, classes: int) -> tuple[list[float], list[float], list[float]]:
    """For each round the logged metric, the task's measure and the accuracy (none for numbers)."""
    x, y = part
    if not classes:
        squared = [float(np.square(y - answer).mean()) for answer in model.staged_predict(x)]
        return [value**0.5 for value in squared], squared, []
    logged, measured, accuracy = [], [], []
    for chances in model.staged_predict_proba(x):
        losses = -np.log(np.clip(chances[np.arange(len(y)), y], LIMIT, 1))
        logged.append(float(losses.mean()))
        measured.append(class_mean(losses, y))
        accuracy.append(float((chances.argmax(1) == y).mean()))
    return logged, measured, accuracy


def _stopped(val: list[float], patience: int) -> int:
    """The rounds that are kept: all, or those up to the best that stood for `patience` rounds."""
    best = 0
    for place, value in enumerate(val):
        if value < val[best]:
            best = place
        elif patience and place - best >= patience:
            return best + 1
    return best + 1 if patience else len(val)
