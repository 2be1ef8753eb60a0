"""A sweep of a bar, from its first update to its last: the last is read, of the others a thinned few.

May not: know epochs. This is where a large log spends its time, so an update like the one before is not parsed.
"""

from __future__ import annotations

from diagnose.readers.keras.bar.update import BAR, Update, parse_update

KEPT = 2048
LEEWAY = 40
SPAN = 128


class Sweep:
    """The updates of one bar from its first count to its last, as raw pieces."""

    def __init__(self, piece: bytes, update: Update, stride: int) -> None:
        self.first, self.total = update.seen, update.total
        self.last, self.count = piece, update.seen
        self.stride, self.updates = max(1, stride), 1
        self.kept = [piece]
        self._aim(piece)

    def _aim(self, piece: bytes) -> None:
        """Note where the count and the total stand in a piece, for those that look the same."""
        bar = BAR.search(piece)
        self.start = self.stop = self.end = self.longest = 0
        self.shown, self.tail, self.full = b"", b"?", b"?"
        if bar is None or bar[2] == b"Unknown":
            return
        self.stop, self.end = bar.end(1), bar.end(2)
        self.start = self.stop - len(bar[2])
        if self.start < 0 or piece[self.start : bar.start(1)].strip(b" "):
            self.start = bar.start(1)
        self.tail = piece[self.stop : self.end]
        self.shown = piece[self.start : self.end]
        self.full = self.tail[1:] + self.tail
        self.longest = len(piece) + LEEWAY

    def extend(self, updates: list[bytes], index: int) -> int:
        """Take the updates from `index` on that look like the last one and count on; returns where they end."""
        first = index
        while index < len(updates) and (taken := self._take_span(updates[index : index + SPAN])):
            index += taken
        if index > first:
            self.last = updates[index - 1]
            self._thin()
        return index

    def _take_span(self, span: list[bytes]) -> int:
        """Take a few pieces at once if their counts rise, else those before the first that does not fit.

        The counts stand at the same place and are padded to the same width, so that they compare as bytes.
        """
        start, end, longest = self.start, self.end, self.longest
        if span[0][self.stop : end] != self.tail or self.shown == self.full:
            return 0
        counts = [piece[start:end] for piece in span]
        if counts[-1] == self.full:  # what comes after the first update at the end may be another bar
            span = span[: counts.index(self.full) + 1]
            counts = counts[: len(span)]
        rising = counts[0] >= self.shown and counts == sorted(counts) and counts[-1].endswith(self.tail)
        if not rising or max(map(len, span)) > longest:
            span = span[: self._fitting(span)]
            if not span:
                return 0
        self.kept.extend(span[-self.updates % self.stride :: self.stride])
        self.updates += len(span)
        self.shown = span[-1][start:end]
        return len(span)

    def _fitting(self, span: list[bytes]) -> int:
        start, stop, end, tail, shown = self.start, self.stop, self.end, self.tail, self.shown
        for index, piece in enumerate(span):
            if piece[stop:end] != tail or len(piece) > self.longest or piece[start:end] < shown:
                return index
            shown = piece[start:end]
        return len(span)

    def takes(self, piece: bytes, update: Update) -> bool:
        """Take one update that was parsed, if it belongs to this sweep."""
        shown = self.shown[: -len(self.tail)].strip()
        count = int(shown) if self.longest and shown.isdigit() else self.count
        if self.total and count >= self.total and not update.metrics:
            return False
        if update.whole or update.seen < count or (self.total and update.total != self.total):
            return False
        if self.total and count >= self.total and self._is_another(update):
            return False
        if self.kept[-1] is not self.last:
            self.kept.append(self.last)
        self.kept.append(piece)
        self.total, self.last, self.count = update.total, piece, update.seen
        self.updates += 1
        self._aim(piece)
        self._thin()
        return True

    def _is_another(self, update: Update) -> bool:
        """Whether an update at the end, behind one at the end, is of another bar.

        A bar may show its end twice, the second time with the validation or with the means mended. It is another where
        the validation stood there before, or where of this bar nothing but its end was seen, and the values differ.
        """
        last = parse_update(self.last)
        if last is None or last.metrics == update.metrics or not last.metrics:
            return False
        return last.has_val or (self.first >= self.total and not update.has_val)

    def _thin(self) -> None:
        while len(self.kept) > KEPT:
            self.kept = self.kept[::2]
            self.stride *= 2

    def close(self) -> tuple[list[Update], Update | None]:
        """The updates that were kept, the last among them, and the last one."""
        if self.kept[-1] is not self.last:
            self.kept.append(self.last)
        updates = [update for piece in self.kept if (update := parse_update(piece))]
        return updates, updates[-1] if updates else None
