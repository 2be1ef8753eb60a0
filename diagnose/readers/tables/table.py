"""The engine of all table readers: lines of cells to runs, in bounded memory, large clean files at pandas' speed.

May not: know any one program's tables (flavours do), name splits or metrics by itself.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterator

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Caution, Floats, Run, Source
from diagnose.readers.core.cells import is_filled, number, position
from diagnose.readers.core.curves import with_curves
from diagnose.readers.core.gathering.counting import Clock
from diagnose.readers.core.gathering.rows import Base, Rows
from diagnose.readers.core.words import tells_of_training
from diagnose.readers.tables.blocks import blocks, decode
from diagnose.readers.tables.dialect import Dialect, header_names
from diagnose.readers.tables.fields import row_fields
from diagnose.readers.tables.numbers_block import parse_ahead, parse_block, parse_rows

FAST_FROM = 8 << 20
PEEK = 20
FEW = 3
PEEK_BYTES = 1 << 16
NO_ROWS = "lines that are no rows of the table"
FEW_ODD = 5
MOSTLY_ODD = 3
"""How many times as many lines as rows a table may have that are none."""


class Table:
    """Reads the rows of one table into `rows`, noting whatever it leaves out."""

    def __init__(self, source: Source, dialect: Dialect, log_format: str, base: Base = "auto") -> None:
        self.source, self.dialect = source, dialect
        self.format, self.base = log_format, base
        self.rows = Rows(source.name, log_format, base=base)
        self.fields = row_fields(dialect.names, [])
        self.clock = Clock()
        self.line = self.titles = 0
        self.left_out: Counter[str] = Counter()
        self.worded: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.cut_off = array("q")

    def read(self) -> list[Run]:
        """The runs of the whole table.

        Raises:
            ReadError: no column holds a curve.
        """
        rest = self._after_header(blocks(self.source))
        self._read_lines(decode(next(rest, b""), self.source))
        if self.source.size > FAST_FROM:
            self._read_large(rest)
        else:
            for block in rest:
                self._read_lines(decode(block, self.source))
        self._check_rows()
        self._note_left_out()
        runs = with_curves(self.rows.runs())
        if not runs:
            some_names = ", ".join(name for name in self.fields.names[:8] if name)
            raise ReadError(self.source.name, f"a table ({some_names}) in which no column is a training curve")
        return runs

    def _check_rows(self) -> None:
        """Refuse what has a line like a header, and below it hardly a row of such a table."""
        odd, rows = self.left_out[NO_ROWS], self.rows.ledger.used
        if self.source.size <= FAST_FROM and odd > FEW_ODD and odd > MOSTLY_ODD * rows:
            raise ReadError(
                self.source.name, f"below its header {odd} of {odd + rows} lines are no rows of a table", where="header"
            )

    def _read_large(self, rest: Iterator[bytes]) -> None:
        """Take the rest by pandas' parser, at once or block by block; blocks of more than numbers go cell by cell."""
        fields, wanted = self.fields, self._wanted()
        if self._read_whole(wanted):
            return
        for block, parsed in parse_ahead(rest, lambda block: self._parse(block, wanted)):
            if parsed is None or fields is not self.fields or not self._take(parsed):
                self._read_lines(decode(block, self.source))

    def _read_whole(self, wanted: list[int]) -> bool:
        """Take all rows by pandas' parser, those of the head anew, where these hold nothing but numbers; else False."""
        if self.worded or self.left_out or self.cut_off or self.fields.spare is not None:
            return False
        columns = parse_rows(self.source, self.dialect, self.fields.width, self.titles)
        if columns is None:
            return False
        head = self.rows, self.clock, self.line
        self.rows, self.clock = Rows(self.source.name, self.format, base=self.base), Clock()
        self.line = self.titles
        if self._take({at: columns[at] for at in wanted}):
            return True
        self.rows, self.clock, self.line = head
        return False

    def _after_header(self, unread: Iterator[bytes]) -> Iterator[bytes]:
        """The blocks without the lines up to the header, which were seen in the head; a short block comes first."""
        titles = self.dialect.titles + 1
        block = b""
        while titles and (block := block or next(unread, b"")):
            line, _, block = block.partition(b"\n")
            self.line += 1
            titles -= bool(line.strip())
        self.titles = self.line
        cut = block.rfind(b"\n", 0, PEEK_BYTES) + 1 or len(block)
        first = decode(block[:cut], self.source).split("\n")[:PEEK]
        self.fields = row_fields(self.dialect.names, [self.dialect.fields(line) for line in first if line.strip()])
        if self.fields.spare is not None:
            self.rows.note(f"field {self.fields.spare + 1} of the rows has no name in the header and was passed over")
        yield block[:cut]
        yield block[cut:]
        yield from unread

    def _read_lines(self, text: str) -> None:
        for line in text.removesuffix("\n").split("\n") if text else ():
            self.line += 1
            if line and not line.isspace():
                self._read_row(self.dialect.fields(line))

    def _read_row(self, row: list[str]) -> None:
        fields, decimal = self.fields, self.dialect.decimal
        try:
            epoch = None if fields.epoch is None else position(row[fields.epoch], decimal)
            step = None if fields.step is None else position(row[fields.step], decimal)
        except (ValueError, IndexError):
            return self._read_odd(row)
        values = self._values(row)
        if not values:
            return self._read_odd(row)
        self.counted.update(values.keys())
        if fields.step is not None:
            self.rows.add(values, math.nan if step is None else self.clock.at(step, epoch), "step", epoch)
        else:
            self.rows.add(values, math.nan if fields.epoch is not None and epoch is None else epoch)
        return None

    def _values(self, row: list[str]) -> dict[str, float]:
        values: dict[str, float] = {}
        for at, name in self.fields.kept:
            if at >= len(row):
                self.cut_off.append(self.line)
                break
            try:
                value = number(row[at], self.dialect.decimal)
            except ValueError:
                self.worded[name] += 1
                continue
            if value is not None:
                values[name] = value
        return values

    def _read_odd(self, row: list[str]) -> None:
        """Take a row that holds no numbers: another header, or a line that is none of the table's."""
        names = header_names(row)
        if names is not None and len(names) > 1 and (names == self.fields.names or tells_of_training(names)):
            if names != self.fields.names or not self.fields.has_axis:
                self.rows.restart()
            if names != self.fields.names:
                self.fields = row_fields(names, [])
            self.clock = Clock()
        elif any(is_filled(cell) for cell in row[: self.fields.width]):
            self.left_out[NO_ROWS] += 1

    def _wanted(self) -> list[int]:
        """The fields worth parsing: the axes, and the columns that do not hold words."""
        kept = {at for at, name in self.fields.kept if not self.worded[name] or self.counted[name]}
        return sorted(kept | {at for at in (self.fields.epoch, self.fields.step) if at is not None})

    def _parse(self, block: bytes, wanted: list[int]) -> dict[int, Floats] | None:
        return parse_block(block, self.dialect, self.fields.width, wanted)

    def _take(self, columns: dict[int, Floats]) -> bool:
        """Add a block of nothing but numbers; False where its steps count anew in each epoch."""
        fields = self.fields
        epochs = columns.pop(fields.epoch) if fields.epoch is not None else None
        steps = columns.pop(fields.step) if fields.step is not None else None
        if epochs is not None and steps is not None and not self._counts_on(steps):
            return False
        names = dict(fields.kept)
        self._extend({names[at]: values for at, values in columns.items()}, epochs, steps)
        return True

    def _counts_on(self, steps: Floats) -> bool:
        """Whether steps that stand beside epochs go on from those before, and not anew in each epoch."""
        before = self.clock.last[0] if self.clock.last else -np.inf
        return self.clock.offset == 0 and steps[0] >= before and bool((steps[1:] >= steps[:-1]).all())

    def _extend(self, columns: dict[str, Floats], epochs: Floats | None, steps: Floats | None) -> None:
        axis = epochs if steps is None else steps
        self.line += len(next(iter(columns.values()), ()))
        if axis is not None and bool((missing := ~np.isfinite(axis)).any()):
            self.left_out[f"rows without {'an epoch' if steps is None else 'a step'}"] += int(missing.sum())
            columns = {name: values[~missing] for name, values in columns.items()}
            axis, epochs = axis[~missing], None if epochs is None else epochs[~missing]
        self.rows.extend(columns, axis, self.fields.unit, epochs if steps is not None else None)
        if epochs is not None and steps is not None and len(steps):
            self.clock.last = (float(steps[-1]), float(np.nanmax(epochs, initial=-np.inf)))

    def _note_left_out(self) -> None:
        if count := len(self.cut_off):
            lines = f"line{'s' if count > 1 else ''} {', '.join(map(str, self.cut_off[:FEW]))}"
            more = f" and {count - FEW} more" if count > FEW else ""
            end = "end" if count > 1 else "ends"
            self.rows.note(Caution(f"{lines}{more} {end} before the last of {self.fields.width} fields"))
        for kind, count in self.left_out.items():
            self.rows.note(Caution(f"{count} {kind} were left out"))
        self.rows.note_wordy([name for name in self.worded if not self.counted[name]])
        for name, count in self.worded.items():
            if self.counted[name]:
                self.rows.note(Caution(f"{name}: {count} cells that are no numbers were left out"))
