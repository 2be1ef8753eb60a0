"""Dicts of numbers printed one a line: what the Hugging Face Trainer prints, and loops that print such dicts.

May not: evaluate anything, take the summary of the whole training for a point of its curve.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from diagnose.errors import ReadError
from diagnose.readers.core.gathering.rows import Rows
from diagnose.readers.core.opening import lines, overwritten
from diagnose.readers.core.reader import Fit
from diagnose.readers.core.words import axis_unit, tells_of_training

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from diagnose.model import Run, Source, StepUnit

LONGEST = 20_000
DICT = re.compile(r"\{\s{0,8}'[^{}]{1,4000}\}")
NUMBER = r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|nan|inf(?:inity)?)"
ITEM = re.compile(
    rf"'([^']{{1,120}})'\s{{0,4}}:\s{{0,4}}(?:[\w.]{{1,20}}\()?(['\"]?)({NUMBER})\2\)?\s{{0,4}}(?=[,}}])", re.IGNORECASE
)
QUOTES = frozenset((("`", "`"), ('"', '"')))  # around a dict that a text speaks of
ELAPSED = re.compile(r"'epoch'\s{0,4}:\s{0,4}['\"]?\d{1,9}\.\d")
SPEED = re.compile(
    r"(?:^|_)(?:runtime|samples_per_second|steps_per_second|tokens_per_second\w*|flos|model_preparation_time)$"
)
TRAINER = frozenset(("eval_runtime", "grad_norm", "learning_rate"))
ECHOED = 0.4
"""From this share of records on that say what the one before said, several processes print them: two make it a half."""
SUMMARY = frozenset(("train_runtime", "train_samples_per_second"))


class TrainerStdout:
    """{'loss': 0.5, 'learning_rate': 1e-05, 'epoch': 1.0} on a line of its own or behind a bar."""

    name: ClassVar[str] = "trainer-stdout"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out")
    about: ClassVar[str] = "The dicts that the Hugging Face Trainer prints."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has two dicts with a count and a measure, MAYBE where it has one."""
        return Fit(sum(1 for _ in zip(_dicts(source.text.split("\n")), range(2), strict=False)))

    def read(self, source: Source) -> list[Run]:
        """The runs; the Trainer counts in epochs, as far as they are done (0.5 is the middle of the first).

        Raises:
            ReadError: no dict with an epoch or step and a measure is printed in it.
        """
        history = _heard(source, drops_echoes=True)
        if 0 < history.echoes < ECHOED * history.records:
            history = _heard(source, drops_echoes=False)
        runs = history.rows.runs()
        if not runs:
            raise ReadError(
                source.name,
                "no dicts of a training are printed in it",
                hint="looked for {'loss': 0.5, …, 'epoch': 1.0} on a line",
            )
        return runs


def _heard(source: Source, *, drops_echoes: bool) -> _History:
    history = _History(source.name, drops_echoes=drops_echoes)
    for text, printed in _dicts(lines(source), history.rows.hear):
        history.take(printed, is_elapsed=ELAPSED.search(text) is not None)
    return history


class _History:
    """What the Trainer logged so far, as rows; `echoes` are records that another process has printed before."""

    def __init__(self, name: str, *, drops_echoes: bool) -> None:
        self.rows = Rows(name, TrainerStdout.name, base="auto")
        self.rows.is_heard = True
        self.drops_echoes = drops_echoes
        self.ended = False
        self.records = self.echoes = 0
        self.last: dict[str, tuple[float, float]] = {}

    def take(self, printed: dict[str, float], *, is_elapsed: bool) -> None:
        """Take what a dict holds; an epoch may tell how much is done, and not which one it is."""
        if SUMMARY & printed.keys():
            self.rows.note("the Trainer's summary of the whole training (train_runtime, train_loss) is no point of it")
            self.ended = True
            return
        axis, unit = _axis(printed)
        if TRAINER & printed.keys():
            self.rows.base = 1  # its epochs say how much is done, so 0 is before the first and not the first
        self.rows.is_elapsed = is_elapsed and axis == "epoch"
        values = {key: value for key, value in printed.items() if axis_unit(key) is None and not SPEED.search(key)}
        if not values or axis is None:
            return
        step = printed[axis]
        if self.ended and not self._goes_back(values, step):
            self.rows.note("evaluations after the end of the training are no points of its curve")
            return
        self.ended = False
        self.records += 1
        is_echo = all(self.last.get(key) == (step, value) for key, value in values.items())
        self.echoes += is_echo
        self.last.update({key: (step, value) for key, value in values.items()})
        if not (is_echo and self.drops_echoes):
            self.rows.add(values, step, unit)

    def _goes_back(self, values: dict[str, float], step: float) -> bool:
        return any(step < self.last[key][0] for key in values if key in self.last) or "loss" in values


def _axis(printed: dict[str, float]) -> tuple[str | None, StepUnit]:
    units = {key: axis_unit(key) for key in printed}
    for unit in ("epoch", "step"):
        for key, key_unit in units.items():
            if key_unit == unit:
                return key, key_unit
    return None, "epoch"


def _dicts(log: Iterable[str], pass_by: Callable[[str], None] | None = None) -> Iterator[tuple[str, dict[str, float]]]:
    """The dicts with an axis and a measure, in order, each as printed too; lines without one go to `pass_by`."""
    for line in log:
        if "{'" not in line and "{ '" not in line:
            if pass_by is not None:
                pass_by(line)
            continue
        for part in overwritten(line):
            for match in DICT.finditer(part[:LONGEST]):
                around = part[max(0, match.start() - 1) : match.start()], part[match.end() : match.end() + 1]
                if around in QUOTES:
                    continue
                printed = {key: float(value) for key, _, value in ITEM.findall(match[0])}
                if SUMMARY & printed.keys() or (_axis(printed)[0] is not None and tells_of_training(printed)):
                    yield match[0], printed
