"""fastText's progress: `Progress: 37.9% … avg.loss: 0.84 ETA: …`, many updates to a line, counted in percent.

May not: take percents for epochs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnose.model import Run, Source

UPDATE = re.compile(
    r"Progress:\s{1,9}(\d{1,3}(?:\.\d+)?)%\s{1,9}words/sec/thread:\s{1,20}[\d.e+-]{1,20}\s{1,9}"
    r"lr:\s{1,9}([-\d.e]{1,20})\s{1,9}((?:avg\.)?loss):\s{1,9}(-?(?:[\d.]{1,30}(?:e[+-]?\d+)?|nan|inf))"
)


class FasttextProgress:
    """What fastText prints while it trains."""

    name: ClassVar[str] = "fasttext"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".md")
    about: ClassVar[str] = "What fastText prints while it trains."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has an update."""
        return Fit.YES if UPDATE.search(source.text) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs; each update is a step, and a percent that goes back begins another run.

        Raises:
            ReadError: no update is found.
        """
        rows = Rows(source.name, self.name)
        rows.describe("avg.loss", averaged=True)
        last, count = 0.0, 0
        for percent, values in _updates(source):
            if percent < last:
                rows.restart()
                count = 0
            last, count = percent, count + 1
            rows.add(values, float(count), "step")
            rows.note(
                "each update of the progress is a step: fastText counts in percent and shows the last one repeatedly"
            )
        runs = rows.runs()
        if not runs:
            raise ReadError(
                source.name, "no progress of fastText is found in it", hint="looked for `Progress: 37.9% …`"
            )
        return runs


def _updates(source: Source) -> Iterator[tuple[float, dict[str, float]]]:
    for line in lines(source):
        if "words/sec/thread" not in line:
            continue
        for percent, rate, name, loss in UPDATE.findall(line):
            try:
                yield float(percent), {name: float(loss), "lr": float(rate)}
            except ValueError:
                continue
