"""The examples of a rule, and each as a run, as if Keras had logged it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from diagnose.model import Run, Series
from diagnose.readers.core.columns import history_run
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.sentences import signs_of
from diagnose.rulebook.rule import Rule
from diagnose.vocabulary.recognition import is_rate

FORMAT = "example"


class Example(NamedTuple):
    """A small run that belongs to a rule, whether the rule fires on it, and whether it gives the verdict."""

    name: str
    fires: bool
    history: Mapping[str, Sequence[float | None]]
    params: Mapping[str, Any]
    decides: bool | None
    bar: Sequence[float]
    says: Sequence[str] = ()


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """The examples of a rule."""
    return tuple(Example(*fields) for fields in json.loads(rule.examples))


def packed(examples: Iterable[Example]) -> str:
    """Examples as the text that a rule carries."""
    return json.dumps(list(examples), ensure_ascii=False, separators=(",", ":"))


def run_of(example: Example) -> Run:
    """The run that an example stands for: a Keras History, or rows of a log where the epochs are numbered.

    A shorter column was measured at every second, third … epoch. In a column `epoch` a step back is a resume.
    """
    signs = tuple(sign for text in example.says for sign in signs_of(text))
    return replace(_silent(example), signs=signs) if signs else _silent(example)


def _silent(example: Example) -> Run:
    """The run without what its log says in words."""
    columns = dict(example.history)
    epochs = columns.pop("epoch", None)
    if epochs is None:
        run = history_run(example.name, columns, log_format=FORMAT, params=example.params)
        return replace(run, series=(*run.series, _shown(example))) if example.bar else run
    rows = Rows(example.name, FORMAT, base=1)
    rows.params = example.params
    for at, epoch in enumerate(epochs):
        row = {name: values[at] for name, values in columns.items() if at < len(values)}
        rows.add({name: float(value) for name, value in row.items() if value is not None}, epoch)
    for name in columns:
        rows.describe(name, averaged=not name.startswith("val_") and not is_rate(name))
    return rows.runs()[-1]


def _shown(example: Example) -> Series:
    """The bar of an example: running means with four decimals, one after each batch."""
    steps = np.arange(1.0, len(example.bar) + 1.0)
    seen = (steps - 1.0) % example.params["steps"] + 1.0
    bound = np.full(len(steps), 0.5e-4)
    return Series("loss", steps, np.array(example.bar), "batch", "train", "loss", bound, averaged=True, seen=seen)
