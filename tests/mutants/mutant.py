"""One fault in one place of a file, and how it reads."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """What stands in place of the bytes from `start` to `end` of a source."""

    start: int
    end: int
    text: str


class Mutant(NamedTuple):
    """An edit of a file: the lines that it touches, before and after, each as one line without its indentation."""

    file: str
    line: int
    before: str
    after: str
    edit: Edit

    def __str__(self) -> str:
        return f"{self.file}:{self.line}  {self.before} → {self.after}"

    @property
    def mark(self) -> tuple[str, str, str]:
        """By what it is known however the lines above it move."""
        return self.file, self.before, self.after

    def source(self) -> bytes:
        """The whole file with the fault in it."""
        return changed(Path(self.file).read_bytes(), self.edit)

    def compiles(self) -> bool:
        """Whether it is Python at all: what is not would count as noticed by every test."""
        try:
            compile(self.source(), self.file, "exec", dont_inherit=True)
        except SyntaxError:
            return False
        return True


def changed(source: bytes, edit: Edit) -> bytes:
    """The source with the edit made."""
    return source[: edit.start] + edit.text.encode() + source[edit.end :]


def mutant(file: str, source: bytes, edit: Edit) -> Mutant:
    """The mutant that an edit makes of a file with this source."""
    first = source.rfind(b"\n", 0, edit.start) + 1
    last = source.find(b"\n", edit.end)
    last = len(source) if last < 0 else last
    within = Edit(edit.start - first, edit.end - first, edit.text)
    before = source[first:last]
    return Mutant(file, source.count(b"\n", 0, first) + 1, _flat(before), _flat(changed(before, within)), edit)


def _flat(lines: bytes) -> str:
    return " ".join(lines.decode().split())
