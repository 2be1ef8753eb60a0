"""What Darknet prints while it trains: `100: 2.34, 2.40 avg loss, 0.001 rate, …`, values before their names.

May not: take the lines of the layers (`Region Avg IOU: …`) for a curve.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit

if TYPE_CHECKING:
    from diagnose.model import Run, Source

VALUE = r"(-?(?:\d{1,15}(?:\.\d{0,15})?(?:e[+-]?\d{1,3})?|nan|inf))"
ITERATION = re.compile(rf"(?<![\w.`])(\d{{1,9}}): {VALUE}, {VALUE} avg(?: loss)?, {VALUE} rate, ")
SCORE = re.compile(r"mean[_ ]average[_ ]precision \(mAP@?([\d.]{0,6})\) = ([\d.]{1,12})", re.IGNORECASE)
LONGEST = 2_000


class Darknet:
    """One line an iteration, and the mAP on the validation set where it is measured on the way."""

    name: ClassVar[str] = "darknet"
    about: ClassVar[str] = "What Darknet prints: a line an iteration, and the mAP measured on the way."
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out")

    def sniff(self, source: Source) -> Fit:
        """YES where the head has two iterations, MAYBE where it has one."""
        return Fit(sum(1 for _ in zip(ITERATION.finditer(source.text), range(2), strict=False)))

    def read(self, source: Source) -> list[Run]:
        """The runs; an iteration is a step, its average the decaying mean that Darknet keeps.

        Raises:
            ReadError: no line of an iteration is found.
        """
        rows = Rows(source.name, self.name)
        rows.describe("loss", split="train", metric="loss")
        rows.describe("avg loss", split="train", metric="loss", averaged=True)
        for step, values in _values_by_step(lines(source), rows.hear):
            rows.add(values, step, "step")
        runs = rows.runs()
        if not runs:
            raise ReadError(
                source.name,
                "no iterations of Darknet are found in it",
                hint="looked for `100: 2.34, 2.40 avg loss, 0.001 rate, …`",
            )
        return runs


def _values_by_step(log: Iterable[str], pass_by: Callable[[str], None]) -> Iterator[tuple[float, dict[str, float]]]:
    step = None
    for line in log:
        text = line[:LONGEST]
        if " avg" in text and (match := ITERATION.search(text)):
            step = float(match[1])
            yield step, {"loss": float(match[2]), "avg loss": float(match[3]), "rate": float(match[4])}
        elif step is not None and "recision" in text and (score := SCORE.search(text)):
            yield step, {f"val mAP@{score[1] or '0.50'}": float(score[2])}
        else:
            pass_by(text)
