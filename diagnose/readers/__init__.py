"""Readers: bytes to runs, one module a format, each found by its content; `core` holds what all of them share.

May not: judge, compare train with validation, drop a value silently, import series, trends or anything above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.budget import part_read
from diagnose.readers.core.opening import is_binary
from diagnose.readers.core.reader import Fit, Reader
from diagnose.readers.core.shelf import Shelf

KEYS_SHOWN = 8
LAST_RESORT = "text-log"
"""What is asked of any text, and has nothing to say of JSON."""
# To add a reader: put its module and class in its place, with words if none of what it reads can be without them. The
# first of those that fit equally well is tried first, so the narrow formats come before the generic ones.
READERS = Shelf(
    ("notebook:Notebook", '"cell', '"nbformat"', '"worksheets"'),
    ("html_output:HtmlOutput", "<t", "<T"),
    ("json_logs.trainer_state:TrainerState", '"log_history"'),
    ("json_logs.catboost:CatBoostJson", '"meta"'),
    ("json_logs.sklearn_curves:SklearnCurves", 'loss_curve_"', 'validation_scores_"', '_score_"'),
    "json_logs.evals_result:EvalsResult",
    "keras.history:KerasHistory",
    "json_logs.pandas_frame:PandasJson",
    "keras.pickled:KerasPickle",
    "events.tensorboard:TensorBoard",
    "mlflow:MlFlow",
    "tables.yolo:YoloText",
    "paddle_hapi:PaddleHapi",
    "keras.stdout:KerasStdout",
    "keras.tqdm:KerasTqdm",
    "boosting:Boosting",
    "fasttext:FasttextProgress",
    "darknet:Darknet",
    "trainer_stdout:TrainerStdout",
    "json_logs.openmmlab:OpenMmlab",
    "json_logs.lines:JsonLines",
    "json_logs.document:JsonRecords",
    ("printed_lists:PrintedLists", "= [", "=[", ": [", ":[", "array(["),
    "tables.reader:TABLE_READERS",
    "text.reader:TextLog",
)


def names() -> tuple[str, ...]:
    """The names that `--reader` accepts, in the order in which readers are tried."""
    return tuple(reader.name for reader in READERS)


def read(source: Source, reader: str | None = None) -> list[Run]:
    """The runs of a source, read by the reader that fits best or by the one that is named.

    A reader that is sure of the head goes before one that is not; the order of READERS breaks ties. One that fits but
    then refuses, or finds no run, lets the next try. A named reader is forced: nothing is tried in its place.

    Raises:
        ReadError: no such reader; or none fits or finds a curve, with what each answered.
    """
    if reader is not None:
        return _forced(source, reader)
    if _is_program(source):
        raise ReadError(source.name, "it is a program, not the log of a run", hint="diagnose what it prints")
    if "\n@@ -" in source.text and _is_patch(source):
        raise ReadError(
            source.name, "it is what changed between two versions of a file", hint="diagnose the file itself"
        )
    refusals: list[tuple[Reader, Fit, ReadError]] = []
    for candidate, fit in _surest_first(source):
        try:
            return _read_with(candidate, source)
        except ReadError as error:
            refusals.append((candidate, fit, error))
    if part := part_read():
        raise ReadError(source.name, "no training curve is found in what was read", hint=part)
    raise _refusal(source, refusals)


def _is_program(source: Source) -> bool:
    if "import " not in source.text and "def " not in source.text and "class " not in source.text:
        return False
    from diagnose.readers.core.program import is_program

    return is_program(source)


def _is_patch(source: Source) -> bool:
    from diagnose.readers.core.patch import is_patch

    return is_patch(source.text)


def _surest_first(source: Source) -> Iterator[tuple[Reader, Fit]]:
    """The readers that fit, the sure ones at once: once one has read the source, the rest are not asked."""
    unsure = []
    for reader in READERS.for_text(source.text):
        fit = reader.sniff(source)
        if fit is Fit.YES:
            yield reader, fit
        elif fit is Fit.MAYBE:
            unsure.append((reader, fit))
    yield from unsure


def _forced(source: Source, name: str) -> list[Run]:
    for reader in READERS:
        if reader.name == name:
            return _read_with(reader, source)
    raise ReadError(source.name, f"there is no reader {name!r}", hint=f"choose one of {', '.join(names())}")


def _read_with(reader: Reader, source: Source) -> list[Run]:
    if runs := reader.read(source):
        if part := part_read():
            runs[-1] = replace(runs[-1], notes=(*runs[-1].notes, Caution(part)))
        return runs
    raise ReadError(source.name, f"read as {reader.name}, it holds no curve")


def _json_keys(text: str) -> str:
    """The first keys of a text that begins as JSON does, for people; empty where it does not."""
    if not text.lstrip("\ufeff \r\n\t").startswith(("{", "[{")):
        return ""
    keys = dict.fromkeys(re.findall(r'"([^"\\]{1,40})"\s*:', text))
    more = f" and {len(keys) - KEYS_SHOWN} more" if len(keys) > KEYS_SHOWN else ""
    return ", ".join(list(keys)[:KEYS_SHOWN]) + more


def _refusal(source: Source, refusals: list[tuple[Reader, Fit, ReadError]]) -> ReadError:
    """One error for all: that of a reader sure of the format as it is, else what each reader answered."""
    if not source.head and not (source.path is not None and source.path.is_dir()):
        return ReadError(source.name, "it is empty", hint="a training log was expected")
    sure = [error for _, fit, error in refusals if fit is Fit.YES]
    if not sure and is_binary(source.head):
        return ReadError(source.name, "it is a binary file of a kind that no reader knows")
    if sure or (len(refusals) == 1 and not _json_keys(source.text)):
        return sure[0] if sure else refusals[0][2]
    keys = _json_keys(source.text)
    asked = [(reader, error) for reader, _, error in refusals if not (keys and reader.name == LAST_RESORT)]
    answers = [f"{reader.name}: {': '.join(filter(None, (error.where, error.problem)))}" for reader, error in asked]
    if keys:
        history = f'its keys are {keys}; a History would be {{"loss": [0.9, 0.7, …], "val_loss": […]}}'
        hint = "; ".join([history, *answers])
        return ReadError(source.name, "it is JSON in which no training curve is found", hint=hint)
    answering = {reader.name for reader, _, _ in refusals}
    if others := [name for name in names() if name not in answering]:
        answers.append(f"not recognised by {', '.join(others)}")
    return ReadError(source.name, "no training curve is found in it", hint="; ".join(answers))
