"""Boosted trees of XGBoost, LightGBM and scikit-learn: losses, errors or scores, with validation or without."""

from __future__ import annotations

from typing import Any

from bench.accuracy.runs import problems
from bench.accuracy.runs.fits import parts
from bench.accuracy.runs.later.planning import row, seed_of
from bench.accuracy.runs.plan import Plan, Record
from examples import tasks
from examples.tasks import Task

Options = dict[str, Any]


def xgb(key: str, task: Task, o: Options) -> Record:
    """XGBoost; `metric` is what is logged, `rounds` and `eta` as its own, `alone` leaves the validation out."""
    import xgboost

    xs, ys, xv, yv, *_ = parts(task)
    kind: Options = {"objective": "reg:squarederror"}
    if task.classes == 2:
        kind = {"objective": "binary:logistic"}
    elif task.classes:
        kind = {"objective": "multi:softprob", "num_class": task.classes}
    own = {k: v for k, v in o.items() if k not in ("rounds", "alone", "metric", "patience")}
    sets = [(xgboost.DMatrix(xs, ys), "loss")] + ([] if o.get("alone") else [(xgboost.DMatrix(xv, yv), "val_loss")])
    seen: Any = {}
    xgboost.train(
        {**kind, **own, "eval_metric": o["metric"], "seed": seed_of(key), "nthread": 1}, sets[0][0], o["rounds"],
        evals=sets, evals_result=seen, verbose_eval=False, early_stopping_rounds=o.get("patience"),
    )  # fmt: skip
    return boosted(task, o, "xgboost", {name: seen[name][o["metric"]] for _, name in sets})


def lgb(key: str, task: Task, o: Options) -> Record:
    """LightGBM, as above."""
    import lightgbm

    xs, ys, xv, yv, *_ = parts(task)
    kind: Options = {"objective": "regression"}
    if task.classes:
        kind = {"objective": "binary"} if task.classes == 2 else {"objective": "multiclass", "num_class": task.classes}
    own = {k: v for k, v in o.items() if k not in ("rounds", "alone", "patience", "eta")}
    train = lightgbm.Dataset(xs, ys)
    sets = {"loss": train} | ({} if o.get("alone") else {"val_loss": lightgbm.Dataset(xv, yv, train)})
    seen: Any = {}
    lightgbm.train(
        {**kind, **own, "learning_rate": o["eta"], "verbose": -1, "seed": seed_of(key), "num_threads": 1}, train,
        o["rounds"], valid_sets=list(sets.values()), valid_names=list(sets),
        callbacks=[lightgbm.record_evaluation(seen)],
    )  # fmt: skip
    return boosted(task, o, "lightgbm", {name: seen[name][o["metric"]] for name in sets})


def histograms(key: str, task: Task, o: Options) -> Record:
    """scikit-learn's histogram boosting: its scores, which are negative losses, from before the first tree on."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    xs, ys, *_ = parts(task)
    kind = HistGradientBoostingClassifier if task.classes else HistGradientBoostingRegressor
    model = kind(
        learning_rate=o["eta"], max_iter=o["rounds"], max_leaf_nodes=o.get("leaves", 31), early_stopping=True,
        n_iter_no_change=o["rounds"], min_samples_leaf=o.get("smallest", 20), random_state=seed_of(key),
        scoring="loss", validation_fraction=0.3,
    ).fit(xs, ys)  # fmt: skip
    values = {"train_score": model.train_score_.tolist(), "val_score": model.validation_score_.tolist()}
    return boosted(task, o | {"metric": "negative loss"}, "sklearn", values)


def adaboost(key: str, task: Task, o: Options) -> Record:
    """scikit-learn's AdaBoost: accuracies after each stage."""
    from sklearn.ensemble import AdaBoostClassifier
    from sklearn.tree import DecisionTreeClassifier

    xs, ys, xv, yv, *_ = parts(task)
    tree = DecisionTreeClassifier(max_depth=o["max_depth"], random_state=0)
    model = AdaBoostClassifier(tree, n_estimators=o["rounds"], learning_rate=o["eta"], random_state=seed_of(key))
    model.fit(xs, ys)
    values = {"accuracy": list(model.staged_score(xs, ys)), "val_accuracy": list(model.staged_score(xv, yv))}
    return boosted(task, o | {"metric": "accuracy"}, "sklearn", values)


def boosted(task: Task, o: Options, framework: str, values: dict[str, list[float]]) -> Record:
    """The record of a boosting run."""
    params: Options = {
        "samples": len(task.train[0]), "epochs": o["rounds"], "lr": o["eta"], "framework": framework,
        "metric": o["metric"],
    }  # fmt: skip
    if task.classes:
        params["classes"] = task.classes
    if len(values) > 1:
        params["val_samples"] = len(task.val[0])
    if o["metric"] in ("auc", "error"):
        values = {name.replace("loss", o["metric"]): column for name, column in values.items()}
    history = {name: [float(f"{v:.6g}") for v in column] for name, column in values.items()}
    return row(params, history, range(1, len(next(iter(history.values()))) + 1), "round")


def shuffled(task: Task) -> Task:
    """The task with its validation targets in another order."""
    return task.with_val(task.val[0], task.val[1].flip(0))


ROWS: list[tuple[str, str, Any, Any, Options]] = [
    ("none (healthy, 1,000 rounds)", "a", xgb, lambda: tasks.friedman(1500, 400, 31),
     {"rounds": 1000, "eta": 0.02, "max_depth": 3, "metric": "rmse"}),
    ("none (stopped while still learning)", "b", xgb, lambda: problems.counts(800, 300, 32),
     {"rounds": 40, "eta": 0.02, "max_depth": 3, "metric": "rmse"}),
    ("none (ended by early stopping)", "c", xgb, lambda: tasks.cancer(330, 150, 33),
     {"rounds": 300, "eta": 0.1, "max_depth": 3, "metric": "logloss", "patience": 20}),
    ("deep trees, few samples, wrong labels", "d", xgb, lambda: tasks.clusters(300, 300, 34, flip=0.3),
     {"rounds": 250, "eta": 0.15, "max_depth": 6, "metric": "mlogloss"}),
    ("deep trees, errors logged", "e", xgb, lambda: tasks.moons(150, 200, 35, noise=0.5),
     {"rounds": 200, "eta": 0.1, "max_depth": 6, "metric": "error"}),
    ("over-regularised trees", "f", xgb, lambda: tasks.digits(800, 300, 36),
     {"rounds": 150, "eta": 0.3, "max_depth": 2, "gamma": 25, "metric": "mlogloss"}),
    ("over-regularised trees (eta tiny)", "g", xgb, lambda: tasks.friedman(500, 300, 37),
     {"rounds": 200, "eta": 0.0005, "metric": "rmse"}),
    ("validation labels shuffled", "h", xgb, lambda: shuffled(tasks.digits(700, 300, 38)),
     {"rounds": 80, "eta": 0.1, "metric": "mlogloss"}),
    ("eta far too large", "i", xgb, lambda: tasks.friedman(400, 200, 39),
     {"rounds": 60, "eta": 1.9, "max_depth": 3, "lambda": 0, "metric": "rmse"}),
    ("none (no validation)", "j", xgb, lambda: tasks.clusters(900, 300, 40),
     {"rounds": 120, "eta": 0.08, "max_depth": 3, "metric": "mlogloss", "alone": True}),
    ("none (AUC of a rare class)", "k", lgb, lambda: problems.rare(1500, 600, 41),
     {"rounds": 150, "eta": 0.05, "metric": "auc", "num_leaves": 8}),
    ("mild overfitting", "l", lgb, lambda: tasks.clusters(1200, 400, 42, flip=0.1),
     {"rounds": 200, "eta": 0.08, "metric": "multi_logloss", "num_leaves": 15}),
    ("many leaves, few samples", "m", lgb, lambda: tasks.diabetes(200, 100, 43),
     {"rounds": 250, "eta": 0.1, "metric": "l2", "min_data_in_leaf": 2}),
    ("too few samples for a leaf: no tree grows", "n", lgb, lambda: tasks.diabetes(200, 100, 44),
     {"rounds": 60, "eta": 0.1, "metric": "l2", "min_data_in_leaf": 150}),
    ("none (healthy)", "o", lgb, lambda: tasks.digits(1000, 300, 45),
     {"rounds": 90, "eta": 0.1, "metric": "multi_logloss", "num_leaves": 6}),
    ("none (negative losses as scores)", "p", histograms, lambda: tasks.friedman(1500, 10, 46),
     {"rounds": 100, "eta": 0.1, "leaves": 6}),
    ("overfitting, negative losses as scores", "q", histograms, lambda: tasks.clusters(250, 10, 47, flip=0.3),
     {"rounds": 120, "eta": 0.15, "smallest": 3}),
    ("none (accuracies of stumps)", "r", adaboost, lambda: tasks.cancer(330, 150, 48),
     {"rounds": 80, "eta": 0.5, "max_depth": 1}),
    ("deep trees memorise, accuracies", "s", adaboost, lambda: tasks.moons(200, 300, 49, noise=0.45),
     {"rounds": 120, "eta": 1.0, "max_depth": 4}),
]  # fmt: skip
BOOSTING: list[Plan] = [
    Plan(key := f"boosting/{name}/{text}", "boosting", text, lambda k=key, f=run, t=task, o=o: f(k, t(), o))
    for text, name, run, task, o in ROWS
]
