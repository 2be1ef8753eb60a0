"""scikit-learn: the curves that estimators keep, as attributes dumped to JSON or on the estimator itself.

May not: import scikit-learn, read `learning_curve`, whose axis is the size of the training set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Floats, Run, Series, Source, Split
from diagnose.readers.core.json_text import json_number, parse_json
from diagnose.readers.core.reader import Fit

# Attribute → split and metric; MLP scores are accuracy or R², which the dump does not tell apart.
CURVES: dict[str, tuple[Split, str]] = {
    "loss_curve_": ("train", "loss"),
    "validation_scores_": ("val", "score"),
    "train_score_": ("train", "loss"),
    "validation_score_": ("val", "score"),
    "oob_scores_": ("val", "loss"),
}
OPENING = re.compile(
    r'\{.{0,4000}?"(?:loss_curve_|validation_scores_|train_score_|validation_score_)"\s{0,20}:', re.DOTALL
)


class SklearnCurves:
    """{"loss_curve_": […], "validation_scores_": […]}."""

    name: ClassVar[str] = "sklearn"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    about: ClassVar[str] = "scikit-learn curves as JSON: `loss_curve_`, `validation_scores_`, `train_score_`."

    def sniff(self, source: Source) -> Fit:
        """YES where an object names one of the attributes."""
        return Fit.YES if OPENING.match(source.text.lstrip()) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The one run."""
        document = parse_json(source)
        if not isinstance(document, Mapping):
            raise ReadError(source.name, "it is no dict of curves")
        return [curves_run(source.name, document)]


def curves_run(name: str, attributes: Mapping[str, Any]) -> Run:
    """The run in the curves of an estimator by the names of their attributes, one value an iteration.

    Raises:
        ReadError: none of the attributes is there, or one holds something else than numbers.
    """
    notes: list[str] = []
    series: list[Series] = []
    for attribute, (split, metric) in CURVES.items():
        values = attributes.get(attribute)
        if values is None or len(values) == 0:
            continue
        numbers = _numbers(name, attribute, values)
        if attribute == "train_score_" and "validation_score_" in attributes:
            metric = "score"
        if metric == "score" and bool((numbers <= 0).all()):
            notes.append(f"{attribute} holds negated losses, as scoring='loss' gives them: turned round")
            numbers, metric = -numbers, "loss"
        series.append(Series(attribute, np.arange(1.0, len(numbers) + 1), numbers, split=split, metric=metric))
    if not series:
        raise ReadError(name, "no curve of an estimator is in it", hint=f"one of {', '.join(CURVES)} was expected")
    return Run(name, SklearnCurves.name, tuple(series), notes=tuple(notes))


def _numbers(name: str, key: str, values: Any) -> Floats:
    numbers = [json_number(getattr(value, "item", lambda value=value: value)()) for value in values]
    if None in numbers:
        raise ReadError(name, "this is no number", where=f"{key}[{numbers.index(None)}]", hint="a number was expected")
    return np.array(numbers, dtype=np.float64)
