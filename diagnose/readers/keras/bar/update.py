"""One update of a Keras bar, or one line of `verbose=2`: its count and the metrics that it shows.

May not: know what came before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diagnose.vocabulary.axes import epoch_words

EPOCH = b"|".join(word.encode() for spelt in epoch_words() for word in (spelt, spelt.capitalize()))
"""What announces an epoch, in any language, as it is written at the beginning of a line."""
ANSI = re.compile(rb"\x1b\[[0-9;]{0,20}[A-Za-z]")
# `10/189 [==>...`, `4/38 ━━━…` between colour codes, or the same in an encoding that could not write the bar
BAR = re.compile(
    rb"(?<![\d/])(\d{1,12})/(\d{1,12}|Unknown)(?:\x1b\[0m)? {0,2}"
    rb"(?:\[[=>.#\-]|\x1b\[3\d?|[?=#]{4}|([\x80-\xff]{1,6})\3\3|(?=\d{1,7}m?s ))"
)
# `38/38 - 1s - 25ms/step - …`, `19/19 - 12s - …`, ` - 2s - …`, `2s - …`
LINE = re.compile(
    rb"(?:(?<![\d/])(\d{1,12})/(\d{1,12}|Unknown) - |(?:^|[\]:-]) {0,3})"
    rb"\d{1,7}m?s - (?=[\w./@()-]{1,80}: |\d{1,9}[mu]?s/)"
)
NUMBER = re.compile(rb"[+-]?(?:\d{1,40}\.?\d{0,40}(?:[eE][+-]?\d{1,3})?|nan|inf)", re.IGNORECASE)
# where an update begins behind another one on the same line, because carriage returns were stripped
GLUED = re.compile(
    rb"(?:(?<=\.\d{4})|(?<=e[+-]\d\d)|(?<![\d/.]))(?:\x1b\[[01]m| ){0,8}"
    rb"\d{1,12}/(?:\d{1,12}|Unknown)(?:\x1b\[0m)? {0,2}(?:\[[=>.#]|\x1b\[3\d|\xe2\x94\x81)"
    rb"|(?:^|(?<=[ \t]))(?:" + EPOCH + rb"):? {0,3}\d{1,9}/\d{1,9}(?=[ \t])"
)
LONGEST_NAME = 80


class Update(NamedTuple):
    """What one update shows: `seen` of `total` (0 where the bar does not know), and its metrics in order.

    `whole` tells that it is a line that Keras prints once at the end of an epoch.
    """

    seen: int
    total: int
    metrics: dict[str, float]
    whole: bool

    @property
    def has_val(self) -> bool:
        """Whether the update shows validation metrics, which stand on the last one of an epoch only."""
        return any(name.startswith("val_") for name in self.metrics)


def parse_update(piece: bytes) -> Update | None:
    """The update that a piece of a log shows; None where it shows none."""
    if bar := BAR.search(piece):
        return Update(int(bar[1]), _total(bar[2]), _metrics(piece[bar.end() :], drawn=True), whole=False)
    if b"s - " not in piece:
        return None
    text = ANSI.sub(b"", piece) if b"\x1b" in piece else piece
    if line := LINE.search(text):
        return Update(int(line[1] or 0), _total(line[2] or b"0"), _metrics(text[line.end() :]), whole=True)
    return None


def _total(shown: bytes) -> int:
    return int(shown) if shown.isdigit() else 0


def _metrics(text: bytes, *, drawn: bool = False) -> dict[str, float]:
    """The `name: value` pairs between dashes, behind the first where a bar is `drawn`; the time left is none."""
    if b"\x1b" in text:
        text = ANSI.sub(b"", text)
    metrics: dict[str, float] = {}
    for part in text.split(b" - ")[drawn:]:
        name, colon, shown = part.partition(b": ")
        if colon and len(name) <= LONGEST_NAME and (number := NUMBER.match(shown)) and name != b"ETA":
            metrics[name.strip().decode(errors="replace")] = float(number[0])
    return metrics
