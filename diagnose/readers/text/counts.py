"""Which numbers of a line count epochs, steps or batches, and which are the totals of such counts.

May not: take a number for a value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from diagnose.readers.text import vocabulary
from diagnose.readers.text.phrases import NamedNumber, mark_kind

if TYPE_CHECKING:
    from diagnose.model import Split
    from diagnose.readers.text.tokens import Token

StepKind: TypeAlias = Literal["", "step", "batch", "count", "bar"]
Taken: TypeAlias = Literal["", "epoch", "step", "total", "pair", "other"]

OUT_OF = re.compile(r"\s{0,20}[\])]?\s{0,20}(?:/|\bof\b|\bvon\b|\bde\b|\bout of\b|из)\s{0,20}[\[(]?\s{0,20}")
AFTER_MARK = re.compile(r"[\])]?[\s:,|-]{0,40}[\[(]?\s{0,20}")
CLOSING = re.compile(r"\s{0,20}(?:[\]),/]|\(\s{0,20}\d+%\))")
EPOCH_BEFORE_BATCH = re.compile(r"\s{0,20}\[\s{0,20}\d+\s{0,20}/\s{0,20}\d+")
TRAILING = re.compile(r"\s{0,20}/\s{0,20}\d+\s{0,20}[\])]")
LEADING = re.compile(r"\s?/\s?\d{1,12}(?=\s*[(\[|,:;-]|\s+[^\W\d])")
OPENING = re.compile(r"[\[(]\s{0,20}$")
GLUED = re.compile(r"\w[\[(]$")


@dataclass(slots=True)
class Draft:
    """What one line says: marks (`epoch`, `step`, each with its total), pairs, and splits that stand alone.

    `gaps` and `tail` are the texts before its numbers and behind the last of them.
    """

    epoch: Token | None = None
    epoch_total: Token | None = None
    epoch_style: str = ""
    step: Token | None = None
    step_total: Token | None = None
    step_kind: StepKind = ""
    foreign: str = ""
    pairs: list[NamedNumber] = field(default_factory=list)
    split: Split | None = None
    hint: str = ""
    gaps: list[str] = field(default_factory=list)
    tail: str = ""

    @property
    def marked(self) -> bool:
        """Whether it says an epoch or a step of its own."""
        return self.epoch is not None or self.step is not None

    @property
    def is_remark(self) -> bool:
        """Whether it speaks of a value before it says of which epoch: `loss 0.5 at epoch 3`."""
        return self.epoch is not None and bool(self.pairs) and self.pairs[0].token.begin < self.epoch.begin


class Counts:
    """Takes the numbers of a line that count, one after the other, into a draft."""

    def __init__(self, text: str, prefix: int = 0) -> None:
        self.draft, self.text = Draft(), text
        self.prefix = prefix  # where what the logger puts before a message ends
        self.last: Taken = ""
        self.late_step: Token | None = None

    def second(self, token: Token, gap: str) -> bool:
        """Whether a number behind a count is the count within it: `Epoch 3 [100/200]`, `[3][100]`."""
        draft = self.draft
        if self.last == "step" and gap == "-" and token.whole and draft.step is not None:
            draft.step = token  # `minibatches 0-99` ends with the last
            return True
        counted = self.last == "step" and draft.step_kind == "count" and draft.epoch is None
        if not (counted or self.last in ("epoch", "total")) or AFTER_MARK.fullmatch(gap) is None:
            return False
        if not token.whole or token.unit == "%":
            return token.unit == "%"
        if draft.step is None:
            draft.step, draft.step_kind, self.last = token, "batch", "step"
            return True
        if draft.step_kind == "count" and draft.epoch is None:
            draft.epoch, draft.epoch_total, draft.epoch_style = draft.step, draft.step_total, "["
            draft.step, draft.step_total, draft.step_kind, self.last = token, None, "batch", "step"
            return True
        return False

    def total(self, token: Token) -> bool:
        """Whether a number behind a slash is the total of the count before it."""
        draft = self.draft
        if self.last == "pair" and self._counts_within(draft.pairs[-1], token):
            draft.step, draft.step_kind, self.last = draft.pairs.pop().token, "batch", "step"
        if self.last == "epoch" and draft.epoch_total is None:
            draft.epoch_total = token
        elif self.last == "step" and draft.step_total is None:
            draft.step_total = token
        else:
            return False
        self.last = "total"
        return True

    def _counts_within(self, pair: NamedNumber, total: Token) -> bool:
        """Whether `valid 100/200` behind an epoch is a count: nothing but a split is named, by whole numbers."""
        draft = self.draft
        if (
            draft.epoch is None
            or draft.step is not None
            or len(draft.pairs) > 1
            or not (pair.token.whole and total.whole)
        ):
            return False
        return vocabulary.split_alone(pair.name) is not None or vocabulary.is_companion(pair.name.lower())

    def marks(self, token: Token, name: str, is_first: bool) -> bool:
        """Whether a number counts, by the word before it or by its place."""
        draft = self.draft
        kind = mark_kind(name, token, self.text)
        if not kind:
            return token.whole and not draft.marked and self._bare(token, name, is_first)
        if kind == "foreign":
            draft.foreign, self.last = name, "other"
            return True
        if kind == "late":
            self.late_step = token
            return True
        self._split_in(name)
        return kind == "range" or self._mark(kind, name, token)

    def step_before_value(self, token: Token) -> None:
        """Take the count that stands between a name and its value: `Train loss 3 0.52`."""
        if not self.draft.marked:
            self.draft.step, self.draft.step_kind = token, "step"
        self.last = "other"

    def _bare(self, token: Token, name: str, is_first: bool) -> bool:
        """Take `[3/50]`, `Train: [3/50]`, `Train: 3 [0/100]`, where no word says what is counted."""
        draft, split = self.draft, vocabulary.split_alone(name)
        if any(vocabulary.is_metric(pair.name) for pair in draft.pairs):
            return self._trailing(token, name)
        if is_first and not name and self._leads(token):
            draft.step, draft.step_kind, self.last = token, "count", "step"
            return True
        if split and EPOCH_BEFORE_BATCH.match(self.text, token.end):
            draft.split, draft.epoch, draft.epoch_style, self.last = split, token, "train:", "epoch"
            return True
        if not OPENING.search(token.gap) or not (is_first or not name or split):
            return False
        is_glued = GLUED.search(self.text[: token.begin]) is not None or token.begin < self.prefix
        if is_glued and not OUT_OF.match(self.text, token.end):
            return False  # make[2], train.py:215[27649], [27649] [MainThread] [INFO]
        if not CLOSING.match(self.text, token.end):
            return False
        self._split_in(name)
        draft.pairs = []  # of the logger: what stands before a count is no value
        draft.step, draft.step_kind, self.last = token, "count", "step"
        return True

    def _leads(self, token: Token) -> bool:
        """Whether a line begins with this number of how many: `228/9500 (epoch 1.2), loss 0.5`."""
        return not self.text[: token.begin].strip() and LEADING.match(self.text, token.end) is not None

    def _trailing(self, token: Token, name: str) -> bool:
        """Take the count in `loss: 0.52  [ 6464/60000]`; behind a score such a pair is right ones of all."""
        draft = self.draft
        is_count = not name and vocabulary.is_loss(draft.pairs[-1].name) and TRAILING.match(self.text, token.end)
        if not is_count or not OPENING.search(token.gap):
            return False
        draft.step, draft.step_kind, self.last = token, "batch", "step"
        return True

    def _split_in(self, name: str) -> None:
        if split := vocabulary.split_of(name):
            self.draft.split = split

    def _mark(self, kind: str, name: str, token: Token) -> bool:
        draft = self.draft
        if not draft.marked:  # what stands before the first mark and is no metric belongs to the logger: (trainer:338)
            draft.pairs = [pair for pair in draft.pairs if vocabulary.is_metric(pair.name)]
        if kind == "epoch":
            if draft.epoch is None:
                draft.epoch, draft.epoch_style, self.last = token, name.split()[-1].lower() if name else "第", "epoch"
            return True
        if draft.step is None or draft.step_kind == "count":
            draft.step, draft.step_total, self.last = token, None, "step"
            draft.step_kind = "batch" if kind == "batch" else "step"
        return True
