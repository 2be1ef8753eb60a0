"""The engine of all table readers: lines of cells to runs, in bounded memory, large clean files at pandas' speed.

May not: know any one program's tables (flavours do), name splits or metrics by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from diagnose.errors import ReadError
from diagnose.model import Run, Source, StepUnit
from diagnose.readers.cells import is_filled, number, position
from diagnose.readers.columns import axis_unit, has_curve, is_index, tells_of_training
from diagnose.readers.dialect import Dialect, dialect_of, header_names, shifted_from
from diagnose.readers.opening import ascii_chunks
from diagnose.readers.rows import Base, Rows

LONGEST_HEAD = 8 << 20
FAST_FROM = 8 << 20
PEEK = 20


def table_dialect(source: Source) -> Dialect | None:
    """The dialect of the table in a source, or None; looks beyond the head where one line fills it."""
    if source.text.count("\n") > 2 or len(source.head) < len(source.text) or source.size <= len(source.head):
        return dialect_of(source.text)
    return dialect_of(_longer_head(source))


def _longer_head(source: Source) -> str:
    parts: list[bytes] = []
    for chunk in ascii_chunks(source):
        parts.append(chunk)
        if b"".join(parts).count(b"\n") > 2 or len(parts) > LONGEST_HEAD >> 20:
            break
    return b"".join(parts).decode(_codec(source), errors="replace")


def _codec(source: Source) -> str:
    return "utf-8-sig" if source.encoding.startswith(("utf-16", "utf-32", "utf-8")) else source.encoding


def blocks(source: Source) -> Iterator[bytes]:
    """The bytes of a source in pieces that end with a line, with no carriage returns left."""
    rest = b""
    for chunk in ascii_chunks(source):
        data = rest + chunk
        if b"\n" not in data and b"\r" in data[:-1]:
            data = data.replace(b"\r", b"\n")
        cut = data.rfind(b"\n") + 1
        rest = data[cut:]
        if cut:
            yield data[:cut].replace(b"\r", b"")
        if len(rest) > LONGEST_HEAD:
            raise ReadError(source.name, "one line is longer than 8 MiB", hint="is this a table?")
    if rest:
        yield rest.replace(b"\r", b"")


class Table:
    """Reads the rows of one table into `rows`, noting whatever it leaves out."""

    def __init__(self, source: Source, dialect: Dialect, log_format: str, base: Base = "auto") -> None:
        self.source, self.dialect = source, dialect
        self.rows = Rows(source.name, log_format, base=base)
        self.line = 0
        self.left_out: Counter[str] = Counter()
        self.worded: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.clock = Clock()
        self._take_header(dialect.names, [])

    def read(self) -> list[Run]:
        """The runs of the whole table.

        Raises:
            ReadError: no column holds a curve.
        """
        fast = self.source.size > FAST_FROM and self.dialect.separator is not None
        titles = self.dialect.titles + 1
        for block in blocks(self.source):
            if titles:
                block, titles = self._skip(block, titles)
            if not (fast and block and self._read_fast(block)):
                self._read_lines(block.decode(_codec(self.source), errors="replace"))
        if not self.rows.is_empty:
            self._say_what_was_left_out()
        runs = [run for run in self.rows.runs() if has_curve(one.name for one in run.series)]
        if not runs:
            named = ", ".join(name for name in self.names[:8] if name)
            raise ReadError(self.source.name, f"a table ({named}) in which no column is a training curve")
        return runs

    def _skip(self, block: bytes, titles: int) -> tuple[bytes, int]:
        """The block without its first lines, of which titles and header were seen in the head already."""
        while titles and block:
            line, _, block = block.partition(b"\n")
            self.line += 1
            if line.strip():
                titles -= 1
        first = block[: 1 << 16].decode(_codec(self.source), errors="replace").split("\n", PEEK)[:PEEK]
        self._take_header(self.names, [self.dialect.fields(line) for line in first if line.strip()][: PEEK - 1])
        return block, titles

    def _take_header(self, names: tuple[str, ...], first: list[list[str]]) -> None:
        """Find the axes and the columns to keep under a header, given some rows that follow it."""
        self.names = names
        spare = shifted_from(names, first) if first else None
        places = [place + (spare is not None and place >= spare) for place in range(len(names))]
        if spare is not None:
            self.rows.note(
                f"field {spare + 1} of the rows has no name in the header: values stand one field further right"
            )
        units = [axis_unit(name) for name in names]
        self.epoch = next((at for at, unit in zip(places, units, strict=True) if unit == "epoch"), None)
        self.step = next((at for at, unit in zip(places, units, strict=True) if unit == "step"), None)
        axes = {self.epoch, self.step}
        if self.epoch is None and self.step is None:
            index = next((at for at, name in zip(places, names, strict=True) if is_index(name)), None)
            if spare == 0:
                self.epoch = 0
            elif index is not None and _counts(first, index):
                self.epoch = index
        axes.add(self.epoch)
        self.kept = [(at, name) for at, name in zip(places, names, strict=True) if name and at not in axes]
        self.kept = [(at, name) for at, name in self.kept if not is_index(name)] or self.kept
        self.width = len(names) + (spare is not None)

    @property
    def unit(self) -> StepUnit:
        """What the rows are counted in."""
        return "step" if self.step is not None else "epoch"

    def _read_lines(self, text: str) -> None:
        for line in text.split("\n"):
            self.line += 1
            if line and not line.isspace():
                self._read_row(self.dialect.fields(line))

    def _read_row(self, row: list[str]) -> None:
        decimal = self.dialect.decimal
        try:
            epoch = None if self.epoch is None else position(row[self.epoch], decimal)
            step = None if self.step is None else position(row[self.step], decimal)
        except (ValueError, IndexError):
            self._read_odd(row)
            return
        values: dict[str, float] = {}
        for at, name in self.kept:
            if at >= len(row):
                self.rows.note(
                    f"line {self.line} ends early, after {len(row)} of {self.width} fields: the rest is missing"
                )
                break
            try:
                value = number(row[at], decimal)
            except ValueError:
                self.worded[name] += 1
                continue
            if value is not None:
                values[name] = value
        if not values:
            self._read_odd(row)
            return
        self.counted.update(values.keys())
        self._add(values, epoch, step)

    def _add(self, values: dict[str, float], epoch: float | None, step: float | None) -> None:
        if self.step is not None:
            if step is None:
                self.left_out["rows without a step"] += 1
                return
            self.rows.add(values, self.clock.at(step, epoch), "step", epoch)
        elif self.epoch is not None and epoch is None:
            self.left_out["rows without an epoch"] += 1
        else:
            self.rows.add(values, epoch)

    def _read_odd(self, row: list[str]) -> None:
        """Take a row that holds no numbers: another header, or a line that is none of the table's."""
        names = header_names(row)
        if names is not None and len(names) > 1 and (names == self.names or tells_of_training(names)):
            if names != self.names or (self.epoch is None and self.step is None):
                self.rows.restart()
            self._take_header(names, [])
            self.clock = Clock()
        elif any(is_filled(cell) for cell in row[: self.width]):
            self.left_out["lines that are no rows of the table"] += 1

    def _read_fast(self, block: bytes) -> bool:
        """Take a block of nothing but numbers by pandas' parser; False where it holds anything else."""
        if self.epoch is not None and self.step is not None:
            return False
        lowered = block.lower()
        if b"nan" in lowered or b'"' in block or b"inf" in lowered:
            return False
        import io

        import pandas as pd

        axis = self.epoch if self.step is None else self.step
        wanted = [at for at, name in self.kept if not self.worded[name]]
        chosen = sorted([*wanted, *([] if axis is None else [axis])])
        try:
            frame = pd.read_csv(
                io.BytesIO(block), sep=self.dialect.separator, decimal=self.dialect.decimal, header=None,
                names=range(self.width), usecols=chosen, dtype=np.float64, na_values=["NA"], keep_default_na=False,
                skip_blank_lines=True, index_col=False,
            )  # fmt: skip
        except (ValueError, pd.errors.ParserError):
            return False
        self._extend(frame.to_numpy(), chosen, axis)
        self.line += block.count(b"\n")
        return True

    def _extend(
        self, numbers: np.ndarray[tuple[int, int], np.dtype[np.float64]], chosen: list[int], axis: int | None
    ) -> None:
        names = dict(self.kept)
        steps = None if axis is None else numbers[:, chosen.index(axis)]
        if steps is not None and bool(np.isnan(steps).any()):
            self.left_out["rows without a step"] += int(np.isnan(steps).sum())
            numbers, steps = numbers[~np.isnan(steps)], steps[~np.isnan(steps)]
        if len(numbers):
            columns = [place for place, at in enumerate(chosen) if at != axis]
            self.rows.extend([names[chosen[place]] for place in columns], numbers[:, columns], steps, self.unit)

    def _say_what_was_left_out(self) -> None:
        for what, count in self.left_out.items():
            self.rows.note(f"{count} {what} were left out")
        words = [name for name in self.worded if not self.counted[name]]
        if words:
            more = f" and {len(words) - 8} more" if len(words) > 8 else ""
            self.rows.note(f"left out, since they hold no numbers: {', '.join(words[:8])}{more}")
        for name, count in self.worded.items():
            if self.counted[name]:
                self.rows.note(f"{name}: {count} cells that are no numbers were left out")


class Clock:
    """Numbers steps through the whole run where the log counts them anew in each epoch."""

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


def _counts(rows: list[list[str]], at: int) -> bool:
    cells = [row[at].strip() for row in rows if at < len(row)]
    return bool(cells) and cells in ([str(n + start) for n in range(len(cells))] for start in (0, 1))
