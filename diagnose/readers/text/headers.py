"""The header line of a table in a text: whether it is one, how its rows are taken apart, which cells are kept.

May not: read rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from diagnose.readers.core.words import axis_unit, is_aside, tells_of_training
from diagnose.readers.text import vocabulary
from diagnose.vocabulary.companions import NARROWING
from diagnose.vocabulary.splits import split_of_word

if TYPE_CHECKING:
    from collections.abc import Callable

    Splitter: TypeAlias = Callable[[str], list[str]]

DETECTION_LOSSES = frozenset(("box", "obj", "cls", "dfl", "giou", "seg", "kobj", "pose", "mask"))
WORD = re.compile(r"[^\W_]+")
WIDE = re.compile(r"\t+|\s{2,}")


@dataclass(slots=True)
class Header:
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


def header_in(text: str) -> Header | None:
    """The header that a line is, or None."""
    for split in (by_pipes, by_width, str.split):
        names = split(text)
        if len(names) >= 2 and is_header([_whole(name) for name in names] if split is not str.split else names):
            return header_of(names, split)
    return None


def _whole(name: str) -> str:
    """A short name without the point of an abbreviation: `NER P.`, `LOSS TRANS...`."""
    return name.rstrip(".") if name.count(" ") < 2 else name


def is_header(names: list[str]) -> bool:
    """Whether these cells name the columns of a training's table."""
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


def header_of(names: list[str], split: Splitter) -> Header:
    """The header that these names make, its rows taken apart by `split`."""
    if _is_spacy(names):  # the losses are of training, the scores of its evaluation
        columns = tuple(f"train {name[5:]} loss" if name.startswith("LOSS ") else f"val {name}" for name in names)
        parts = tuple(name for name in columns if name.endswith(" loss"))
        return Header(split, columns, 1, tuple(range(2, len(names))), is_epoch=False, summed=parts, by_batch=True)
    if _is_detection(names):
        return _detection_header(names, split)
    units = [axis_unit(name) for name in names]
    is_epoch = "epoch" in units
    kept = tuple(place for place, name in enumerate(names) if units[place] is None and not _is_beside(name))
    inner = units.index("step") if is_epoch and "step" in units else None
    return Header(split, tuple(names), units.index("epoch" if is_epoch else "step"), kept, is_epoch, inner=inner)


def _is_spacy(names: list[str]) -> bool:
    """Whether it is spaCy's header: the epoch and the step, then losses and scores."""
    return names[:2] == ["E", "#"]


def _is_detection(names: list[str]) -> bool:
    """Whether it is YOLO's header: the epoch, the memory, then the parts of the loss."""
    return len(names) > 3 and axis_unit(names[0]) == "epoch" and names[1].lower() == "gpu_mem"


def _detection_header(names: list[str], split: Splitter) -> Header:
    """YOLO's header with the names that its CSV has: `train/box_loss`."""
    bare = [name.lower().removesuffix("_loss") for name in names]
    parts = [f"train/{name}_loss" for name in bare]
    columns = [
        part if name in DETECTION_LOSSES or part.endswith(loss) else ""
        for loss, name, part in zip(names, bare, parts, strict=True)
    ]
    columns = ["train/loss" if name == "total" else part for name, part in zip(bare, columns, strict=True)]
    kept = tuple(place for place, name in enumerate(columns) if name)
    return Header(
        split, tuple(columns), 0, kept, is_epoch=True, summed=() if "total" in bare else tuple(filter(None, columns))
    )


def _is_beside(name: str) -> bool:
    return vocabulary.is_aside(name) or (is_aside(name) and name.lower() != "lr")


def by_pipes(text: str) -> list[str]:
    """The cells of a line between pipes, none where it has no pipe."""
    if "|" not in text and "│" not in text and "┃" not in text:
        return []
    parts = re.split(r"[|│┃]", text.strip().strip("|│┃"))
    return [part.strip().strip("*").strip() for part in parts]


def by_width(text: str) -> list[str]:
    """The cells of a line that tabs or two blanks keep apart."""
    return WIDE.split(text.strip())
