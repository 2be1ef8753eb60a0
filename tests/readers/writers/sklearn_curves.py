"""scikit-learn: the curves that its estimators keep, dumped as JSON, and the text of `verbose`."""

from __future__ import annotations

import json
import warnings
from typing import Any

import sklearn
from sklearn.ensemble import GradientBoostingRegressor, HistGradientBoostingRegressor
from sklearn.neural_network import MLPClassifier

from tests.readers.writers.data import arrays, numbers
from tests.readers.writers.terminal import caught
from tests.readers.writers.truth import curve, folder, tell


def write() -> None:
    """An MLP with and without early stopping, and gradient boosting."""
    warnings.simplefilter("ignore")
    x, y, _, _ = arrays()
    for case, early in (("loss_only", False), ("validation_scores", True)):
        place = folder("sklearn", case)
        model = MLPClassifier(
            (16,), learning_rate_init=0.01, max_iter=25, random_state=1, early_stopping=early, verbose=True
        )
        with caught(place / "stdout.txt"):
            model.fit(x, y)
        kept: dict[str, Any] = {
            "loss_curve_": model.loss_curve_,
            "best_loss_": model.best_loss_,
            "n_iter_": model.n_iter_,
        }
        loss = curve("train", "loss", model.loss_curve_)
        told = [loss]
        if early:
            kept["validation_scores_"] = model.validation_scores_
            told.append(curve("val", "score", [float(v) for v in model.validation_scores_]))
        (place / "curves.json").write_text(json.dumps(kept, default=float))
        tell(
            place,
            f"scikit-learn {sklearn.__version__}",
            {"curves.json": [told], "stdout.txt": [[{**loss, "unit": "step", "decimals": 8}]]},
        )
    x, y, _, _ = numbers()
    place = folder("sklearn", "boosting")
    boosting = GradientBoostingRegressor(n_estimators=25, random_state=1)
    boosting.fit(x, y)
    losses = boosting.train_score_.tolist()
    (place / "curves.json").write_text(json.dumps({"train_score_": losses}))
    tell(place, f"scikit-learn {sklearn.__version__}", {"curves.json": [[curve("train", "loss", losses)]]})
    place = folder("sklearn", "histogram_boosting")
    histogram = HistGradientBoostingRegressor(
        max_iter=25, early_stopping=True, scoring="loss", validation_fraction=0.3, random_state=1
    )
    histogram.fit(x, y)
    scores = {
        "train_score_": histogram.train_score_.tolist(),
        "validation_score_": histogram.validation_score_.tolist(),
    }
    (place / "curves.json").write_text(json.dumps(scores))
    told = [
        curve(split, "loss", [-v for v in values])
        for split, values in zip(("train", "val"), scores.values(), strict=True)
    ]
    tell(place, f"scikit-learn {sklearn.__version__}", {"curves.json": [told]}, note="the scores are negated losses")
