"""Event files of one folder to runs: scalars in order, a writer opened again told from a run that starts over.

May not: look at other folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from diagnose.model import Caution, Run, Source
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import stream
from diagnose.readers.events.event import parse_event
from diagnose.readers.events.protobuf import Malformed
from diagnose.readers.events.tfrecord import Damage, records
from diagnose.readers.tables.ultralytics import ultralytics_column, with_whole_losses

EVALUATION = re.compile(r"evaluation_\w+_vs_iterations")
YOLO = frozenset(("train/box_loss", "val/box_loss"))


def read_event_files(name: str, log_format: str, sources: Iterable[Source]) -> list[Run]:
    """The runs in event files that follow each other, empty where they hold no scalar.

    A damaged record ends its file, with a note. Lightning's scalar `epoch` tells which steps make an epoch.
    """
    rows = Rows(name, log_format)
    for number, source in enumerate(sources, 1):
        _add_file(rows, source)
        if number == 2:
            rows.note("several event files of one folder were read in the order of their names")
    return [_labelled(run) for run in rows.runs()]


def _add_file(rows: Rows, source: Source) -> None:
    count = 0
    with stream(source) as file:
        try:
            for record in records(file):
                count += 1
                step, scalars = parse_event(record)
                for tag, value in scalars:
                    if tag == "epoch":
                        rows.add({}, float(step), "step", value)
                    else:
                        rows.add({tag: value}, float(step), "step")
        except (Damage, Malformed) as damage:
            rows.note(Caution(f"{source.name} after {count} records: {damage}; what came before was read"))


def _labelled(run: Run) -> Run:
    """The run with what the tags of Keras and YOLO tell: epochs, and the split of the whole file."""
    names = {series.name for series in run.series}
    if names >= YOLO:
        known = ((series, *ultralytics_column(series.name)) for series in run.series)
        return with_whole_losses(
            replace(run, series=tuple(replace(series, split=split, metric=metric) for series, split, metric in known))
        )
    evaluation = any(map(EVALUATION.fullmatch, names))
    labelled = []
    for series in run.series:
        if series.name.startswith("epoch_") and series.step_unit == "step":
            # Keras numbers the epochs of its callback from 0.
            series = replace(series, step_unit="epoch", steps=series.steps + 1, split="val" if evaluation else None)
        labelled.append(series)
    return replace(run, series=tuple(labelled))
