"""The reader of print loops and logging output: any text with names, numbers and a count of epochs or steps."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import NOTHING, Caution, Run
from diagnose.readers.core.gathering.counting import resume_note
from diagnose.readers.core.ledger import note_of
from diagnose.readers.core.opening import lines
from diagnose.readers.core.reader import Fit
from diagnose.readers.text import vocabulary
from diagnose.readers.text.axes import Axis, axes
from diagnose.readers.text.boxes import OPENING, Boxes
from diagnose.readers.text.cleaning import pieces
from diagnose.readers.text.curves import Extent, curves
from diagnose.readers.text.grammar import Form, Grammar
from diagnose.readers.text.grids import Grids
from diagnose.readers.text.restarts import breaks, take_out
from diagnose.readers.text.shapes import Listener
from diagnose.readers.text.tables import Tables
from diagnose.readers.text.telling import account_of, count_in, is_summary, notes_of, numbered
from diagnose.readers.text.unnamed import measured
from diagnose.writing import count as counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnose.model import Account, Series, Source

LOOKED_AT = 2_000
REWARDS = 4
REWARD = re.compile(r"(?<![a-z])(?:ep(?:isode)?[ _]?)?(?:rewards?|rew|returns?)(?![a-z])", re.IGNORECASE)
"""How often a reward must be told to be a curve: a program that plays a finished agent tells it a few times."""


class TextLog:
    """Print loops, logging output and tqdm bars, whatever the project."""

    name: ClassVar[str] = "text-log"
    suffixes: ClassVar[tuple[str, ...]] = (".log", ".txt", ".out", ".md")
    about: ClassVar[str] = "Print loops, logging output, tables and tqdm bars in text, whatever the project."

    def sniff(self, source: Source) -> Fit:
        """YES where the head has two lines of one shape with an epoch or step; MAYBE for any other text."""
        if not source.text or "\x00" in source.text[:1000]:
            return Fit.NO
        listener = Listener()
        _listen(listener, _until_sure(source.text.split("\n", LOOKED_AT)[:LOOKED_AT], listener))
        return Fit.YES if _is_sure(listener) else Fit.MAYBE

    def read(self, source: Source) -> list[Run]:
        """The runs of the log.

        Raises:
            ReadError: no line carries a loss or a score with an epoch or a step, more than once.
        """
        listener = Listener()
        if _listen(listener, lines(source)) and not any(shape.marked for shape in listener.shapes.values()):
            listener = Listener()
            _listen(listener, lines(source), by_order=True)
        log_axes = axes(listener)
        runs = list(_runs(source.name, log_axes, listener, account_of(log_axes, listener)))
        if not runs:
            raise ReadError(
                source.name,
                "no lines like `epoch 3 … loss 0.52` are found in it",
                hint="looked for a count (epoch, step, iteration, batch) beside a loss or a score, in several lines",
            )
        return runs


def _until_sure(log: Iterable[str], listener: Listener) -> Iterator[str]:
    """The lines until the listener is sure, so that a look at a log costs little."""
    for line in log:
        if _is_sure(listener):
            return
        yield line


def _is_sure(listener: Listener) -> bool:
    return any(shape.marked and not shape.aside and len(shape) >= 2 for shape in listener.shapes.values())


def _listen(listener: Listener, log: Iterable[str], *, by_order: bool = False) -> int:
    """Let the listener hear all sentences of a log; returns at how many the epoch or step was no finite number.

    These are left out, or else, `by_order`, counted in their order.
    """
    grammar, tables, grids, boxes = Grammar(), Tables(), Grids(), Boxes()
    lost: Counter[Form] = Counter()
    for line in log:
        boxed = boxes.is_open or line.startswith(OPENING)
        for text, bar in boxes.take(pieces(line)) if boxed else pieces(line):
            listener.pass_by(text)
            sentence = boxes.closed(text) if boxed else None
            sentence = sentence or grids.row(text) or grammar.read(text, bar)
            if sentence is None or not sentence.form.has_metric:
                sentence = tables.row(text, bar, may_head=not grammar.silent) or sentence
            is_remark = not grammar.silent if sentence is None else sentence.form.is_remark
            if is_remark:
                listener.signs.hear(text, listener.line)
            if sentence is None:
                listener.ledger.leave(text)
                continue
            if not sentence.is_placed:
                lost[sentence.form] += 1
                if not by_order:
                    continue
                sentence.place(lost[sentence.form])
            listener.hear(sentence, text)
    listener.notes += tables.notes
    if count := lost.total():
        done = "counted in their order" if by_order else "left out"
        listener.notes.append(Caution(f"{count} lines whose epoch or step is no finite number were {done}"))
    return count


def _runs(name: str, log_axes: list[Axis], listener: Listener, account: Account) -> Iterator[Run]:
    starts, resumes = breaks(log_axes, listener.resumed)
    dropped = take_out(log_axes, starts, resumes)
    if count := sum(map(_without_step, log_axes)):
        listener.notes.append(Caution(f"{count} lines before the first step that is told were left out"))
    places = [-math.inf, *starts, math.inf]
    hints = len({axis.shape.hint for axis in log_axes if axis.shape.hint}) > 1
    sections = [Extent(start, end) for start, end in pairwise(places)]
    whole = [(section, *_measured_curves(log_axes, section, hints)) for section in sections]
    kept = [(section, series, assumed) for section, series, assumed in whole if _is_training(series, listener)]
    for number, (section, series, assumed) in enumerate(kept, 1):
        notes = [*notes_of(log_axes, section, listener), *assumed, *numbered(series)]
        notes += filter(None, [note_of(account)])
        series = _test_as_validation(series, notes)
        if len(kept) > 1:
            notes.insert(0, f"the log holds {len(kept)} runs, since its count starts over; this is number {number}")
        if len(whole) > len(kept):
            notes.append(f"{counted(len(whole) - len(kept), 'start')} that logged no curve left out")
        resumed = [resume for resume in resumes if section.start <= resume.order < section.end]
        notes += [resume_note(resume.unit, resume.last, resume.place, dropped[resume.order]) for resume in resumed]
        oddities = {"resumed": len(resumed)} if resumed else NOTHING
        run_name = f"{name}#{number}" if len(kept) > 1 else name
        signs = listener.signs.told(partial(_rows_after, log_axes, section), section.start, section.end)
        yield Run(run_name, TextLog.name, series, notes=tuple(notes), oddities=oddities, signs=signs, account=account)


def _rows_after(log_axes: list[Axis], section: Extent, place: float) -> int:
    """How many rows of the kind of line that comes most often follow a place within a section."""
    return max((count_in(axis, Extent(place, section.end)) for axis in log_axes), default=0)


def _without_step(axis: Axis) -> int:
    """Take lines that stand under no step out of the order, where steps count; returns how many."""
    lost = np.isnan(axis.steps) if axis.level == "step" else np.zeros(0, dtype=bool)
    axis.order[: len(lost)][lost] = math.nan
    return int(np.count_nonzero(lost))


def _measured_curves(log_axes: list[Axis], section: Extent, hints: bool) -> tuple[tuple[Series, ...], list[str]]:
    """The curves of a section, and what was assumed of them or left out."""
    live = [axis for axis in log_axes if not is_summary(axis, log_axes, section)]
    logged, replaced = curves(live, section, hints)
    logged, assumed = measured(logged)
    return logged, [*replaced, *assumed]


def _test_as_validation(logged: tuple[Series, ...], notes: list[str]) -> tuple[Series, ...]:
    """Where a loop tests after every epoch and validates never, its test set is what it validates on."""
    tested = [series.name for series in logged if series.split == "test" and len(series) > 1]
    if not tested or any(series.split == "val" for series in logged):
        return logged
    what = f"{tested[0]} is taken for validation, since it is logged all along and nothing else is validated"
    notes.append(Caution(what))
    return tuple(replace(series, split="val") if series.split == "test" else series for series in logged)


def _is_training(logged: tuple[Series, ...], listener: Listener) -> bool:
    """Whether it is the log of a training: a loss or a score in two points.

    One point will do where it is a loss at an epoch, as after the first epoch.
    """
    for series in logged:
        is_curve = vocabulary.makes_a_curve(series.name) or series.metric is not None  # which its course told
        is_curve = is_curve or (len(series) >= REWARDS and REWARD.search(series.name) is not None)
        if len(series) >= 2 and is_curve and not _is_evaluation(series, listener):
            return True
        if vocabulary.is_loss(series.name) and series.split != "test" and series.step_unit == "epoch":
            return True
    return False


def _is_evaluation(series: Series, listener: Listener) -> bool:
    """Whether a finished model was measured: batches of a validation set, or a mean of what each sample gave."""
    if series.split not in ("val", "test"):
        return False
    return series.step_unit == "batch" or listener.said_of_others.get(series.name, 0) > len(series)
