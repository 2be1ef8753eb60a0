"""What PaddlePaddle's `Model.fit` prints: steps of an epoch, then those of its evaluation, both like a Keras bar.

May not: take the loss for a running mean. As Paddle says itself, it is that of the step; only metrics are averaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit

if TYPE_CHECKING:
    from diagnose.model import Run, Source

HEADER = re.compile(r"Epoch (\d{1,9})/(\d{1,9})\s*$")
STEP = re.compile(r"(?:^|\s)step {1,9}(\d{1,12})(?:/(\d{1,12}))? {0,3}(?:\[[=>. ]{0,80}\])? ?- ")
PAIR = re.compile(r"([A-Za-z_][\w@. -]{0,60}): (-?(?:\d{1,30}(?:\.\d{0,30})?(?:e[+-]?\d{1,4})?|nan|inf))(?= - |\s*$)")
TIME_A_STEP = re.compile(r"\d(?:ms|s|us)/step")
OVERWRITES = re.compile(r"[\r\x08]+")
LONGEST = 2_000
BESIDE = frozenset(("ETA", "lr", "batch_cost", "reader_cost"))


class PaddleHapi:
    """The progress of `paddle.Model.fit`, bars or lines."""

    name: ClassVar[str] = "paddle-hapi"
    about: ClassVar[str] = "What PaddlePaddle's `Model.fit` prints, its evaluations too."
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out")

    def sniff(self, source: Source) -> Fit:
        """YES where steps with their time stand under an epoch."""
        if "step " not in source.text or "/step" not in source.text:
            return Fit.NO
        pieces = [piece for piece in OVERWRITES.split(source.text.replace("\n", "\r")) if piece]
        steps = any(STEP.search(piece[:LONGEST]) and TIME_A_STEP.search(piece[:LONGEST]) for piece in pieces)
        return Fit.YES if steps and any(HEADER.search(piece[:LONGEST]) for piece in pieces) else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """The runs: epochs by the last step of each, the loss of training by step as well.

        Raises:
            ReadError: no step with a value is found.
        """
        rows = Rows(source.name, self.name, base=1)
        progress = _Progress(rows)
        progress.take(piece for line in lines(source) for piece in OVERWRITES.split(line))
        runs = rows.runs()
        if not runs:
            raise ReadError(
                source.name, "no steps of PaddlePaddle are found in it", hint="looked for `step 10/938 - loss: 0.5`"
            )
        return runs


class _Progress:
    """Where in the log we are: the epoch, whether it evaluates, and what was shown last."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.epoch, self.prefix = 0.0, ""
        self.shown: dict[str, float] = {}
        rows.note("PaddlePaddle prints the loss of the step: by epoch it is that of the last step, no mean")

    def take(self, pieces: Iterable[str]) -> None:
        for piece in pieces:
            text = piece[:LONGEST]
            if "Epoch " in text and (header := HEADER.search(text)):
                self._turn("")
                self.epoch = float(header[1])
            elif text.startswith(("Eval begin", "Predict begin")):
                self._turn("val_" if text.startswith("Eval") else "predict_")
            elif "step " in text and (step := STEP.search(text)):
                self._show(float(step[1]), float(step[2] or 0), text[step.end() :])
            else:
                self.rows.hear(text)
        self._turn("")

    def _show(self, step: float, total: float, text: str) -> None:
        self.shown = {name: float(value) for name, value in PAIR.findall(text) if name not in BESIDE}
        if not self.prefix and total and "loss" in self.shown:
            self.rows.add({"loss": self.shown["loss"]}, (self.epoch - 1.0) * total + step, "batch")

    def _turn(self, prefix: str) -> None:
        """Add what was shown last of a phase that ends, and begin another."""
        if self.shown and self.epoch and self.prefix != "predict_":
            self.rows.add({self.prefix + name: value for name, value in self.shown.items()}, self.epoch)
            for name in self.shown:
                self.rows.describe(self.prefix + name, averaged=name != "loss" and not self.prefix)
        self.prefix, self.shown = prefix, {}
