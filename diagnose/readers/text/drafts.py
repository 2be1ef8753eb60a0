"""One piece of text to a draft: which of its numbers is the epoch, which the step, and which values have which names.

May not: remember other lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from diagnose.readers.text import vocabulary
from diagnose.readers.text.phrases import Named, mark_kind, phrase, settle_splits
from diagnose.readers.text.tokens import KEPT_UNITS, Token, blank_clocks, tokens

if TYPE_CHECKING:
    from diagnose.model import Split

StepKind: TypeAlias = Literal["", "step", "batch", "count", "bar"]

OUT_OF = re.compile(r"\s{0,20}[\])]?\s{0,20}(?:/|\bof\b|\bvon\b|\bde\b|\bout of\b|из)\s{0,20}[\[(]?\s{0,20}")
AFTER_MARK = re.compile(r"[\])]?[\s:,|-]{0,40}[\[(]?\s{0,20}")
PARTNER = re.compile(r"\s{0,20}\(\s{0,20}(?:avg:?\s{0,20})?")
SPREAD = re.compile(r"\s{0,20}(?:±|\+/-|\+-|\\pm)\s{0,20}")
CLOSING = re.compile(r"\s{0,20}(?:[\]),/]|\(\s{0,20}\d+%\))")
EPOCH_BEFORE_BATCH = re.compile(r"\s{0,20}\[\s{0,20}\d+\s{0,20}/\s{0,20}\d+")
TRAILING = re.compile(r"\s{0,20}/\s{0,20}\d+\s{0,20}[\])]")
OPENING = re.compile(r"[\[(]\s{0,20}$")
GLUED = re.compile(r"\w[\[(]$")
SAYS = re.compile(r"\s{0,20}(?:[:=]|is|was|->|=>|-)\s{0,20}")
CONNECTORS = frozenset(("after", "at", "in", "for", "of", "on", "end", "the", "this"))
LEVEL = re.compile(r"\b(?:INFO|DEBUG|WARNING|WARN|ERROR|CRITICAL|NOTICE)\b")


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
    pairs: list[Named] = field(default_factory=list)
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


def draft(text: str) -> tuple[Draft, int]:
    """What a piece of text says, and how long it was when its numbers were found (shorter: spans have shifted)."""
    has_level = LEVEL.search(text) is not None
    if has_level:
        text = LEVEL.sub(lambda match: ";".ljust(len(match[0])), text)
    text = blank_clocks(text)
    return _Parser(text, has_level).draft, len(text)


class _Parser:
    """Walks the numbers of a line once; each is a mark, a total, an average, or a value with a name."""

    def __init__(self, text: str, has_level: bool) -> None:
        self.draft = Draft()
        self.text, self.has_level = text, has_level
        self.last: Literal["", "epoch", "step", "total", "pair", "other"] = ""
        self.late_step: Token | None = None
        self.metric, self.remarks, self.prose = "", False, ""
        self.told = ""
        found = tokens(text)
        for number, token in enumerate(found):
            self._take(token, number == 0)
        self.draft.gaps = [token.gap for token in found]
        self.draft.tail = text[found[-1].end :] if found else text
        self._finish()

    def _take(self, token: Token, is_first: bool) -> None:
        gap = token.gap
        told, self.told = self.told, ""
        if told and SAYS.fullmatch(gap):
            self._pair(token, told)
            return
        if not is_first and self._continues(token, gap):
            return
        before, name = phrase(gap)
        if vocabulary.split_alone(name) and (metric := self._metric_of(before)):
            name = f"{name} {metric}"
        self._hear_splits(before, is_first)
        self.remarks = self.remarks or (not self.draft.pairs and any(map(vocabulary.is_strong_remark, before)))
        if not self._marks(token, name, is_first):
            self._pair(token, name)

    def _metric_of(self, before: list[str]) -> str:
        """What is measured where only the split stands before a number: `loss (train): 0.5`, `loss: train 1 val 2`."""
        if before and vocabulary.is_metric(before[-1]):
            self.metric = before[-1]
        return self.metric if not before or self.metric == before[-1] else ""

    def _continues(self, token: Token, gap: str) -> bool:
        """Whether the number belongs to the one before it: a total, a ratio, an average, a spread, a step."""
        one = self.draft
        if OUT_OF.fullmatch(gap):
            self._out_of(token)
            return True
        if self.last == "pair" and PARTNER.fullmatch(gap):
            if token.unit == "" and self.text[token.end : token.end + 1] == ")":
                pair = one.pairs[-1]
                one.pairs.append(Named(pair.name, token, pair.split, is_average=True))
            self.last = "other"
            return True
        if self.last == "pair" and SPREAD.fullmatch(gap):
            return True
        counted = self.last == "step" and one.step_kind == "count" and one.epoch is None
        if (counted or self.last in ("epoch", "total")) and AFTER_MARK.fullmatch(gap):
            return self._second_count(token)
        return False

    def _second_count(self, token: Token) -> bool:
        one = self.draft
        if not token.whole or token.unit == "%":
            return token.unit == "%"
        if one.step is None:
            one.step, one.step_kind, self.last = token, "batch", "step"
            return True
        if one.step_kind == "count" and one.epoch is None:
            one.epoch, one.epoch_total, one.epoch_style = one.step, one.step_total, "["
            one.step, one.step_total, one.step_kind, self.last = token, None, "batch", "step"
            return True
        return False

    def _out_of(self, token: Token) -> None:
        one = self.draft
        if self.last == "epoch" and one.epoch_total is None:
            one.epoch_total = token
            self.last = "total"
        elif self.last == "step" and one.step_total is None:
            one.step_total = token
            self.last = "total"
        elif self.last == "pair":
            _divide(one.pairs, token)
            self.last = "pair"

    def _hear_splits(self, before: list[str], is_first: bool) -> None:
        one = self.draft
        heard = [split for piece in before if (split := vocabulary.split_alone(piece))]
        if not heard:
            return
        if is_first and self.has_level and not one.hint:
            one.hint = heard.pop(0)
        if heard:
            one.split = heard[-1]

    def _marks(self, token: Token, name: str, is_first: bool) -> bool:
        one = self.draft
        kind = mark_kind(name, token, self.text)
        if not kind:
            return token.whole and not one.marked and self._bare_count(token, name, is_first)
        if kind == "foreign":
            one.foreign, self.last = name, "other"
            return True
        if kind == "late":
            self.late_step = token
            return True
        self._split_in(name)
        self.told = _told_of(name)
        return kind == "range" or self._mark(kind, name, token)

    def _bare_count(self, token: Token, name: str, is_first: bool) -> bool:
        """Take `[3/50]`, `Train: [3/50]`, `Train: 3 [0/100]`, where no word says what is counted."""
        one, split = self.draft, vocabulary.split_alone(name)
        if one.pairs:
            return self._trailing_count(token, name)
        if split and EPOCH_BEFORE_BATCH.match(self.text, token.end):
            one.split, one.epoch, one.epoch_style, self.last = split, token, "train:", "epoch"
            return True
        if not OPENING.search(token.gap) or not (is_first or not name or split):
            return False
        if GLUED.search(token.gap) and not OUT_OF.match(self.text, token.end):
            return False  # make[2]
        if not CLOSING.match(self.text, token.end):
            return False
        self._split_in(name)
        one.step, one.step_kind, self.last = token, "count", "step"
        return True

    def _trailing_count(self, token: Token, name: str) -> bool:
        """Take the count in `loss: 0.52  [ 6464/60000]`; behind a score such a pair is right ones of all."""
        one = self.draft
        is_count = not name and vocabulary.is_loss(one.pairs[-1].name) and TRAILING.match(self.text, token.end)
        if not is_count or not OPENING.search(token.gap):
            return False
        one.step, one.step_kind, self.last = token, "batch", "step"
        return True

    def _split_in(self, name: str) -> None:
        if split := vocabulary.split_of(name):
            self.draft.split = split

    def _mark(self, kind: str, name: str, token: Token) -> bool:
        one = self.draft
        if not one.marked:  # what stands before the first mark and is no metric belongs to the logger: (trainer:338)
            one.pairs = [pair for pair in one.pairs if vocabulary.is_metric(pair.name)]
        if kind == "epoch":
            if one.epoch is None:
                one.epoch, one.epoch_style, self.last = token, name.split()[-1].lower() if name else "第", "epoch"
            return True
        if one.step is None or one.step_kind == "count":
            one.step, one.step_total, self.last = token, None, "step"
            one.step_kind = "batch" if kind == "batch" else "step"
        return True

    def _pair(self, token: Token, name: str) -> None:
        one = self.draft
        self.last = "other"
        if token.gap.endswith("#"):  # `Test net output #0:` has a number, not a value
            one.split = vocabulary.split_of(name) or one.split
            return
        if not name or token.unit not in KEPT_UNITS or self.remarks or vocabulary.is_aside(name):
            return
        if vocabulary.is_strong_remark(name):
            self.remarks = not one.pairs and not one.marked
            return
        if vocabulary.is_remark(name) and not vocabulary.is_metric(name):
            return
        if " of the " in name:
            self.prose = name.split()[0]
            return
        split = vocabulary.split_of(name)
        if token.unit == "%" and vocabulary.split_alone(name):
            name = f"{name} accuracy"  # `Train: 74.8%`: a share of right answers, by custom
        if split is not None:
            one.split = split
            name = f"{split} {self.prose}" if self.prose and not vocabulary.is_metric(name) else name
        one.pairs.append(Named(name, token, one.split))
        self.last = "pair"

    def _finish(self) -> None:
        one = self.draft
        settle_splits(one.pairs)
        if self.late_step is not None and not one.marked:
            one.step, one.step_kind = self.late_step, "step"


def _told_of(name: str) -> str:
    """What is measured where its name stands before the mark and its value behind: `Cost after iteration 100: 0.5`."""
    words = name.split()[:-1]
    if not words or words[-1].lower() not in CONNECTORS:
        return ""
    while words and words[-1].lower() in CONNECTORS:
        words.pop()
    said = " ".join(words)
    return said if vocabulary.is_metric(said) and not vocabulary.is_strong_remark(said) else ""


def _divide(pairs: list[Named], token: Token) -> None:
    """`Accuracy: 344/500` is a ratio; `Gen/Dis Loss: 0.33/-0.01` are two values under two names."""
    pair = pairs[-1]
    whole = pair.token.whole and token.whole
    head, slash, rest = pair.name.partition("/")
    if slash and head and rest and not whole:
        before, _, one = head.rpartition(" ")
        other, _, common = rest.partition(" ")
        first, name = (" ".join(filter(None, (before, part, common))) for part in (one, other))
        pair.name, pair.split = first, vocabulary.split_of(first)
        pairs.append(Named(name, token, vocabulary.split_of(name)))
    elif whole:
        pair.over = token
