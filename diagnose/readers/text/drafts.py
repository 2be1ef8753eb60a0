"""One piece of text to a draft: which of its numbers is the epoch, which the step, and which values have which names.

May not: remember other lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.text import vocabulary
from diagnose.readers.text.counts import OUT_OF, Counts, Draft
from diagnose.readers.text.phrases import NamedNumber, phrase, settle_splits
from diagnose.readers.text.tokens import KEPT_UNITS, Token, blank_clocks, tokens

if TYPE_CHECKING:
    from diagnose.model import Split

PARTNER = re.compile(r"\s{0,20}\(\s{0,20}(?:avg:?\s{0,20})?")
SPREAD = re.compile(r"\s{0,20}(?:±|\+/-|\+-|\\pm)\s{0,20}")
SAYS = re.compile(r"\s{0,20}(?:[:=]|is|was|->|=>|-)\s{0,20}")
VALUE_BEHIND = re.compile(r"\s{0,4}:?\s{1,20}[-+]?(?:\d+\.\d|nan|inf)", re.IGNORECASE)
CONNECTORS = frozenset(("after", "at", "in", "for", "of", "on", "end", "the", "this"))
LETTERS: dict[str, Split] = {"T": "train", "V": "val"}
LETTERED = re.compile(r"(?<!\w)T[:>\]|].{3,400}?(?<!\w)V[:>\]|]")
LEVEL = re.compile(r"\b(?:INFO|DEBUG|WARNING|WARN|ERROR|CRITICAL|NOTICE)\b")


def draft(text: str) -> tuple[Draft, int]:
    """What a piece of text says, and how long it was when its numbers were found (shorter: spans have shifted)."""
    level = LEVEL.search(text)
    if level is not None:
        text = LEVEL.sub(lambda match: ";".ljust(len(match[0])), text)
    text = blank_clocks(text)
    return _Parser(text, level).draft, len(text)


class _Parser:
    """Walks the numbers of a line once; each is a mark, a total, an average, or a value with a name."""

    def __init__(self, text: str, level: re.Match[str] | None) -> None:
        self.counts = Counts(text, 0 if level is None else level.start())
        self.draft = self.counts.draft
        self.text, self.has_level = text, level is not None
        self.metric, self.remarks, self.prose = "", False, ""
        self.announced = ""
        numbers = tokens(text)
        for number, token in enumerate(numbers):
            self._take(token, number == 0)
        self.draft.gaps = [token.gap for token in numbers]
        self.draft.tail = text[numbers[-1].end :] if numbers else text
        self._finish()

    def _take(self, token: Token, is_first: bool) -> None:
        gap = token.gap
        announced, self.announced = self.announced, ""
        is_range = gap == "-" and token.whole
        if announced and not is_range and (SAYS.fullmatch(gap) or gap.isspace()):
            self._pair(token, announced)
            return
        if not is_first and self._continues(token, gap):
            self.announced = announced
            return
        before, name = phrase(gap)
        if vocabulary.split_alone(name) and (metric := self._metric_of(before)):
            name = f"{name} {metric}"
        self._hear_splits(before, is_first)
        self.remarks = self.remarks or (not self.draft.pairs and any(map(vocabulary.is_strong_remark, before)))
        if self.counts.marks(token, name, is_first):
            self.announced = _measure_before_mark(name, before) or announced
        elif token.whole and vocabulary.is_loss(name) and VALUE_BEHIND.match(self.text, token.end):
            self.counts.step_before_value(token)
            self.announced = name
        else:
            self._pair(token, name)

    def _metric_of(self, before: list[str]) -> str:
        """What is measured where only the split stands before a number: `loss (train): 0.5`, `loss: train 1 val 2`."""
        if before and vocabulary.is_metric(before[-1]):
            self.metric = before[-1]
        return self.metric if not before or self.metric == before[-1] else ""

    def _continues(self, token: Token, gap: str) -> bool:
        """Whether the number belongs to the one before it: a total, a ratio, an average, a spread, a step."""
        draft, counts = self.draft, self.counts
        if OUT_OF.fullmatch(gap):
            if not counts.total(token) and counts.last == "pair":
                _divide(draft.pairs, token)
            return True
        if counts.last == "pair" and PARTNER.fullmatch(gap):
            if token.text[0] in "+-" and not draft.pairs[-1].token.text.startswith("-"):
                return True  # `4.70 (-0.20)` tells of a change
            if token.unit == "" and self.text[token.end : token.end + 1] == ")":
                pair = draft.pairs[-1]
                draft.pairs.append(NamedNumber(pair.name, token, pair.split, is_average=True))
            counts.last = "other"
            return True
        if counts.last == "pair" and SPREAD.fullmatch(gap):
            return True
        return counts.second(token, gap)

    def _hear_splits(self, before: list[str], is_first: bool) -> None:
        draft = self.draft
        heard = [split for piece in before if (split := vocabulary.split_alone(piece) or self._by_letter(piece))]
        if not heard:
            return
        if is_first and self.has_level and not draft.hint:
            draft.hint = heard.pop(0)
        if heard:
            draft.split = heard[-1]

    def _by_letter(self, piece: str) -> Split | None:
        """The split of a piece that is one letter, where training and validation stand side by side: `T: … V: …`."""
        return LETTERS.get(piece) if piece in LETTERS and LETTERED.search(self.text) is not None else None

    def _pair(self, token: Token, name: str) -> None:
        draft = self.draft
        self.counts.last = "other"
        if token.gap.endswith("#"):  # `Test net output #0:` has a number, not a value
            draft.split = vocabulary.split_of(name) or draft.split
            return
        if not name or token.unit not in KEPT_UNITS or self.remarks:
            return
        if vocabulary.is_strong_remark(name):
            self.remarks = not draft.pairs and not draft.marked
            return
        if vocabulary.is_aside(name):
            return
        if vocabulary.is_count(name) or (self._is_remark(token, name) and not vocabulary.is_metric(name)):
            return
        if " of the " in name:
            self.prose = name.split()[0]
            return
        split = vocabulary.split_of(name)
        if token.unit == "%" and vocabulary.split_alone(name):
            name = f"{name} accuracy"  # `Train: 74.8%`: a share of right answers, by custom
        if split is not None:
            draft.split = split
            name = f"{split} {self.prose}" if self.prose and not vocabulary.is_metric(name) else name
        draft.pairs.append(NamedNumber(name, token, draft.split))
        self.counts.last = "pair"

    def _is_remark(self, token: Token, name: str) -> bool:
        """Whether a name reads like a sentence; not where it is one word among named values: `rms=0.2, delta=0.1`."""
        is_word = " " not in name and bool(self.draft.pairs) and token.gap.endswith(("=", ": "))
        return vocabulary.is_remark(name) and not is_word

    def _finish(self) -> None:
        draft = self.draft
        settle_splits(draft.pairs)
        if self.counts.late_step is not None and not draft.marked:
            draft.step, draft.step_kind = self.counts.late_step, "step"


def _measure_before_mark(name: str, before: list[str]) -> str:
    """What is measured where its name stands before the mark and its value behind: `Cost after iteration 100: 0.5`.

    Between them may stand of what it is: `objective for 'output' for minibatches 0-99 is -2.1`.
    """
    words = name.split()[:-1]
    if words and words[-1].lower() in CONNECTORS and len(words) == 1:
        words = next((piece.split() for piece in reversed(before) if vocabulary.is_metric(piece)), words)
        words = [*words, "for"] if vocabulary.is_metric(" ".join(words)) else words
    if not words or words[-1].lower() not in CONNECTORS:
        return ""
    while words and words[-1].lower() in CONNECTORS:
        words.pop()
    measure = " ".join(words)
    return measure if vocabulary.is_metric(measure) and not vocabulary.is_strong_remark(measure) else ""


def _divide(pairs: list[NamedNumber], token: Token) -> None:
    """`Accuracy: 344/500` is a ratio; `Gen/Dis Loss: 0.33/-0.01` are two values under two names."""
    pair = pairs[-1]
    whole = pair.token.whole and token.whole
    head, slash, rest = pair.name.partition("/")
    if slash and head and rest and not whole:
        before, _, last_word = head.rpartition(" ")
        other, _, common = rest.partition(" ")
        first, name = (" ".join(filter(None, (before, part, common))) for part in (last_word, other))
        pair.name, pair.split = first, vocabulary.split_of(first)
        pairs.append(NamedNumber(name, token, vocabulary.split_of(name)))
    elif whole:
        pair.over = token
