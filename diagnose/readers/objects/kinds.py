"""The kinds of objects that hold a training: each is told by what it holds, and its run is returned.

May not: ask for a class by its module, call anything of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.core.columns import history_run
from diagnose.readers.core.curves import last_run
from diagnose.readers.json_logs.evals_result import evals_run
from diagnose.readers.json_logs.records import Records
from diagnose.readers.json_logs.sklearn_curves import CURVES, curves_run
from diagnose.readers.json_logs.trainer_state import add_entry
from diagnose.readers.objects.estimator import estimator_run, evaluations
from diagnose.readers.objects.frame import frame_run
from diagnose.vocabulary.splits import split_of_word

HINT = "a Keras History, a dict of lists, a list of records, a DataFrame or a fitted estimator was expected"


def run_of(trained: object, name: str = "history") -> Run:
    """The run that an object holds.

    Known are: Keras `History`; dicts of lists, also wrapped in {"history": …}; `evals_result` dicts of XGBoost and
    LightGBM; lists of records and whatever has a `log_history` (Hugging Face); pandas DataFrames; fitted estimators of
    scikit-learn, XGBoost, LightGBM and CatBoost.

    Raises:
        ReadError: it is something else, or holds no curve.
    """
    if isinstance(trained, Mapping):
        return _mapping_run(trained, name)
    if hasattr(trained, "columns") and hasattr(trained, "to_numpy"):
        return frame_run(trained, name)
    history = getattr(trained, "history", None)
    if isinstance(history, Mapping):
        return _keras_run(trained, history, name)
    log = getattr(getattr(trained, "state", trained), "log_history", trained)
    if isinstance(log, Sequence) and log and all(isinstance(entry, Mapping) for entry in log):
        return _records_run(log, name)
    if any(getattr(trained, attribute, None) is not None for attribute in CURVES):
        return estimator_run(trained, name)
    result = evaluations(trained)
    if result is not None:
        return evals_run(name, result)
    raise ReadError(name, f"this holds no training curve that we know: {type(trained).__name__}", hint=HINT)


def _mapping_run(columns: Mapping[str, Any], name: str) -> Run:
    inner = columns.get("history")
    if isinstance(inner, Mapping):
        params = columns.get("params")
        epochs = {"epoch": columns["epoch"]} if columns.get("epoch") else {}
        return history_run(name, {**epochs, **inner}, params=params if isinstance(params, Mapping) else None)
    sets = [key for key, value in columns.items() if isinstance(value, Mapping) and split_of_word(str(key).lower())]
    if sets:
        return evals_run(name, columns)
    if not CURVES.keys().isdisjoint(columns):
        return curves_run(name, columns)
    return history_run(name, columns)


def _keras_run(fitted: object, history: Mapping[str, Any], name: str) -> Run:
    epochs = getattr(fitted, "epoch", None)
    params = getattr(fitted, "params", None)
    columns = {"epoch": list(epochs), **history} if isinstance(epochs, Sequence) and epochs else dict(history)
    if not any(columns[key] is not None and len(columns[key]) for key in history):
        raise ReadError(name, "the History is empty", hint="call fit before, with at least one epoch")
    return history_run(name, columns, params=params if isinstance(params, Mapping) else None)


def _records_run(log: Sequence[Mapping[str, Any]], name: str) -> Run:
    records = Records(name, "records")
    for entry in log:
        add_entry(records, entry)
    return last_run(records.runs(), "the records hold {} runs, and the last of them is this one")
