"""The points of one column while a log is read: steps and values, added one by one or many at once.

May not: know names or units.
"""

from __future__ import annotations

from array import array

import numpy as np

from diagnose.model import Floats


class Points:
    """Steps and values in the order of the log, 16 bytes a value; what is added in bulk is kept without a copy."""

    __slots__ = ("first", "last", "sealed", "steps", "values")

    def __init__(self) -> None:
        self.sealed: list[tuple[Floats, Floats]] = []
        self.steps, self.values = array("d"), array("d")
        self.first = self.last = np.nan

    def __len__(self) -> int:
        return len(self.steps) + sum(len(steps) for steps, _ in self.sealed)

    def append(self, step: float | None, value: float) -> None:
        """Add one value; without a step it stands one after the last, the first at 1."""
        if step is None:
            step = 1.0 if self.last != self.last else self.last + 1
        if self.first != self.first:
            self.first = step
        self.last = step
        self.steps.append(step)
        self.values.append(value)

    def skip(self) -> None:
        """Leave the next place empty, where values have no steps of their own."""
        self.last = 1.0 if self.last != self.last else self.last + 1

    def extend(self, steps: Floats | None, values: Floats) -> None:
        """Add many values, at least one."""
        if steps is None:
            start = 0.0 if self.last != self.last else self.last
            steps = np.arange(start + 1, start + len(values) + 1)
        self._seal()
        self.sealed.append((steps, values))
        if self.first != self.first:
            self.first = float(steps[0])
        self.last = float(steps[-1])

    def cut(self, step: float) -> Floats:
        """Drop what stands at `step` or later, and return the steps that went."""
        self._seal()
        steps = np.concatenate([block for block, _ in self.sealed])
        values = np.concatenate([block for _, block in self.sealed])
        kept = steps < step
        self.sealed = [(steps[kept], values[kept])] if kept.any() else []
        self.first = float(steps[kept][0]) if self.sealed else np.nan
        self.last = float(steps[kept][-1]) if self.sealed else np.nan
        return steps[~kept]

    def numbers(self, joined: dict[tuple[int, ...], Floats]) -> tuple[Floats, Floats]:
        """The steps and the values. Steps that columns share in bulk become one array, remembered in `joined`."""
        self._seal()
        key = tuple(id(steps) for steps, _ in self.sealed)
        if key not in joined:
            joined[key] = _joined([steps for steps, _ in self.sealed])
        return joined[key], _joined([values for _, values in self.sealed])

    def _seal(self) -> None:
        """Put what was added one by one behind what was added before."""
        if self.steps:
            self.sealed.append((np.frombuffer(self.steps), np.frombuffer(self.values)))
            self.steps, self.values = array("d"), array("d")


def _joined(blocks: list[Floats]) -> Floats:
    return blocks[0] if len(blocks) == 1 else np.concatenate(blocks)
