"""OpenMMLab: the JSON lines of mmdetection, mmsegmentation, mmpose (mmcv) and of mmengine's `scalars.json`.

May not: take the length of the validation set, which older records call `iter`, for a step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from diagnose.model import Run, Source
from diagnose.readers.core.reader import Fit
from diagnose.readers.json_logs.lines import head_records, read_records
from diagnose.readers.json_logs.records import Records


class OpenMmlab:
    """Training records by iteration, validation records after the epoch or iteration that they follow."""

    name: ClassVar[str] = "openmmlab"
    suffixes: ClassVar[tuple[str, ...]] = (".json", ".log.json")
    about: ClassVar[str] = "JSON lines of mmdetection, mmsegmentation and mmengine."

    def sniff(self, source: Source) -> Fit:
        """YES where a record has `mode`, `epoch` and `iter` (mmcv) or `iter`, `step` and `data_time` (mmengine)."""
        for record in head_records(source):
            if {"mode", "epoch", "iter"} <= record.keys() or {"iter", "step", "data_time"} <= record.keys():
                return Fit.YES
        return Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs in all lines."""
        return read_records(source, _Placed(source.name, self.name, base=1))


class _Placed(Records):
    """Records whose validation stands at the training step before it."""

    def add(self, record: Mapping[str, Any]) -> None:
        record = dict(record)
        if record.get("mode") == "val":
            record.pop("iter", None)
        elif "mode" not in record and "iter" in record:
            record.pop("step", None)
            record["mode"] = "train"
        elif "mode" not in record and "step" in record:
            # mmengine numbers validation by epochs, or by iterations where it trains by them: the place is the same.
            record["epoch"] = record.pop("step")
            record["mode"] = "val"
        super().add(record)
