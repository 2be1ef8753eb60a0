"""The bars of `tqdm.keras.TqdmCallback`: one that counts epochs, and one that counts the batches of each.

May not: take a bar that counts anything else.
"""

from __future__ import annotations

import re
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.reader import Fit
from diagnose.readers.keras.bar.pieces import pieces
from diagnose.readers.keras.bar.running_means import tqdm_bound
from diagnose.readers.keras.bar.training import Training
from diagnose.readers.keras.bar.update import NUMBER, Update

BAR = re.compile(
    rb"(?<![\d.])(\d{1,9})(?:\.\d{1,4})?(?:/(\d{1,9})(?:\.\d{1,4})?|epoch|batch) "
    rb"\[[^\]\[]{0,60}?(epoch|batch)(?:/s)?(?:, ([^\]\[]{0,4000}))?\]"
)
PAIR = re.compile(rb"(?<![\w./-])([A-Za-z_][\w.@/-]{0,60}) ?[=:] ?")
SPLIT = re.compile(r"[\r\n\x08]+")
LONGEST = 8_000
MOST_UPDATES = 2_048


class KerasTqdm:
    """`TqdmCallback`: an epoch is what the epoch bar says when it has moved on."""

    name: ClassVar[str] = "keras-tqdm"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out")
    about: ClassVar[str] = "The bars of `tqdm.keras`."

    def sniff(self, source: Source) -> Fit:
        """YES where a bar that counts epochs or batches shows metrics, MAYBE where one is about to."""
        text = source.text
        if "epoch" not in text or not ("epoch/s" in text or "s/epoch" in text):
            return Fit.NO
        bars = [bar for line in SPLIT.split(text) if (bar := _bar(line[:LONGEST].encode(errors="replace")))]
        epochs = [bar for bar in bars if bar[3] == b"epoch"]
        if not epochs or any(int(bar[1]) == 0 and _pairs(bar[4] or b"") for bar in epochs):
            return Fit.NO  # a loop that tells of an epoch before it counts it
        return Fit.YES if any(bar[4] for bar in bars) else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """One run for each time that the epoch bar begins anew."""
        bars = _Bars()
        for block in pieces(source):
            for piece in block:
                if len(piece) < LONGEST:
                    bars.take(piece)
        trainings = bars.finish()
        if not trainings:
            raise ReadError(source.name, "no tqdm bar that counts epochs shows a metric in it")
        several = len(trainings) > 1
        return [
            training.run(f"{source.name}#{number}" if several else source.name)
            for number, training in enumerate(trainings, 1)
        ]


class _Bars:
    """The trainings so far, and what was shown since the epoch bar last moved."""

    def __init__(self) -> None:
        self.trainings = [_training()]
        self.epoch, self.metrics = 0, dict[str, float]()
        self.updates: list[Update] = []
        self.printed: dict[str, float] = {}
        self.stride, self.passed = 1, 0

    def take(self, piece: bytes) -> None:
        bar = _bar(piece)
        if bar is None:
            if b"=" in piece or b": " in piece:
                self.printed.update(_pairs(piece))
            self.trainings[-1].hear(piece, under_way=bool(self.metrics))
        elif bar[3] == b"batch":
            self._take_batch(int(bar[1]), int(bar[2] or 0), bar[4] or b"")
        else:
            self._take_epoch(int(bar[1]), _pairs(bar[4] or b""))

    def finish(self) -> list[Training]:
        self._end_epoch()
        return [training for training in self.trainings if training.epochs]

    def _take_batch(self, seen: int, total: int, shown: bytes) -> None:
        self.passed += 1
        if seen and shown and not self.passed % self.stride:
            self.updates.append(Update(seen, total, _pairs(shown), whole=False))
        if len(self.updates) > MOST_UPDATES:
            self.updates, self.stride = self.updates[::2], self.stride * 2

    def _take_epoch(self, count: int, metrics: dict[str, float]) -> None:
        if count != self.epoch:
            self._end_epoch()
            if count < self.epoch:
                self.trainings.append(_training())
            self.trainings[-1].means.add(count, self.updates, self.stride)
            self.epoch, self.metrics, self.updates, self.stride = count, {}, [], 1
        for name, value in metrics.items():
            printed = self.printed.get(name, value)
            self.metrics.setdefault(name, printed if f"{printed:.3g}" == f"{value:.3g}" else value)
        self.printed = {}

    def _end_epoch(self) -> None:
        if self.epoch and self.metrics:
            training = self.trainings[-1]
            training.add(self.epoch, self.metrics)
            training.note("tqdm displays three digits; a value that the log prints with more stands as printed")


def _training() -> Training:
    return Training(log_format=KerasTqdm.name, bound=tqdm_bound)


def _bar(piece: bytes) -> re.Match[bytes] | None:
    return BAR.search(piece) if b"/s" in piece or b"s/" in piece else None


def _pairs(text: bytes) -> dict[str, float]:
    """The numbers that are given names in a piece: `loss=4.82` or `loss: 4.8177`."""
    numbers: dict[str, float] = {}
    for pair in PAIR.finditer(text):
        if number := NUMBER.match(text, pair.end()):
            numbers[pair[1].decode()] = float(number[0])
    return numbers
