"""Boosting: `evals_result` of XGBoost and `record_evaluation` of LightGBM as JSON, a dict of sets of metrics of lists.

May not: take the sizes and counts of other nested JSON for curves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Run, Series, Source
from diagnose.readers.core.json_text import json_number, parse_json
from diagnose.readers.core.reader import Fit
from diagnose.vocabulary.splits import split_of_word

OPENING = re.compile(
    r'\s{0,1000}\{\s{0,1000}"([\w-]{1,40})"\s{0,20}:\s{0,20}\{\s{0,1000}"[^"\\]{1,120}"\s{0,20}:\s{0,20}\[',
    re.IGNORECASE,
)
PLAIN = re.compile(r"loss|acc", re.IGNORECASE)
LIGHTGBM = frozenset(("l1", "l2", "binary_logloss", "multi_logloss", "binary_error", "multi_error", "cross_entropy"))


class EvalsResult:
    """{"train": {"logloss": […]}, "eval": {"logloss": […]}}."""

    name: ClassVar[str] = "evals-result"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    about: ClassVar[str] = "XGBoost's `evals_result` and LightGBM's `record_evaluation` as JSON."

    def sniff(self, source: Source) -> Fit:
        """YES where the document begins with a set, in it a metric, in it a list."""
        opening = OPENING.match(source.text)
        return Fit.YES if opening and split_of_word(opening[1].lower()) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The one run."""
        document = parse_json(source)
        if not isinstance(document, Mapping):
            raise ReadError(source.name, "it is no dict of evaluation sets")
        return [evals_run(source.name, document)]


def evals_run(name: str, result: Mapping[str, Mapping[str, Any]]) -> Run:
    """The run in a dict of sets of metrics of lists, one value a boosting round.

    XGBoost counts rounds from 0 and LightGBM from 1, as their own output does.

    Raises:
        ReadError: no list of numbers is in it, or one holds something else (set and metric are named).
    """
    notes: list[str] = []
    series: list[Series] = []
    sets = [key for key, metrics in result.items() if isinstance(metrics, Mapping) and split_of_word(str(key).lower())]
    if others := [str(key) for key in result if key not in sets]:
        notes.append(f"left out, since they are no evaluation sets: {', '.join(others[:8])}")
    first = 1.0 if any(_is_lightgbm(str(key), result[key]) for key in sets) else 0.0
    # an own loop writes plain losses by epoch in this shape, and other metrics beside them
    by_epoch = any(PLAIN.fullmatch(str(metric)) for key in sets for metric in result[key])
    for key in sets:
        for metric, values in result[key].items():
            if not isinstance(values, (list, tuple)) or not values:
                notes.append(f"{key}-{metric} holds no list of numbers and was left out")
                continue
            numbers = np.array([_number(name, f"{key}.{metric}", at, value) for at, value in enumerate(values)])
            steps = np.arange(1.0, len(numbers) + 1) if by_epoch else first + np.arange(float(len(numbers)))
            series.append(Series(f"{key}-{metric}", steps, numbers, "epoch" if by_epoch else "step"))
    if not series:
        raise ReadError(name, "its sets hold no lists of numbers", hint='{"train": {"logloss": [0.6, …]}} was expected')
    return Run(name, EvalsResult.name, tuple(series), notes=tuple(notes))


def _is_lightgbm(key: str, metrics: Mapping[str, Any]) -> bool:
    """Whether the name of a set or of its metrics is one that only LightGBM gives."""
    return key == "training" or key.startswith("valid_") or not LIGHTGBM.isdisjoint(metrics)


def _number(name: str, key: str, at: int, value: object) -> float:
    # LightGBM's cross-validation and some dumps give [mean, deviation] for a round: the mean is the curve.
    if isinstance(value, (list, tuple)) and value:
        value = value[0]
    number = json_number(getattr(value, "item", lambda: value)())
    if number is None:
        raise ReadError(name, f"{value!r:.40} is no number", where=f"{key}[{at}]", hint="a number was expected")
    return number
