"""Headers, updates and what stands between them become trainings: which bar is an epoch, which an evaluation.

May not: touch bytes beyond recognising a header.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from diagnose.readers.core.ledger import Ledger
from diagnose.readers.keras.bar.pieces import unglued
from diagnose.readers.keras.bar.sweep import Sweep
from diagnose.readers.keras.bar.training import Training, is_finite
from diagnose.readers.keras.bar.update import ANSI, BAR, EPOCH, Update, parse_update

HEADER = re.compile(
    rb"(?:Epoch|^\W{0,9}(?:" + EPOCH + rb")):? {0,3}(\d{1,9}) ?/ ?(\d{1,9})"
    rb"(?:[ \t]{0,200}$|(?=[ \t]{1,80}(?:\x1b\[\d?m)?\d{1,12}/|[ \t]{0,9}-? ?\d{1,7}m?s))"
    rb"|^[ \t]{0,9}(?:" + EPOCH + rb") (\d{1,9})[ \t]{0,200}$"
)
MAY_HEAD = re.compile(EPOCH)
SAMPLES = re.compile(rb"Train on (\d{1,12}) samples")
NEARLY = 0.1
FEWEST_CALLS = 3
MOSTLY = 0.7
SHORTEST = len(b"Killed")
"""What is shorter than `Epoch 0` and this tells nothing."""


class Epoch(NamedTuple):
    """An epoch that is under way: its number, what was shown last, and how far its bar had come."""

    number: int
    update: Update | None = None

    @property
    def is_done(self) -> bool:
        """Whether its bar had come to its end."""
        update = self.update
        return update is not None and (
            update.whole or update.has_val or (update.total > 0 and update.seen >= update.total)
        )


class Bar(NamedTuple):
    """A bar at its end, and what was kept of its way there: of about one update in `stride`."""

    last: Update
    updates: list[Update]
    stride: int


class Assembly:
    """Takes the pieces of a log and tells the trainings in it."""

    def __init__(self) -> None:
        self.trainings = [Training(headed=False)]
        self.epoch: Epoch | None = None
        self.sweep: Sweep | None = None
        self.samples = 0
        self.least_share = 1.0
        self.headers = 0
        self.ledger = Ledger()
        self.extra: Bar | None = None  # the bar that came last behind an epoch that was done

    def feed(self, pieces: list[bytes]) -> None:
        """Take the next pieces of the log."""
        index, count = 0, len(pieces)
        while index < count:
            if len(pieces[index]) < SHORTEST:
                index += 1
                continue
            if self.sweep is not None and (after := self.sweep.extend(pieces, index)) > index:
                index = after
                continue
            piece = pieces[index]
            index += 1
            parts = unglued(piece)
            if len(parts) > 1:
                self.feed(parts)
            else:
                self._take(piece)

    def finish(self) -> list[Training]:
        """The trainings, after the last piece."""
        self._end_sweep()
        self._end_epoch(at_end=True)
        return _joined(_without_evaluations([training for training in self.trainings if training.epochs]))

    def _take(self, piece: bytes) -> None:
        header = HEADER.search(piece) if MAY_HEAD.search(piece) else None
        if header is None:
            self._take_update(piece)
            if b"Train on" in piece and (samples := SAMPLES.search(piece)):
                self.samples = int(samples[1])
            return
        self._take_update(piece[: header.start()])
        self._end_sweep()
        self._begin(int(header[1] or header[3]), int(header[2] or 0))
        self._take_update(piece[header.end() :])

    def _take_update(self, piece: bytes) -> None:
        if b"/" not in piece and b"s - " not in piece:
            self._hear(piece)
            return
        update = parse_update(piece)
        if update is None:
            self._hear(piece)
            return
        if self.sweep is not None and self.sweep.takes(piece, update):
            return
        self._end_sweep()
        if update.whole:
            self.ledger.use()
            self._show(Bar(update, [], 1))
        else:
            self.sweep = Sweep(piece, update, self.trainings[-1].means.stride)
            self.trainings[-1].coloured |= b"\xe2\x94\x81" in piece  # as Keras 3 draws it

    def _hear(self, piece: bytes) -> None:
        """Take a piece that is no update for what it may tell of the training."""
        under_way = self.sweep is not None or (self.epoch is not None and self.epoch.update is not None)
        self.trainings[-1].hear(piece, under_way=under_way)
        if b"." in piece:
            self.ledger.leave(piece.decode(errors="replace"))

    def _end_sweep(self) -> None:
        if self.sweep is None:
            return
        sweep, self.sweep = self.sweep, None
        self.ledger.use(sweep.updates)
        updates, last = sweep.close()
        if last is not None:
            self._show(Bar(last, updates, sweep.stride))
        trailing = HEADER.search(ANSI.sub(b"", sweep.last)) if b"Epoch" in sweep.last else None
        if trailing and (bar := BAR.search(sweep.last)) and bar.start() < sweep.last.rindex(b"Epoch"):
            self._begin(int(trailing[1] or trailing[3]), int(trailing[2] or 0))

    def _show(self, bar: Bar) -> None:
        """Take what a bar showed at its end, as the value of the epoch that is under way unless that is done."""
        update = bar.last
        if not update.metrics:
            return
        training = self.trainings[-1]
        epoch = self.epoch
        if epoch is None or (epoch.is_done and not self.headers and not _is_other(update, epoch.update)):
            self._end_epoch()
            epoch = Epoch(training.epochs[-1] + 1 if training.epochs else 1)
        elif epoch.is_done and not (update.has_val and epoch.update and not epoch.update.has_val):
            self.extra = bar
            training.add_second(epoch.number, update.metrics)
            return
        if _is_other(update, epoch.update):
            if not update.has_val:
                training.add_second(epoch.number, update.metrics)
                return
            training.means.forget(epoch.number)
        training.means.add(epoch.number, [inner for inner in bar.updates if inner.metrics], bar.stride)
        self.epoch = epoch._replace(update=update)

    def _begin(self, number: int, total: int) -> None:
        """Begin the epoch that a header announces, in this training or in another."""
        last_epoch, extra = self.epoch, self.extra
        self._end_epoch()
        training = self.trainings[-1]
        self.headers += 1
        last = training.epochs[-1] if training.epochs else None
        if last is not None and not training.headed and number > last + 1:
            training.renumber(number - 1 - last)
            last = number - 1
        if last is None or number > last:
            pass
        elif number <= training.epochs[0]:
            training = self._restart()
        elif number - 1 <= training.epochs[0] and extra and last_epoch and not _is_other(extra.last, last_epoch.update):
            training.forget_second(last)
            training = self._restart()
            training.base = number - 1
            training.means.add(number - 1, [inner for inner in extra.updates if inner.metrics], extra.stride)
            training.add(number - 1, extra.last.metrics)
        else:
            training.note(f"the log goes back from epoch {last} to {number}: read as a resume, the later values stand")
            training.cut(number)
        if last is not None and number > last + 1 and training.headed:
            training.note(f"the log jumps from epoch {last} to {number}")
        training.headed, training.samples = True, self.samples
        training.announced = max(training.announced, total)
        training.base = min(training.base, number)
        self.epoch = Epoch(number)

    def _restart(self) -> Training:
        interrupted = (
            self.least_share < 1 - NEARLY and len(self.trainings[-1].epochs) == 1 and self.trainings[-1].headed
        )
        if interrupted:
            self.trainings.pop()
        self.trainings.append(Training(self.samples))
        if interrupted:
            self.trainings[-1].note("a start before it, interrupted within its first epoch, is left out")
        self.least_share = 1.0
        return self.trainings[-1]

    def _end_epoch(self, *, at_end: bool = False) -> None:
        """Add the epoch that is under way to its training; the last of a log only if it came as far as the others."""
        epoch, self.epoch, self.extra = self.epoch, None, None
        if epoch is None or epoch.update is None:
            return
        training, update = self.trainings[-1], epoch.update
        share = 1.0 if epoch.is_done or not update.total else update.seen / update.total
        if at_end and share < self.least_share and is_finite(update.metrics):
            where = f"within epoch {epoch.number}, after {update.seen} of {update.total}"
            if training.epochs:
                training.note(f"the log stops {where}: that epoch is not counted")
                return
            training.note(f"the log stops {where}: its value is the mean so far")
        self.least_share = min(self.least_share, share)
        training.add(epoch.number, update.metrics)


def _joined(trainings: list[Training]) -> list[Training]:
    """The trainings; those of one epoch each as one, where a loop calls for one epoch at a time and the loss falls."""
    if len(trainings) < FEWEST_CALLS or any(
        training.announced != 1 or len(training.epochs) != 1 for training in trainings
    ):
        return trainings
    losses = [training.columns["loss"][1][0] for training in trainings if "loss" in training.columns]
    falls = sum(after < before for before, after in pairwise(losses))
    if len(losses) < len(trainings) or falls < MOSTLY * (len(losses) - 1):
        return trainings
    whole = Training(trainings[0].samples)
    for number, training in enumerate(trainings, 1):
        whole.add(number, {name: values[0] for name, (_, values) in training.columns.items() if values})
    whole.note(f"{len(trainings)} trainings of one epoch each, whose loss goes on to fall, are read as one")
    return [whole]


def _is_other(update: Update, before: Update | None) -> bool:
    """Whether a bar runs to another total than the one before, beyond a tenth."""
    if before is None or not before.total or not update.total:
        return False
    return abs(update.total - before.total) > NEARLY * before.total


def _without_evaluations(trainings: list[Training]) -> list[Training]:
    """The trainings without a bar that stands before the first header and runs to another total."""
    if len(trainings) < 2 or trainings[0].headed or len(trainings[0].epochs) > 1:
        return trainings
    first, second = (max(training.means.totals.values(), default=0) for training in trainings[:2])
    if abs(first - second) <= NEARLY * max(first, second):
        return trainings
    trainings[1].note("a bar before the first epoch is taken for an evaluation and left out")
    return trainings[1:]
