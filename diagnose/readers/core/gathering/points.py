"""The points of one column while a log is read: steps and values, added one by one or many at once.

May not: know names or units.
"""

from __future__ import annotations

from array import array

import numpy as np

from diagnose.model import Floats


class Points:
    """Steps and values in the order of the log, 16 bytes a value; steps that columns share in bulk are kept once.

    `ticks` are the rows of the log in which values stood that were added one by one, 8 bytes each.
    """

    __slots__ = ("first", "last", "sealed", "steps", "ticks", "values")

    def __init__(self) -> None:
        self.sealed: list[Floats] = []
        self.steps, self.values, self.ticks = array("d"), array("d"), array("d")
        self.first = self.last = np.nan

    def __len__(self) -> int:
        return len(self.values)

    def append(self, step: float | None, value: float, tick: float) -> None:
        """Add one value of a row; without a step it stands one after the last, the first at 1."""
        if step is None:
            step = 1.0 if self.last != self.last else self.last + 1
        if self.first != self.first:
            self.first = step
        self.last = step
        self.steps.append(step)
        self.values.append(value)
        self.ticks.append(tick)

    def skip(self) -> None:
        """Leave the next place empty, where values have no steps of their own."""
        self.last = 1.0 if self.last != self.last else self.last + 1

    def extend(self, steps: Floats | None, values: Floats) -> None:
        """Add many values, at least one. The steps are kept as they are; of the values a copy is."""
        if steps is None:
            start = 0.0 if self.last != self.last else self.last
            steps = np.arange(start + 1, start + len(values) + 1)
        self._seal()
        self.sealed.append(steps)
        self.values.frombytes(np.ascontiguousarray(values, dtype=np.float64).view(np.uint8).data)
        if self.first != self.first:
            self.first = float(steps[0])
        self.last = float(steps[-1])

    def cut(self, step: float) -> Floats:
        """Drop what stands at `step` or later, and return the steps that went."""
        steps, values = self.numbers({})
        kept = steps < step
        ticks = self.in_order()
        self.ticks = array("d") if ticks is None else array("d", ticks[kept].tobytes())
        self.sealed = [steps[kept]] if kept.any() else []
        self.values = array("d", values[kept].tobytes())
        self.first = float(steps[kept][0]) if self.sealed else np.nan
        self.last = float(steps[kept][-1]) if self.sealed else np.nan
        return steps[~kept]

    def in_order(self) -> Floats | None:
        """The rows of the log in which the values stood; None where some were added in bulk."""
        return np.array(self.ticks) if len(self.ticks) == len(self.values) else None

    def numbers(self, joined: dict[tuple[bytes | int, ...], Floats]) -> tuple[Floats, Floats]:
        """The steps and the values. Steps that columns share become one array, remembered in `joined`."""
        self._seal()
        key = tuple(map(_identity, self.sealed))
        if key not in joined:
            joined[key] = self.sealed[0] if len(self.sealed) == 1 else np.concatenate(self.sealed)
        # Where many values came in bulk a copy would cost as much memory as all that was read.
        return joined[key], np.frombuffer(self.values)

    def _seal(self) -> None:
        """Put the steps that were added one by one behind those that were added before."""
        if self.steps:
            self.sealed.append(np.frombuffer(self.steps))
            self.steps = array("d")


def _identity(steps: Floats) -> bytes | int:
    """What blocks of the same steps have in common: the array that columns share, or what was added to each of them."""
    return id(steps) if steps.base is None else steps.tobytes()
