"""Runs of Keras, scikit-learn, XGBoost and LightGBM with the same kinds of faults."""

from __future__ import annotations

import os
import warnings
import zlib
from typing import Any

import numpy as np

from bench.accuracy.runs.plan import Plan, Record
from examples import tasks
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
    found: Any = {}
    own = {k: v for k, v in o.items() if k != "rounds"}
    xgboost.train(
        {**kind, **own, "seed": zlib.crc32(name.encode()) % 2**31, "nthread": 1},
        made["train"],
        o["rounds"],
        evals=[(m, k) for k, m in made.items()],
        evals_result=found,
        verbose_eval=False,
    )
    metric = next(iter(found["train"]))
    return boosted(task, o, "xgboost", metric, {k: list(found[k][metric]) for k in made})


def lightgbm_run(name: str, task: Task, o: Options) -> Record:
    """Boosted trees by LightGBM; options: rounds, eta and what it knows."""
    import lightgbm

    xs, ys, xv, yv, xt, yt = parts(task)
    kind = {"objective": "multiclass", "num_class": task.classes} if task.classes else {"objective": "regression"}
    own = {"learning_rate": o["eta"], **{k: v for k, v in o.items() if k not in ("rounds", "eta")}}
    train = lightgbm.Dataset(xs, ys)
    found: Any = {}
    lightgbm.train(
        {**kind, **own, "verbose": -1, "seed": zlib.crc32(name.encode()) % 2**31, "num_threads": 1},
        train,
        o["rounds"],
        valid_sets=[train, lightgbm.Dataset(xv, yv, train), lightgbm.Dataset(xt, yt, train)],
        valid_names=["train", "val", "test"],
        callbacks=[lightgbm.record_evaluation(found)],
    )
    metric = next(iter(found["train"]))
    return boosted(task, o, "lightgbm", metric, {k: found[k][metric] for k in ("train", "val", "test")})


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


def named(key: str, family: str, fault: str, run: Any, jobs: list[tuple[Any, Options]]) -> list[Plan]:
    """One plan for each task and its options."""
    return [
        Plan(f"{key}-{i + 1}", family, fault, lambda n=f"{key}-{i + 1}", t=task, o=options: run(n, t(), o))
        for i, (task, options) in enumerate(jobs)
    ]


def shuffled_val(make: Any) -> Any:
    """The task with its validation targets in another order."""

    def made() -> Task:
        task = make()
        return task.with_val(task.val[0], task.val[1].flip(0))

    return made


def digits() -> Task:
    return tasks.digits(700, 300, 3)


def few_digits() -> Task:
    return tasks.digits(120, 300, 5)


def clusters() -> Task:
    return tasks.clusters(600, 300, 11)


def noisy_clusters() -> Task:
    return tasks.clusters(250, 300, 12, flip=0.25)


def many_clusters() -> Task:
    return tasks.clusters(2500, 500, 13)


def friedman() -> Task:
    return tasks.friedman(500, 300, 14)


def few_friedman() -> Task:
    return tasks.friedman(100, 200, 15, noise=2.0)


def sugar() -> Task:
    return tasks.diabetes(250, 90, 16)


FRAMEWORKS: list[Plan] = [
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
