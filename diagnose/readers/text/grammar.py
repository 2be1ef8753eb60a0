"""Lines that differ only in their numbers are read alike: the first is parsed, the others are matched to its template.

May not: decide what a number means (drafts do), remember values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING

from diagnose.readers.core.sentences import signs_of
from diagnose.readers.text import vocabulary
from diagnose.readers.text.counts import Draft, StepKind
from diagnose.readers.text.drafts import draft
from diagnose.readers.text.wording import is_plain, skeleton
from diagnose.vocabulary import axes
from diagnose.vocabulary.metrics import PARTS
from diagnose.vocabulary.recognition import has_metric_word
from diagnose.vocabulary.splits import SPLITS

if TYPE_CHECKING:
    from diagnose.model import Split
    from diagnose.readers.text.bars import Bar
    from diagnose.readers.text.tokens import Token

# A line without one of these counts nothing and names no split: if it names no metric either, it says nothing.
WORTH = re.compile(
    "|".join((
        *axes.stems(), *(word for word in SPLITS if len(word) > 2), *PARTS,
        r"acc|ep[ :=\[]|\bep\d|\bl_\w|^\W*\[ *\d|^[esi][:=]\d|[^\x00-\x7f]",
    )),
    re.IGNORECASE,
)  # fmt: skip
COCO = "| maxDets="  # a line of COCO's evaluation summary: its numbers are settings, but for one
YOLO = "Class "
DIGITS = bytes.maketrans(b"123456789", b"000000000")  # in bytes, which costs a tenth of what it does in str
LONG_RUN = re.compile(b"0000+")
RUN = re.compile(r"\d+")
TEMPLATE_LIMIT = 3_000
VARIANTS = 12
LONG = 1_500


@dataclass(eq=False, slots=True)
class Form:
    """What all sentences of one kind share: names with their splits, how the marks are written.

    `skeleton` is empty where they are worded as logs are; others are alike only where they agree in every word.
    """

    names: tuple[tuple[str, Split | None, bool], ...]
    epoch_style: str
    step_kind: StepKind
    has_epoch: bool
    foreign: str
    split: Split | None
    hint: str
    skeleton: str = ""
    has_metric: bool = field(init=False)
    one_split: Split | None = field(init=False)
    marked: bool = field(init=False)  # whether such a sentence says an epoch or a step of its own
    has_rate: bool = field(init=False)  # whether it tells a learning rate at such a mark, and no metric
    is_of_split: bool = field(init=False)  # whether it tells of a split at such a mark, by names that are no metric's
    is_remark: bool = field(init=False)  # whether it may tell something else than values

    def __post_init__(self) -> None:
        """Tell whether it says a metric and a count, and the split that all of it is about, if it is about one."""
        metrics = [split for name, split, _ in self.names if vocabulary.is_metric(name)]
        self.has_metric = bool(metrics)
        self.marked = self.has_epoch or self.step_kind != ""
        unnamed = {split for name, split, _ in self.names if vocabulary.split_alone(name)}  # Train: 0.4, Val: 0.5
        counted = [split for name, split, _ in self.names if self.marked and vocabulary.is_share_of(name)]
        if len(unnamed) > 1 or counted:
            self.has_metric, metrics = True, [*metrics, *unnamed, *counted]
        splits = set(metrics) or {self.split}
        self.one_split = splits.pop() if len(splits) == 1 else None
        self.is_of_split = self.marked and not self.has_metric and self.split is not None and bool(self.names)
        self.has_rate = (
            self.marked and not self.has_metric and any(vocabulary.is_rate(name) for name, _, _ in self.names)
        )
        wordy = any(name.count(" ") > 1 for name, _, _ in self.names)
        self.is_remark = wordy or not self.has_metric or not self.marked or self.skeleton != ""


@dataclass(slots=True)
class Sentence:
    """One line, understood: its form, its marks and its values in the order of the form's names."""

    form: Form
    epoch: float | None
    step: float | None
    epoch_total: float | None
    step_total: float | None
    values: list[float]

    @property
    def is_placed(self) -> bool:
        """Whether its epoch and step, as far as it says them, are numbers that a float holds."""
        return (self.epoch is None or isfinite(self.epoch)) and (self.step is None or isfinite(self.step))

    def place(self, number: float) -> None:
        """Let its epoch or step, whichever it says, be this one."""
        self.epoch = None if self.epoch is None else number
        self.step = None if self.step is None else number


@dataclass(slots=True)
class _Template:
    """Where the numbers stand in lines of one wording: groups for marks, values and divisors, -1 for none."""

    pattern: re.Pattern[str]
    form: Form
    marks: tuple[int, int, int, int]
    values: tuple[tuple[int, int, float], ...]
    plain: bool

    def fill(self, groups: tuple[str, ...]) -> Sentence:
        """The sentence of a line, given its numbers."""
        epoch, step, epoch_total, step_total = self.marks
        if self.plain:
            values = [float(groups[at]) for at, _, _ in self.values]
        else:
            values = [_value(groups, *place) for place in self.values]
        return Sentence(
            self.form,
            float(groups[epoch]) if epoch >= 0 else None,
            float(groups[step]) if step >= 0 else None,
            float(groups[epoch_total]) if epoch_total >= 0 else None,
            float(groups[step_total]) if step_total >= 0 else None,
            values,
        )


def _value(groups: tuple[str, ...], at: int, over: int, scale: float) -> float:
    value = float(groups[at].replace(",", ".")) * scale
    if over < 0:
        return value
    divisor = float(groups[over])
    return value / divisor if divisor else value


class Grammar:
    """The templates and forms met so far in one log.

    `silent` tells of the text read last that its like was met before, and says nothing in numbers or in words.
    """

    def __init__(self) -> None:
        self.silent = False
        self._templates: dict[tuple[bytes, bool, bool], list[_Template | None]] = {}
        self._forms: dict[tuple[object, ...], Form] = {}

    def read(self, text: str, bar: Bar | None = None) -> Sentence | None:
        """The sentence of a piece of text; None where it says nothing that is worth keeping."""
        skeleton = text.encode(errors="surrogatepass").translate(DIGITS)
        if b"0000" in skeleton:
            skeleton = LONG_RUN.sub(b"000", skeleton)
        key = (skeleton, bar is not None, bar is not None and bar.of_epochs)
        known = self._templates.get(key)
        if known is None:
            if len(self._templates) >= TEMPLATE_LIMIT:
                self._templates.clear()
            known = self._templates[key] = []
        self.silent = False
        for template in known:
            if template is None:
                self.silent = True
                return None
            match = template.pattern.fullmatch(text)
            if match is not None:
                return _on_bar(template.fill(match.groups()), bar)
        return self._learn(text, bar, known)

    def _learn(self, text: str, bar: Bar | None, known: list[_Template | None]) -> Sentence | None:
        if COCO in text or not (WORTH.search(text) or _names_metric(text, bar)):
            if not signs_of(text):
                known.append(None)
            return None
        drawn, length = draft(text)
        form = self._form(text, drawn, bar)
        tokens = _tokens(drawn)
        at = {id(token): number for number, token in enumerate(tokens)}
        marks = tuple(
            at[id(token)] if token else -1 for token in (drawn.epoch, drawn.step, drawn.epoch_total, drawn.step_total)
        )
        values = tuple((at[id(p.token)], at[id(p.over)] if p.over else -1, p.token.scale) for p in drawn.pairs)
        stable = length == len(text) <= LONG and len(known) < VARIANTS
        pattern = _pattern(text, tokens) if stable else _NEVER
        plain = "," not in "".join(text[token.begin : token.end] for token in tokens)
        plain = plain and all(over < 0 and scale == 1.0 for _, over, scale in values)
        template = _Template(pattern, form, marks, values, plain)  # type: ignore[arg-type]
        if stable:
            known.append(template)
        return _on_bar(template.fill(tuple(token.text for token in tokens)), bar)

    def _form(self, text: str, drawn: Draft, bar: Bar | None) -> Form:
        style, kind, has_epoch = drawn.epoch_style, drawn.step_kind, drawn.epoch is not None
        if bar is not None and bar.of_epochs and not has_epoch:
            style, has_epoch = "bar", True
        elif bar is not None and drawn.step is None:
            kind = "bar"
        names = tuple((pair.name, pair.split, pair.is_average) for pair in drawn.pairs)
        plain = bar is not None or not (names or has_epoch) or is_plain(text, drawn.gaps, drawn.tail)
        bones = "" if plain and not drawn.is_remark else skeleton(drawn.gaps, drawn.tail)
        key = (names, style, kind, has_epoch, drawn.foreign, drawn.split, drawn.hint, bones)
        form = self._forms.get(key)
        if form is None:
            if len(self._forms) >= TEMPLATE_LIMIT:
                self._forms.clear()
            form = Form(names, style, kind, has_epoch, drawn.foreign, drawn.split, drawn.hint, bones)
            self._forms[key] = form
        return form


def _names_metric(text: str, bar: Bar | None) -> bool:
    """Whether a line of its own names a metric; the heading of YOLO's scores names some, but has no values."""
    return bar is None and not text.lstrip().startswith(YOLO) and has_metric_word(text[:LONG])


_NEVER = re.compile(r"(?!)")


def _on_bar(sentence: Sentence, bar: Bar | None) -> Sentence:
    if bar is not None:
        if sentence.epoch is None and bar.of_epochs:
            sentence.epoch, sentence.epoch_total = bar.done, bar.total
        elif sentence.step is None:
            sentence.step, sentence.step_total = bar.done, bar.total
    return sentence


def _tokens(drawn: Draft) -> list[Token]:
    marks = [drawn.epoch, drawn.step, drawn.epoch_total, drawn.step_total]
    pairs = [token for pair in drawn.pairs for token in (pair.token, pair.over)]
    return sorted((token for token in (*marks, *pairs) if token is not None), key=lambda token: token.begin)


def _pattern(text: str, tokens: list[Token]) -> re.Pattern[str]:
    """What matches all lines that differ from `text` in their numbers only; digits of names stay as they are."""
    parts, start = [], 0
    for token in tokens:
        parts.append(_literal(text[start : token.begin]))
        parts.append(f"({_literal(token.text, all_digits=True)})")
        start = token.begin + len(token.text)
    parts.append(_literal(text[start:]))
    return re.compile("".join(parts))


def _literal(text: str, all_digits: bool = False) -> str:
    """The text as a pattern in which numbers may vary, except digits that are part of a word."""
    parts, start = [], 0
    for run in RUN.finditer(text):
        parts.append(re.escape(text[start : run.start()]))
        glued = run.start() > 0 and (text[run.start() - 1].isalpha() or text[run.start() - 1] in "_@")
        parts.append(run[0] if glued and not all_digits else r"\d++")  # possessive: nothing to try again
        start = run.end()
    parts.append(re.escape(text[start:]))
    return "".join(parts)
