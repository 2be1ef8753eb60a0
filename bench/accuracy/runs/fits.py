"""One run each of Keras, XGBoost, LightGBM and scikit-learn: train, and give the record."""

from __future__ import annotations

import os
import warnings
import zlib
from typing import Any

import numpy as np

from bench.accuracy.runs.plan import Record
from examples.loop import rounded
from examples.tasks import Task

os.environ.setdefault("KERAS_BACKEND", "torch")
Options = dict[str, Any]


def parts(task: Task) -> list[np.ndarray]:
    """Train, validation and test as arrays: x, y, x, y, x, y."""
    return [side.numpy() for part in (task.train, task.val, task.test) for side in part]


def keras_run(name: str, task: Task, o: Options) -> Record:
    """A Keras MLP; options: width, dropout, l2, lr, epochs, batch, optimizer."""
    import keras

    keras.utils.set_random_seed(zlib.crc32(name.encode()) % 2**31)
    xs, ys, xv, yv, xt, yt = parts(task)
    layers: list[Any] = [keras.Input((xs.shape[1],))]
    for _ in range(o.get("depth", 2)):
        layers.append(
            keras.layers.Dense(o.get("width", 48), "relu", kernel_regularizer=keras.regularizers.L2(o.get("l2", 0.0)))
        )
        layers.append(keras.layers.Dropout(o.get("dropout", 0.0)))
    layers.append(keras.layers.Dense(task.classes or 1, "softmax" if task.classes else None))
    model = keras.Sequential(layers)
    optimizer = keras.optimizers.get({"class_name": o.get("optimizer", "Adam"), "config": {"learning_rate": o["lr"]}})
    loss = "sparse_categorical_crossentropy" if task.classes else "mse"
    model.compile(optimizer, loss, metrics=["accuracy"] if task.classes else None)
    known: dict[str, list[float]] = {"clean_train_loss": [], "clean_val_loss": []}

    def look(*_: object) -> None:
        for key, x, y in (("clean_train_loss", xs, ys), ("clean_val_loss", xt, yt)):
            output = model.predict_on_batch(x)
            row = -np.log(np.maximum(output[np.arange(len(y)), y], 1e-7)) if task.classes else (output[:, 0] - y) ** 2
            known[key].append(float(row.mean()))

    done = model.fit(
        xs,
        ys,
        o.get("batch", 32),
        o["epochs"],
        0,
        [keras.callbacks.LambdaCallback(on_epoch_end=look)],
        validation_data=(xv, yv),
    )
    params = {
        "samples": len(xs),
        "val_samples": len(xv),
        "batch_size": o.get("batch", 32),
        "epochs": o["epochs"],
        "lr": o["lr"],
        "framework": "keras",
        "classes": task.classes,
        "epochs_recorded": o["epochs"],
    }
    return {
        "params": params,
        "history": rounded({k: [float(v) for v in vs] for k, vs in done.history.items()}, 6),
        "known": rounded(known, 5),
    }


def xgboost_run(name: str, task: Task, o: Options) -> Record:
    """Boosted trees; options: rounds, eta and what XGBoost knows."""
    import xgboost

    sets = dict(zip(("train", "val", "test"), zip(*[iter(parts(task))] * 2, strict=True), strict=True))
    made = {k: xgboost.DMatrix(x, y) for k, (x, y) in sets.items()}
    kind = (
        {"objective": "multi:softprob", "num_class": task.classes}
        if task.classes
        else {"objective": "reg:squarederror"}
    )
    results: Any = {}
    own = {k: v for k, v in o.items() if k != "rounds"}
    xgboost.train(
        {**kind, **own, "seed": zlib.crc32(name.encode()) % 2**31, "nthread": 1},
        made["train"],
        o["rounds"],
        evals=[(m, k) for k, m in made.items()],
        evals_result=results,
        verbose_eval=False,
    )
    metric = next(iter(results["train"]))
    return boosted(task, o, "xgboost", metric, {k: list(results[k][metric]) for k in made})


def lightgbm_run(name: str, task: Task, o: Options) -> Record:
    """Boosted trees by LightGBM; options: rounds, eta and what it knows."""
    import lightgbm

    xs, ys, xv, yv, xt, yt = parts(task)
    kind = {"objective": "multiclass", "num_class": task.classes} if task.classes else {"objective": "regression"}
    own = {"learning_rate": o["eta"], **{k: v for k, v in o.items() if k not in ("rounds", "eta")}}
    train = lightgbm.Dataset(xs, ys)
    results: Any = {}
    lightgbm.train(
        {**kind, **own, "verbose": -1, "seed": zlib.crc32(name.encode()) % 2**31, "num_threads": 1},
        train,
        o["rounds"],
        valid_sets=[train, lightgbm.Dataset(xv, yv, train), lightgbm.Dataset(xt, yt, train)],
        valid_names=["train", "val", "test"],
        callbacks=[lightgbm.record_evaluation(results)],
    )
    metric = next(iter(results["train"]))
    return boosted(task, o, "lightgbm", metric, {k: results[k][metric] for k in ("train", "val", "test")})


def boosted(task: Task, o: Options, framework: str, metric: str, values: dict[str, list[float]]) -> Record:
    """The record of a boosting run."""
    params = {
        "samples": len(task.train[0]),
        "val_samples": len(task.val[0]),
        "epochs": o["rounds"],
        "lr": o["eta"],
        "framework": framework,
        "metric": metric,
        "classes": task.classes,
        "epochs_recorded": o["rounds"],
    }
    return {
        "params": params,
        "history": rounded({"loss": values["train"], "val_loss": values["val"]}, 6),
        "known": rounded({"clean_train_loss": values["train"], "clean_val_loss": values["test"]}, 5),
    }


def sklearn_run(name: str, task: Task, o: Options) -> Record:
    """A scikit-learn MLP: its loss curve, and its validation score where it stops early on one."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    xs, ys, *_ = parts(task)
    kind = MLPClassifier if task.classes else MLPRegressor
    model = kind(random_state=zlib.crc32(name.encode()) % 2**31, **o)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(xs, ys)
    history = {"loss": [float(v) for v in model.loss_curve_]}
    if o.get("early_stopping"):
        history["val_accuracy" if task.classes else "val_r2"] = [float(v) for v in model.validation_scores_]
    params = {
        "samples": len(xs),
        "epochs": o.get("max_iter", 200),
        "lr": o.get("learning_rate_init", 1e-3),
        "framework": "sklearn",
        "classes": task.classes,
        "epochs_recorded": len(history["loss"]),
    }
    return {"params": params, "history": rounded(history, 6), "known": {}}


def boosted_sklearn(_: str, task: Task, o: Options) -> Record:
    """scikit-learn's gradient boosting, measured on all parts after each stage."""
    from sklearn.ensemble import GradientBoostingRegressor

    xs, ys, xv, yv, xt, yt = parts(task)
    model = GradientBoostingRegressor(
        random_state=0, n_estimators=o["rounds"], learning_rate=o["eta"], max_depth=o["max_depth"]
    )
    model.fit(xs, ys)
    values = {
        key: [float(((p - y) ** 2).mean()) for p in model.staged_predict(x)]
        for key, x, y in (("train", xs, ys), ("val", xv, yv), ("test", xt, yt))
    }
    return boosted(task, o, "sklearn", "mse", values)
