"""Boxes between two rules, a name and a value on each line, as programs of reinforcement learning print them.

    -------------------------------
    | rollout/           |        |
    |    ep_rew_mean     | -920   |
    | time/              |        |
    |    total_timesteps | 2048   |
    -------------------------------

A box is a row for each of its headings, at the count of environment steps, updates or epochs that it holds.

May not: take a table with more columns; the lines of a box without such a count are given back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.core.cells import number
from diagnose.readers.text import vocabulary
from diagnose.readers.text.grammar import Form, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnose.readers.text.bars import Bar

RULE = re.compile(r"-{12,300}\s*")
LINE = re.compile(r"\|(\s{0,20})([A-Za-z_][\w /.:-]{0,60}?)\s*\|\s*([^\s|]{0,30})\s*\|\s*")
COUNTS = (
    "total_timesteps",
    "totalenvinteracts",
    "timestepssofar",
    "num_timesteps",
    "timesteps",
    "total_steps",
    "n_updates",
    "nupdates",
    "iterations",
    "epoch",
)
"""What a box may be counted by, the first of these that it holds: by steps of the environment before anything else."""
REWARD = re.compile(r"rew|(?<![a-z])(?:ep)?ret(?:urn)?(?![a-z])|explained_variance|learning_rate", re.IGNORECASE)
OPENING = "-----"
LONGEST = 300
MOST = 100


class Boxes:
    """Watches a log for such boxes; `is_open` tells whether the line before was one of a box."""

    def __init__(self) -> None:
        self.is_open = False
        self._lines: list[str] = []
        self._rows: list[tuple[str, Sentence]] = []
        self._forms: dict[tuple[str, ...], Form] = {}

    def take(self, texts: Iterable[tuple[str, Bar | None]]) -> Iterator[tuple[str, Bar | None]]:
        """The pieces of a line that are to be read: those of a box are held back, and one of them stands for all.

        Call it for the lines that begin as a rule does, and for all while a box is open.
        """
        for text, bar in texts:
            if bar is None and len(text) <= LONGEST and RULE.fullmatch(text) is not None:
                yield from self._close()
                self.is_open = True
            elif bar is None and self._goes_on(text):
                self._lines.append(text)
            else:
                yield from [(held, None) for held in self._lines]
                self._lines, self.is_open = [], False
                yield text, bar

    def _goes_on(self, text: str) -> bool:
        return self.is_open and len(self._lines) < MOST and LINE.fullmatch(text[:LONGEST]) is not None

    def closed(self, text: str) -> Sentence | None:
        """What the part of a box says for which a piece of text stands, that `take` gave out; None where it is none."""
        return next((sentence for part, sentence in self._rows if part is text), None)

    def _close(self) -> Iterator[tuple[str, None]]:
        lines, self._lines = self._lines, []
        self._rows = self._read(lines) if len(lines) > 1 else []
        yield from [(part, None) for part, _ in self._rows] or [(held, None) for held in lines]

    def _read(self, lines: list[str]) -> list[tuple[str, Sentence]]:
        """The rows of a box, one for each of its headings: some stand in later boxes only, or in every tenth."""
        groups: dict[str, dict[str, float]] = {}
        counts: dict[str, float] = {}
        for name, value in _values(lines):
            group, _, bare = name.rpartition("/")
            counts[bare.lower()] = value
            if vocabulary.is_metric(name) or REWARD.search(name):
                groups.setdefault(group, {})[name] = value
        count = next((name for name in COUNTS if name in counts), None)
        if count is None:
            return []
        return [(f"| {' | '.join(kept)} |", self._sentence(kept, count, counts[count])) for kept in groups.values()]

    def _sentence(self, kept: dict[str, float], count: str, place: float) -> Sentence:
        names, is_epoch = tuple(kept), count == "epoch"
        form = self._forms.get(names)
        if form is None:
            columns = tuple((name, vocabulary.split_of(name), False) for name in names)
            form = Form(columns, "box", "" if is_epoch else "step", is_epoch, "", None, "")
            form.has_metric = True  # a reward is one here, by whatever name
            self._forms[names] = form
        epoch, step = (place, None) if is_epoch else (None, place)
        return Sentence(form, epoch, step, None, None, list(kept.values()))


def _values(lines: list[str]) -> Iterator[tuple[str, float]]:
    """The numbers of a box by name, those under a heading such as `train/` with it before theirs."""
    group = ""
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            continue
        indent, name, cell = match.groups()
        if not cell:
            group = name if name.endswith("/") else ""
            continue
        try:
            value = number(cell)
        except ValueError:
            continue
        if value is not None:
            yield (f"{group}{name}" if len(indent) > 1 else name), value
