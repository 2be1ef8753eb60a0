"""Older YOLO: `results.txt` without a header, columns known by their place.

May not: read the CSV of later versions (a flavour of tables does).
"""

from __future__ import annotations

import re
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Caution, Run, Source
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit

START = re.compile(r"\s{0,20}(\d{1,6})/\d{1,6}\s{1,20}[\d.]{1,12}G?\s")
FEWEST = 12
SCORES = ("precision", "recall", "mAP50", "mAP50-95")
SCORE_METRICS = ("precision", "recall", "map50", "map")
LOSSES = ("box", "obj", "cls")


class YoloText:
    """epoch/last, memory, parts of the train loss, their total, targets, image size, scores, parts of the val loss."""

    name: ClassVar[str] = "yolo-txt"
    suffixes: ClassVar[tuple[str, ...]] = ("results.txt", ".txt")
    about: ClassVar[str] = "The headerless `results.txt` of old YOLO versions."

    def sniff(self, source: Source) -> Fit:
        """YES where the first lines begin with an epoch of all epochs and gigabytes, and go on with numbers."""
        first = [line for line in source.text.split("\n", 4)[:3] if line.strip()]
        return Fit.YES if first and all(_epoch_values(line) is not None for line in first) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs of the file, the validation loss summed from its parts."""
        rows = Rows(source.name, self.name)
        odd = idle = 0
        for line in lines(source):
            numbered = _epoch_values(line)
            if numbered is None:
                odd += bool(line.strip())
                continue
            epoch, values = numbered
            evaluated = any(values[-3:])
            idle += not evaluated
            rows.add(_by_name(rows, values, evaluated), epoch)
        if rows.is_empty:
            raise ReadError(source.name, "no line of it is an epoch of YOLO's")
        rows.note("columns are known by their place: parts of the loss, total, targets, image size, scores, val losses")
        if odd:
            rows.note(Caution(f"{odd} lines that are no epochs were left out"))
        if idle:
            rows.note(f"validation was not run at {idle} epochs, where all its losses are zero")
        return rows.runs()


def _epoch_values(line: str) -> tuple[float, list[float]] | None:
    start = START.match(line)
    if start is None or len(line) > 2000:
        return None
    try:
        values = [float(cell) for cell in line[start.end() :].split()]
    except ValueError:
        return None
    return (float(start[1]), values) if len(values) >= FEWEST else None


def _by_name(rows: Rows, values: list[float], evaluated: bool) -> dict[str, float]:
    """The values by name, counted from the end, since forks add parts to the training loss at the front."""
    *front, _targets, _size = values[:-7]
    parts, total = front[:-1], front[-1]
    by_name = {"train/loss": total}
    rows.describe("train/loss", split="train", metric="loss")
    for place, part in enumerate(parts):
        name = f"train/{LOSSES[place] if place < len(LOSSES) else f'part{place + 1}'}_loss"
        rows.describe(name, split="train", metric="loss")
        by_name[name] = part
    if not evaluated:
        return by_name
    for name, metric, value in zip(SCORES, SCORE_METRICS, values[-7:-3], strict=True):
        rows.describe(f"metrics/{name}", split="val", metric=metric)
        by_name[f"metrics/{name}"] = value
    rows.describe("val/loss", split="val", metric="loss")
    by_name["val/loss"] = sum(values[-3:])
    for name, value in zip(LOSSES, values[-3:], strict=True):
        rows.describe(f"val/{name}_loss", split="val", metric="loss")
        by_name[f"val/{name}_loss"] = value
    return by_name
