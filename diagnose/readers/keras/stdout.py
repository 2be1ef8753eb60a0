"""What Keras prints while it trains: progress bars (`verbose=1`) and one line an epoch (`verbose=2`), of any version.

May not: take an update within an epoch for an epoch.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from diagnose.errors import ReadError
from diagnose.model import Run, Source
from diagnose.readers.core.ledger import note_of
from diagnose.readers.core.opening import HEAD
from diagnose.readers.core.reader import Fit
from diagnose.readers.keras.bar.assembly import HEADER, Assembly
from diagnose.readers.keras.bar.pieces import pieces, unglued
from diagnose.readers.keras.bar.update import parse_update

SPLIT = re.compile(rb"[\r\n\x08]+")
ENOUGH = 400


class KerasStdout:
    """Progress bars and epoch lines of Keras 1, 2 and 3, whatever a terminal or a log collector made of them."""

    name: ClassVar[str] = "keras-stdout"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out", ".raw")
    about: ClassVar[str] = "What Keras 1, 2 and 3 print: progress bars and epoch lines."

    def sniff(self, source: Source) -> Fit:
        """YES where an update with metrics stands in the head, MAYBE where only an epoch is announced there."""
        announced = False
        head = source.text.encode(errors="replace")
        likely = [piece for piece in SPLIT.split(head) if b"poch" in piece or (b"/" in piece and b": " in piece)]
        for text in (part for piece in likely[:ENOUGH] for part in unglued(piece)[:3]):
            update = parse_update(text)
            if update and update.metrics:
                return Fit.YES
            announced = announced or HEADER.search(text) is not None
        more = source.size > HEAD and (b"tensorflow" in head or b"keras" in head)
        return Fit.MAYBE if announced or more else Fit.NO

    def read(self, source: Source) -> list[Run]:
        """One run for each training in the log; a clean resume goes on with its run."""
        assembly = Assembly()
        for block in pieces(source):
            assembly.feed(block)
        trainings = assembly.finish()
        if not trainings:
            raise ReadError(source.name, "no progress bar of Keras shows a metric in it")
        account = assembly.ledger.account()
        if left := note_of(account):
            for training in trainings:
                training.note(left)
        if len(trainings) == 1:
            return [replace(trainings[0].run(source.name), account=account)]
        names = (f"{source.name}#{number}" for number in range(1, len(trainings) + 1))
        runs = [replace(training.run(name), account=account) for name, training in zip(names, trainings, strict=True)]
        note = f"the log holds {len(runs)} runs, since its epochs start over"
        return [replace(run, notes=(note, *run.notes)) for run in runs]
