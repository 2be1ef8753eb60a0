"""Steps numbered through the whole run where the log counts them anew in each epoch.

May not: know formats.
"""

from __future__ import annotations


class Clock:
    """Adds what earlier epochs counted to each step."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.last: tuple[float, float] | None = None

    def at(self, step: float, epoch: float | None) -> float:
        """The number of a step, counted from the start of the run."""
        if epoch is None:
            return self.offset + step
        if self.last is not None and epoch > self.last[1] and step < self.last[0]:
            self.offset += self.last[0]
        elif self.last is not None and epoch < self.last[1]:
            self.offset = 0.0
        self.last = (step, epoch)
        return self.offset + step
