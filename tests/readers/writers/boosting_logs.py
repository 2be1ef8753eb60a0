"""XGBoost, LightGBM and CatBoost: what they print and the dicts or files of their evaluations."""

from __future__ import annotations

import json
import shutil
from typing import Any

import catboost
import lightgbm
import numpy as np
import xgboost

from tests.readers.writers.data import CLASSES, arrays, numbers
from tests.readers.writers.terminal import caught
from tests.readers.writers.truth import curve, folder, tell

ROUNDS = 30


def told(
    train: list[float], val: list[float] | None, metric: str, every: int = 1, first: int = 0, **rounding: Any
) -> list[dict[str, Any]]:
    """Both curves of a metric, which is the loss; the rounds are counted as the framework counts them."""
    steps = list(range(first, first + len(train)))[::every]
    if every > 1 and steps[-1] != first + len(train) - 1:
        steps.append(first + len(train) - 1)
    chosen = lambda values: [values[s - first] for s in steps]  # noqa: E731
    made = [curve("train", metric, chosen(train), steps=steps, unit="step", **rounding)]
    if val is not None:
        made.append(curve("val", metric, chosen(val), steps=steps, unit="step", **rounding))
    return made


def write_xgboost() -> None:
    """Native API with named sets, the scikit-learn API with numbered ones, early stopping, every fifth round."""
    x, y, xv, yv = arrays()
    d, dv = xgboost.DMatrix(x, y), xgboost.DMatrix(xv, yv)
    options = {
        "objective": "multi:softprob",
        "num_class": CLASSES,
        "eval_metric": ["merror", "mlogloss"],
        "eta": 0.2,
        "nthread": 1,
    }
    for case, every, stop in (("named", True, None), ("every_fifth", 5, None), ("early_stopping", True, 4)):
        place, found = folder("xgboost", case), dict[str, Any]()
        with caught(place / "stdout.txt"):
            xgboost.train(
                options,
                d,
                ROUNDS,
                evals=[(d, "train"), (dv, "validation")],
                evals_result=found,
                verbose_eval=every,
                early_stopping_rounds=stop,
            )
        (place / "evals_result.json").write_text(json.dumps(found))
        train, val = (found[k]["mlogloss"] for k in ("train", "validation"))
        tell(
            place,
            f"xgboost {xgboost.__version__}",
            {
                "stdout.txt": [told(train, val, "loss", int(every), decimals=5)],
                "evals_result.json": [told(train, val, "loss")],
            },
        )
    place = folder("xgboost", "numbered")
    x, y, xv, yv = numbers()
    model = xgboost.XGBRegressor(n_estimators=ROUNDS, learning_rate=0.2, eval_metric="rmse", n_jobs=1)
    with caught(place / "stdout.txt"):
        model.fit(x, y, eval_set=[(x, y), (xv, yv)], verbose=True)
    found = model.evals_result()
    (place / "evals_result.json").write_text(json.dumps(found))
    train, val = (found[k]["rmse"] for k in ("validation_0", "validation_1"))
    tell(
        place,
        f"xgboost {xgboost.__version__}",
        {"stdout.txt": [told(train, val, "loss", decimals=5)], "evals_result.json": [told(train, val, "loss")]},
    )


def write_lightgbm() -> None:
    """Named and default set names, printed every round and every tenth."""
    x, y, xv, yv = numbers()
    for case, names, period in (("named", ["train", "eval"], 1), ("default", None, 10), ("early_stopping", None, 1)):
        place, found = folder("lightgbm", case), dict[str, Any]()
        train = lightgbm.Dataset(x, y)
        calls = [lightgbm.log_evaluation(period), lightgbm.record_evaluation(found)]
        if case == "early_stopping":
            calls.append(lightgbm.early_stopping(3, min_delta=0.01))
        with caught(place / "stdout.txt"):
            lightgbm.train(
                {
                    "objective": "regression",
                    "metric": ["l2", "l1"],
                    "num_threads": 1,
                    "learning_rate": 0.15,
                    "min_data_in_leaf": 8,
                },
                train,
                ROUNDS,
                valid_sets=[train, lightgbm.Dataset(xv, yv, train)],
                valid_names=names,
                callbacks=calls,
            )
        (place / "record_evaluation.json").write_text(json.dumps(found))
        seen, val = (scores["l2"] for scores in found.values())
        steps = [s for s in range(1, len(seen) + 1) if s % period == 0]
        shown = [
            curve(split, "loss", [values[s - 1] for s in steps], steps=steps, unit="step", digits=6)
            for split, values in (("train", seen), ("val", val))
        ]
        tell(
            place,
            f"lightgbm {lightgbm.__version__}",
            {"stdout.txt": [shown], "record_evaluation.json": [told(seen, val, "loss", first=1)]},
        )


def write_catboost() -> None:
    """Standard output and the folder `catboost_info`."""
    x, y, xv, yv = numbers()
    place = folder("catboost", "regression")
    model = catboost.CatBoostRegressor(
        iterations=ROUNDS,
        learning_rate=0.2,
        depth=3,
        loss_function="RMSE",
        thread_count=1,
        train_dir=str(place / "catboost_info"),
        random_seed=1,
    )
    with caught(place / "stdout.txt"):
        model.fit(x, y, eval_set=(xv, yv))
    found = model.get_evals_result()
    for folder_or_file in ("learn", "test", "tmp"):
        shutil.rmtree(place / "catboost_info" / folder_or_file, ignore_errors=True)
    train, val = found["learn"]["RMSE"], found["validation"]["RMSE"]
    tell(
        place,
        f"catboost {catboost.__version__}",
        {
            "stdout.txt": [told(train, val, "loss", digits=7)],
            "catboost_info/learn_error.tsv": [told(train, None, "loss", digits=9)],
            "catboost_info/catboost_training.json": [told(train, val, "loss")],
        },
    )


def write() -> None:
    """All three."""
    np.random.default_rng(0)
    write_xgboost()
    write_lightgbm()
    write_catboost()
