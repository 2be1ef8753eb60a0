"""Tables inside a text: a header line of names, then rows of as many cells, whatever separates them.

May not: take prose for a header; a header has an epoch or step and a measure, and no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from diagnose.readers.core.cells import number, position
from diagnose.readers.core.words import axis_unit, is_aside, tells_of_training
from diagnose.readers.text import vocabulary
from diagnose.readers.text.detection import Scores
from diagnose.readers.text.grammar import Form, Sentence
from diagnose.vocabulary import axes
from diagnose.vocabulary.companions import NARROWING
from diagnose.vocabulary.splits import split_of_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from diagnose.readers.text.bars import Bar

    Splitter: TypeAlias = Callable[[str], list[str]]

LONGEST = 1_000
PATIENCE = 400
PREFIX = re.compile(
    r"^[\s\[(]{0,4}(?:(?:INFO|DEBUG)\s{0,3}[:|]\s{0,3})?"
    r"(?:\d{4}[-/]\d\d[-/]\d\d[ T]?)?(?:\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)?\s?[\])]?[\s|:-]{0,5}"
    r"(?:\[?\b(?:INFO|DEBUG|WARNING|ERROR)\b\]?[\s|:-]{0,8})?"
)
AXIS = re.compile(rf"^E\s+#|{'|'.join(axes.stems())}|[^\x00-\x7f]", re.IGNORECASE)
SUMMED = "train/loss is the sum of the parts that the table names"
BY_BATCH = "train/loss is the mean over the batches since the row before, over which the losses of the table are summed"
DETECTION_LOSSES = frozenset(("box", "obj", "cls", "dfl", "giou", "seg", "kobj", "pose", "mask"))
RULE = re.compile(r"\s*(?:(?:-{2,}|_{2,}|={2,})(?:\s+|$)){2,}")
TIME = re.compile(r"[\[(]?\d{1,3}:\d\d(?::\d\d)?[\])]?")
WORD = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
PART = re.compile(r"[-_=]{2,}")
WIDE = re.compile(r"\t+|\s{2,}")


@dataclass(slots=True)
class _Header:
    """The names of a table: how its rows are taken apart, which cell counts, and which cells are kept."""

    split: Splitter
    names: tuple[str, ...]
    axis: int
    kept: tuple[int, ...]
    is_epoch: bool
    summed: tuple[str, ...] = ()
    by_batch: bool = False  # whether the losses are sums over the batches since the row before
    inner: int | None = None  # the cell that counts steps where `axis` counts epochs
    bounds: tuple[int, ...] = ()  # where columns begin and end, as the rule below the header tells
    last: tuple[float, float] = (float("-inf"), 0.0)
    first: tuple[float, float] | None = None
    missed: int = 0


class Tables:
    """Watches a log for tables."""

    def __init__(self) -> None:
        self.header: _Header | None = None
        self.scores = Scores()
        self.notes: list[str] = []
        self._above: list[str] = []  # the cells of a line that may be the upper half of a header
        self._forms: dict[tuple[bool, bool, tuple[str, ...]], Form] = {}

    def row(self, text: str, bar: Bar | None, *, may_head: bool = True) -> Sentence | None:
        """What a line says as the row of the table above it; None where it is none.

        What counts nothing cannot head a table, and need not be looked at for that.
        """
        if len(text) > LONGEST:
            return None
        if (scores := self.scores.row(text)) is not None:
            return scores
        header = self.header
        if header is not None and not header.missed and header.first is None and RULE.fullmatch(text):
            header.bounds = _bounds(text, len(header.names))
            return None
        if header is not None:
            row = _values(header, text, bar)
            if row is not None:
                return self._sentence(header, *row)
            header.missed += 1
            if header.missed > PATIENCE:
                self.header = None
        if bar is None and (may_head or self._above) and (AXIS.search(text) or self._above):
            self.header = self._whole_header(_without_prefix(text)) or self.header
        return None

    def _whole_header(self, text: str) -> _Header | None:
        """The header that a line is, or that it completes: columns between pipes may be named in two lines."""
        above, cells = self._above, _by_pipes(text)
        self._above = cells if len(cells) > 2 and AXIS.search(text) and not DIGIT.search(text) else []
        if above and len(above) == len(cells) and any(map(str.isalpha, text)) and not DIGIT.search(text):
            both = [f"{upper} {lower}".strip() for upper, lower in zip(above, cells, strict=True)]
            if _is_header(both):
                return _header_of(both, _by_pipes)
        return _header(text)

    def _sentence(self, header: _Header, place: tuple[float, float], values: dict[str, float]) -> Sentence:
        header.last, header.missed = place, 0
        header.first = place if header.first is None else header.first
        how = BY_BATCH if header.by_batch else SUMMED
        if header.summed and how not in self.notes:
            self.notes.append(how)
        form = self._form(header, tuple(values))
        epoch = place[0] if header.is_epoch else None
        step = place[0] if epoch is None else None if header.inner is None else place[1]
        return Sentence(form, epoch, step, None, None, list(values.values()))

    def _form(self, header: _Header, names: tuple[str, ...]) -> Form:
        has_step = header.inner is not None or not header.is_epoch
        key = header.is_epoch, has_step, names
        form = self._forms.get(key)
        if form is None:
            columns = tuple((name, vocabulary.split_of(name), False) for name in names)
            form = Form(columns, "table", "step" if has_step else "", header.is_epoch, "", None, "")
            self._forms[key] = form
        return form


def _without_prefix(text: str) -> str:
    match = PREFIX.match(text)
    return text[match.end() :] if match and any(map(str.isalnum, match[0])) else text


def _values(header: _Header, text: str, bar: Bar | None) -> tuple[tuple[float, float], dict[str, float]] | None:
    """The place and the numbers of a row, if it is one; on a bar (YOLO's rows) only of the finished one."""
    if bar is not None and bar.done < bar.total:
        return None
    cells = [cell.rstrip(":*") for cell in header.split(_without_prefix(text.rstrip(" |") if bar else text))]
    if len(cells) != len(header.names):
        cells = _otherwise(header, text, len(cells))
        if len(cells) != len(header.names):
            return None
    try:
        step = position(cells[header.axis])
        inner = 0.0 if header.inner is None else position(cells[header.inner])
        shown = {header.names[place]: number(cells[place]) for place in header.kept if not TIME.fullmatch(cells[place])}
    except ValueError:
        return None
    values = {name: value for name, value in shown.items() if value is not None}
    if step is None or inner is None or not values:
        return None
    if header.summed:
        whole = sum(value for name, value in values.items() if name in header.summed)
        values = {"train/loss": whole / _batches(header, step), **values}
    place = step, inner
    return None if place <= header.last and place != header.first else (place, values)


def _batches(header: _Header, step: float) -> float:
    """Over how many batches the losses of a row are summed; the first row stands for all up to it, at least one."""
    before = header.last[0] if 0.0 < header.last[0] < step else 0.0
    return max(step - before, 1.0) if header.by_batch else 1.0


def _otherwise(header: _Header, text: str, count: int) -> list[str]:
    """The cells of a row that has more or fewer than the header has names: some hold blanks, some are empty."""
    if count == len(header.names) + 1:  # a time that the header does not name
        *cells, last = header.split(text)
        if TIME.fullmatch(last):
            return cells
    if count < len(header.names) == len(apart := text.rstrip("* ").split()):
        return apart  # columns that only one blank keeps apart, as their numbers are long
    if header.bounds and (header.bounds[0] or count < len(header.names)):
        return [text[start:end].strip() for start, end in pairwise(header.bounds)]
    if header.split is not str.split or count < len(header.names):
        return []
    cells = _by_width(text)
    return cells[1:] if len(cells) == len(header.names) + 1 and cells[0].isdigit() else cells  # rows have numbers


def _bounds(rule: str, columns: int) -> tuple[int, ...]:
    """Where columns begin and end, half way between, as the parts of a rule tell; empty where it has other columns.

    One column more than the header names is that of the rows' own numbers or names, and is none of the table.
    """
    parts = list(PART.finditer(rule))
    between = [(left.end() + right.start()) // 2 for left, right in pairwise(parts)]
    if len(parts) == columns:
        return (0, *between, LONGEST)
    return (*between, LONGEST) if len(parts) == columns + 1 and parts[0].start() == 0 else ()


def _header(text: str) -> _Header | None:
    for split in (_by_pipes, _by_width, str.split):
        names = split(text)
        if len(names) >= 2 and _is_header([_whole(name) for name in names] if split is not str.split else names):
            return _header_of(names, split)
    return None


def _whole(name: str) -> str:
    """A short name without the point of an abbreviation: `NER P.`, `LOSS TRANS...`."""
    return name.rstrip(".") if name.count(" ") < 2 else name


def _is_header(names: list[str]) -> bool:
    if any(len(name) > 40 or name[:1].isdigit() or name[-1:] in ".,:;=" or "=" in name for name in names):
        return False
    if _is_spacy(names) or _is_detection(names):
        return True
    axis = [place for place, name in enumerate(names) if axis_unit(name) is not None]
    if not axis or not (axis[0] <= 2 or all(map(_is_beside, names[: axis[0]]))):
        return False
    return not _compares_runs(names) and tells_of_training(names)


def _compares_runs(names: list[str]) -> bool:
    """Whether a measure comes under several names: `A val loss | B val loss`, each of which has a log of its own.

    Not where one of them is the plain one (`Train Loss | Train Robust Loss`), all say of what they are (`G loss`), or
    the training is told as well.
    """
    alike: dict[str, list[list[str]]] = {}
    for name in filter(vocabulary.is_metric, filter(None, names)):
        if vocabulary.split_of(name) == "train":
            return False
        if vocabulary.split_of(name) is not None:
            words = [word for word in map(str.lower, WORD.findall(name)) if split_of_word(word) is None]
            alike.setdefault(words[-1] if words else "", []).append(words[:-1])
    return any(
        len(others) > 1 and all(others) and not all(NARROWING.issuperset(other) for other in others)
        for others in alike.values()
    )


def _header_of(names: list[str], split: Splitter) -> _Header:
    if _is_spacy(names):  # the losses are of training, the scores of its evaluation
        columns = tuple(f"train {name[5:]} loss" if name.startswith("LOSS ") else f"val {name}" for name in names)
        parts = tuple(name for name in columns if name.endswith(" loss"))
        return _Header(split, columns, 1, tuple(range(2, len(names))), is_epoch=False, summed=parts, by_batch=True)
    if _is_detection(names):
        return _detection_header(names, split)
    units = [axis_unit(name) for name in names]
    is_epoch = "epoch" in units
    kept = tuple(place for place, name in enumerate(names) if units[place] is None and not _is_beside(name))
    inner = units.index("step") if is_epoch and "step" in units else None
    return _Header(split, tuple(names), units.index("epoch" if is_epoch else "step"), kept, is_epoch, inner=inner)


def _is_spacy(names: list[str]) -> bool:
    """Whether it is spaCy's header: the epoch and the step, then losses and scores."""
    return names[:2] == ["E", "#"]


def _is_detection(names: list[str]) -> bool:
    """Whether it is YOLO's header: the epoch, the memory, then the parts of the loss."""
    return len(names) > 3 and axis_unit(names[0]) == "epoch" and names[1].lower() == "gpu_mem"


def _detection_header(names: list[str], split: Splitter) -> _Header:
    """YOLO's header with the names that its CSV has: `train/box_loss`."""
    bare = [name.lower().removesuffix("_loss") for name in names]
    parts = [f"train/{name}_loss" for name in bare]
    columns = [
        part if name in DETECTION_LOSSES or part.endswith(loss) else ""
        for loss, name, part in zip(names, bare, parts, strict=True)
    ]
    columns = ["train/loss" if name == "total" else part for name, part in zip(bare, columns, strict=True)]
    kept = tuple(place for place, name in enumerate(columns) if name)
    return _Header(
        split, tuple(columns), 0, kept, is_epoch=True, summed=() if "total" in bare else tuple(filter(None, columns))
    )


def _is_beside(name: str) -> bool:
    return vocabulary.is_aside(name) or (is_aside(name) and name.lower() != "lr")


def _by_pipes(text: str) -> list[str]:
    if "|" not in text and "│" not in text and "┃" not in text:
        return []
    parts = re.split(r"[|│┃]", text.strip().strip("|│┃"))
    return [part.strip().strip("*").strip() for part in parts]


def _by_width(text: str) -> list[str]:
    return WIDE.split(text.strip())
