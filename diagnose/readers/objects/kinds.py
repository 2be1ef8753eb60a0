"""The kinds of objects that hold a training: each is told by what it holds, and its run is returned.

May not: ask for a class by its module, call anything but `get_evals_result`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.columns import history_run
from diagnose.readers.json_logs.evals_result import SETS, evals_run
from diagnose.readers.json_logs.records import Records
from diagnose.readers.json_logs.sklearn_curves import CURVES, curves_run
from diagnose.readers.objects.frame import frame_run

RESULTS = ("evals_result_", "evals_result", "get_evals_result")
HINT = "a Keras History, a dict of lists, a list of records, a DataFrame or a fitted estimator was expected"


def run_of(thing: object, name: str = "history") -> Run:
    """The run that an object holds.

    Known are: Keras `History`; dicts of lists, also wrapped in {"history": …}; `evals_result` dicts of XGBoost and
    LightGBM; lists of records and whatever has a `log_history` (Hugging Face); pandas DataFrames; fitted estimators of
    scikit-learn, XGBoost, LightGBM and CatBoost.

    Raises:
        ReadError: it is something else, or holds no curve.
    """
    if isinstance(thing, Mapping):
        return _mapping_run(thing, name)
    if hasattr(thing, "columns") and hasattr(thing, "to_numpy"):
        return frame_run(thing, name)
    history = getattr(thing, "history", None)
    if isinstance(history, Mapping):
        return _keras_run(thing, history, name)
    log = getattr(getattr(thing, "state", thing), "log_history", thing)
    if isinstance(log, Sequence) and log and all(isinstance(entry, Mapping) for entry in log):
        return _records_run(log, name)
    if any(getattr(thing, attribute, None) is not None for attribute in CURVES):
        return _estimator_run(thing, name)
    result = _evaluations(thing)
    if result is not None:
        return evals_run(name, result)
    raise ReadError(name, f"a {type(thing).__name__} holds no training curve that we know", hint=HINT)


def _mapping_run(thing: Mapping[str, Any], name: str) -> Run:
    inner = thing.get("history")
    if isinstance(inner, Mapping):
        params = thing.get("params")
        epochs = {"epoch": thing["epoch"]} if thing.get("epoch") else {}
        return history_run(name, {**epochs, **inner}, params=params if isinstance(params, Mapping) else None)
    sets = [key for key, value in thing.items() if isinstance(value, Mapping) and SETS.fullmatch(str(key))]
    if sets:
        return evals_run(name, thing)
    if not CURVES.keys().isdisjoint(thing):
        return curves_run(name, thing)
    return history_run(name, thing)


def _keras_run(thing: object, history: Mapping[str, Any], name: str) -> Run:
    epochs = getattr(thing, "epoch", None)
    params = getattr(thing, "params", None)
    columns = {"epoch": list(epochs), **history} if isinstance(epochs, Sequence) and epochs else dict(history)
    if not any(columns[key] is not None and len(columns[key]) for key in history):
        raise ReadError(name, "the History is empty", hint="call fit before, with at least one epoch")
    return history_run(name, columns, params=params if isinstance(params, Mapping) else None)


def _records_run(log: Sequence[Mapping[str, Any]], name: str) -> Run:
    records = Records(name, "records")
    for entry in log:
        if "train_runtime" in entry and "loss" not in entry:
            records.rows.note("the summary at the end (train_runtime, train_loss) is no point of the curve")
        else:
            records.add(entry)
    return _last(records.runs())


def _estimator_run(thing: object, name: str) -> Run:
    run = curves_run(name, {attribute: getattr(thing, attribute, None) for attribute in CURVES})
    if not type(thing).__name__.startswith("MLP"):
        return run
    metric = "accuracy" if type(thing).__name__.endswith("Classifier") else "r2"
    series = (replace(one, metric=metric) if one.metric == "score" else one for one in run.series)
    return replace(run, series=tuple(series))


def _evaluations(thing: object) -> Mapping[str, Any] | None:
    """The evaluation results that a fitted booster holds, or None where it holds none."""
    for attribute in RESULTS:
        result = getattr(thing, attribute, None)
        result = result() if callable(result) else result
        if isinstance(result, Mapping) and result:
            return result
    return None


def _last(runs: list[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]
    note = f"the records hold {len(runs)} runs, and the last of them is this one"
    return replace(runs[-1], notes=(*runs[-1].notes, note))
