"""What stands where in the rows under a header: the axes, and the columns to keep.

May not: read values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnose.model import StepUnit
from diagnose.readers.core.words import axis_unit, is_index
from diagnose.readers.tables.dialect import shifted_from


@dataclass(frozen=True, slots=True)
class RowFields:
    """Fields of a row by their place: `epoch` and `step` are axes, `kept` are the columns with their names.

    `spare` is the place of a field that has no name, where rows are one field longer than the header.
    """

    names: tuple[str, ...]
    epoch: int | None
    step: int | None
    kept: tuple[tuple[int, str], ...]
    spare: int | None

    @property
    def width(self) -> int:
        """The number of fields that a whole row has."""
        return len(self.names) + (self.spare is not None)

    @property
    def unit(self) -> StepUnit:
        """What the rows are counted in."""
        return "step" if self.step is not None else "epoch"

    @property
    def has_axis(self) -> bool:
        """Whether a column numbers the rows."""
        return self.epoch is not None or self.step is not None


def row_fields(names: tuple[str, ...], first: Sequence[list[str]]) -> RowFields:
    """The fields of the rows under a header with these names, given some of the rows."""
    spare = shifted_from(names, list(first)) if first else None
    places = [place + (spare is not None and place >= spare) for place in range(len(names))]
    columns = list(zip(places, names, strict=True))
    units = {at: axis_unit(name) for at, name in columns}
    epoch = next((at for at, unit in units.items() if unit == "epoch"), None)
    step = next((at for at, unit in units.items() if unit == "step"), None)
    if epoch is None and step is None:
        counting = [at for at, name in columns if is_index(name) and _counts(first, at)]
        epoch = 0 if spare == 0 else next(iter(counting), None)
    measured = [(at, name) for at, name in columns if name and at not in (epoch, step)]
    kept = [(at, name) for at, name in measured if not is_index(name)] or measured
    return RowFields(names, epoch, step, tuple(kept), spare)


def _counts(rows: Sequence[list[str]], at: int) -> bool:
    cells = [row[at].strip() for row in rows if at < len(row)]
    return bool(cells) and cells in ([str(n + start) for n in range(len(cells))] for start in (0, 1))
