"""A sweep of a bar, from its first update to its last: the last is read, of the others a thinned few.

May not: know epochs. This is where a large log spends its time, so an update like the one before is not parsed.
"""

from __future__ import annotations

from diagnose.readers.keras_bar.update import BAR, Update, parse_update

KEPT = 2048
LEEWAY = 40


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
        self.shown, self.tail = b"", b"?"
        if bar is None or bar[2] == b"Unknown":
            return
        self.stop, self.end = bar.end(1), bar.end(2)
        self.start = self.stop - len(bar[2])
        if self.start < 0 or piece[self.start : bar.start(1)].strip(b" "):
            self.start = bar.start(1)
        self.tail = piece[self.stop : self.end]
        self.shown = piece[self.start : self.stop]
        self.longest = len(piece) + LEEWAY

    def extend(self, updates: list[bytes], index: int) -> int:
        """Take the updates from `index` on that look like the last one and count on; returns where they end."""
        start, stop, end, tail, longest = self.start, self.stop, self.end, self.tail, self.longest
        shown, stride, kept = self.shown, self.stride, self.kept
        first = index
        for index in range(first, len(updates)):
            piece = updates[index]
            if piece[stop:end] != tail or len(piece) > longest or piece[start:stop] < shown:
                break
            shown = piece[start:stop]
            if not (self.updates + index - first) % stride:
                kept.append(piece)
        else:
            index = len(updates)
        if index > first:
            self.shown, self.last = shown, updates[index - 1]
            self.updates += index - first
            self._thin()
        return index

    def takes(self, piece: bytes, update: Update) -> bool:
        """Take one update that was parsed, if it belongs to this sweep."""
        grown = update.seen >= int(self.shown or 0) if self.longest else update.seen >= self.count
        if update.whole or not grown or (self.total and update.total != self.total):
            return False
        if self.kept[-1] is not self.last:
            self.kept.append(self.last)
        self.kept.append(piece)
        self.total, self.last, self.count = update.total, piece, update.seen
        self.updates += 1
        self._aim(piece)
        self._thin()
        return True

    def _thin(self) -> None:
        while len(self.kept) > KEPT:
            self.kept = self.kept[::2]
            self.stride *= 2

    def close(self) -> tuple[list[Update], Update | None]:
        """The readings that were kept, the last among them, and the last update."""
        if self.kept[-1] is not self.last:
            self.kept.append(self.last)
        readings = [update for piece in self.kept if (update := parse_update(piece))]
        return readings, readings[-1] if readings else None
