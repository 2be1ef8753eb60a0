"""Fitted estimators: the curves of scikit-learn's, the evaluation results of boosters.

May not: import their libraries, call anything but what returns the results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagnose.model import Run
from diagnose.readers.json_logs.sklearn_curves import CURVES, curves_run

RESULTS = ("evals_result_", "evals_result", "get_evals_result")


def estimator_run(estimator: object, name: str) -> Run:
    """The run in the curves that an estimator of scikit-learn keeps; those of its MLPs are named.

    Raises:
        ReadError: it keeps none, or one holds something else than numbers.
    """
    run = curves_run(name, {attribute: getattr(estimator, attribute, None) for attribute in CURVES})
    if not type(estimator).__name__.startswith("MLP"):
        return run
    metric = "accuracy" if type(estimator).__name__.endswith("Classifier") else "r2"
    named = (replace(series, metric=metric) if series.metric == "score" else series for series in run.series)
    return replace(run, series=tuple(named))


def evaluations(booster: object) -> Mapping[str, Any] | None:
    """The evaluation results that a fitted booster holds, or None where it holds none."""
    for attribute in RESULTS:
        result = getattr(booster, attribute, None)
        result = result() if callable(result) else result
        if isinstance(result, Mapping) and result:
            return result
    return None
