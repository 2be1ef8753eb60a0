"""Keras History: a dict of lists as JSON, bare or wrapped, or as Python prints it.

May not: take a table of anything else (sizes, counts, scores by model) for a training.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.columns import history_run, is_column
from diagnose.readers.core.json_text import parse_json
from diagnose.readers.core.opening import whole_text
from diagnose.readers.core.reader import Fit
from diagnose.readers.keras.printed_dict import OPENING, printed_dicts
from diagnose.vocabulary.recognition import says_metric
from diagnose.vocabulary.splits import split_of_word

PRINTED_LIMIT = 128 << 20
DEPTH = 4
DOCUMENT = re.compile(r'\s*(?:\{\s*"|\[\s*\{\s*"|"\s*\{|[{\[]\s*\Z)')
KEY = re.compile(r'"([^"\\]{1,80})"\s{0,20}:\s{0,20}[\[{]\s{0,20}([^\s{])')
NUMBERS = re.compile(
    r'"[^"\\]{1,80}"\s{0,20}:\s{0,20}(?:\[|\{\s{0,20}"__ndarray__": ?\[)\s{0,20}(?:-?\d|NaN|-?Inf|null)'
)
OTHERS = re.compile(r'"(?:log_history|loss_curve_|validation_\d+|valid_\d+|training|learn)"\s*:')


class KerasHistory:
    """`History.history` as JSON, bare, wrapped in {"history": …}, several by name; or printed by Python."""

    name: ClassVar[str] = "keras-history"
    suffixes: ClassVar[tuple[str, ...]] = (".json", ".txt", ".log")
    about: ClassVar[str] = "A Keras `History`: as JSON, bare, wrapped or several by name, or as Python prints it."

    def sniff(self, source: Source) -> Fit:
        """YES for a JSON document whose lists are named like metrics, MAYBE for other lists and printed dicts."""
        text = source.text
        if DOCUMENT.match(text):
            text = text.replace('\\"', '"')  # a document that was dumped twice
            names_metric = any(says_metric(key[1]) for key in KEY.finditer(text))
            if names_metric and NUMBERS.search(text) and not OTHERS.search(text):
                return Fit.YES
            return Fit.MAYBE if names_metric or "history" in text else Fit.NO
        return Fit.MAYBE if any(says_metric(opening["key"]) for opening in OPENING.finditer(text)) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """One run for each history that stands in the source."""
        if DOCUMENT.match(source.text):
            document = parse_json(source)
            if isinstance(document, str):
                return _printed(source.name, document)
            return histories_in(source.name, document)
        return _printed(source.name, whole_text(source, PRINTED_LIMIT))


def histories_in(name: str, document: object) -> list[Run]:
    """The runs in a document of dicts and lists: each history in it is one, named by its place where there are several.

    Raises:
        ReadError: no list of numbers is named like a metric, or one holds something else than numbers.
    """
    histories = list(_histories(document, "", DEPTH))
    if not histories:
        raise _no_curve(name, document)
    if len(histories) == 1:
        return [_run(name, histories[0][1])]
    return [_run(f"{name}{path}", columns) for path, columns in histories]


def _run(name: str, columns: Mapping[str, Any]) -> Run:
    inner = columns.get("history")
    if not isinstance(inner, Mapping):
        return history_run(name, columns)
    epochs = {"epoch": _counted_from_one(columns["epoch"])} if is_column(columns.get("epoch")) else {}
    params = columns.get("params")
    return history_run(name, {**epochs, **inner}, params=params if isinstance(params, Mapping) else None)


def _counted_from_one(epochs: Any) -> Any:  # people's own JSON
    """The epochs of a History object, which Keras counts from 0, also where a resumed fit begins with a later one."""
    if isinstance(epochs, list) and all(type(epoch) is int for epoch in epochs) and epochs[0] > 1:
        return [epoch + 1 for epoch in epochs]
    return epochs


def _histories(document: object, path: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The dicts with columns of metrics in a document, each with the place where it stands."""
    if depth == 0 or not isinstance(document, (Mapping, list)):
        return
    if isinstance(document, Mapping):
        if _has_metric(document) or (isinstance(document.get("history"), Mapping) and _has_metric(document["history"])):
            yield path, document
            return
        if document and all(split_of_word(str(key).lower()) and _has_metric(value) for key, value in document.items()):
            yield path, {f"{key}/{column}": columns[column] for key, columns in document.items() for column in columns}
            return
        members = [(str(key), value) for key, value in document.items()]
    else:
        members = [(str(number), value) for number, value in enumerate(document, 1)]
    for key, value in members:
        yield from _histories(value, f"{path}#{key}", depth - 1)


def _has_metric(columns: object) -> bool:
    """Whether a dict has a column whose name is a metric's."""
    return isinstance(columns, Mapping) and any(
        says_metric(str(key)) and is_column(value) for key, value in columns.items()
    )


def _printed(name: str, text: str) -> list[Run]:
    dicts = [columns for columns in printed_dicts(name, text) if any(_measures(*column) for column in columns.items())]
    if not dicts:
        raise ReadError(name, "no printed dict in it has a list of numbers named like a metric")
    several = len(dicts) > 1
    note = "a dict that Python printed was read; the text around it was left out"
    runs = [history_run(f"{name}#{number}" if several else name, columns) for number, columns in enumerate(dicts, 1)]
    return [replace(run, notes=(note, *run.notes)) for run in runs]


def _measures(key: str, column: list[float | None]) -> bool:
    """Whether a printed column is a measure's; the lists of an index are named so too, but rise in whole numbers."""
    if not says_metric(key):
        return False
    numbers = [value for value in column if value is not None]
    rising = all(before < after for before, after in pairwise(numbers))
    return not (len(numbers) > 1 and rising and all(value % 1 == 0 for value in numbers))


def _no_curve(name: str, document: object) -> ReadError:
    """The refusal of a document without a curve, naming a key that looked like one."""
    if isinstance(document, Mapping):
        for key, value in document.items():
            if says_metric(str(key)):
                kind = "an empty list" if value == [] else f"a {type(value).__name__}, not a list of numbers"
                return ReadError(name, f"this is {kind}", where=str(key), hint="one number an epoch was expected")
    return ReadError(name, "no list of numbers is named like a metric", hint='{"loss": [0.9, 0.7, …]} was expected')
