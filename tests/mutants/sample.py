"""Which mutants are tried: spread over the files as the faults are, and the same ones for the same seed.

An edit elsewhere moves no mutant into the sample or out of it, but for the shares of the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from tests.mutants.faults import faults
from tests.mutants.mutant import Mutant, mutant


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The Python files among the paths and in the folders among them, in order."""
    return sorted({file for path in paths for file in (path.rglob("*.py") if path.is_dir() else (path,))})


def mutants_of(file: Path) -> list[Mutant]:
    """All mutants of a file, a path relative to the working folder."""
    source = file.read_bytes()
    return [mutant(file.as_posix(), source, edit) for edit in faults(source)]


def drawn(by_file: Sequence[Sequence[Mutant]], size: int, seed: int) -> list[Mutant]:
    """That many of the mutants, or all, from each file its share."""
    total = sum(map(len, by_file))
    sample: list[Mutant] = []
    before = 0
    for mutants in by_file:
        past = before + len(mutants)
        share = round(past * size / total) - round(before * size / total) if size < total else len(mutants)
        sample.extend(islice(filter(Mutant.compiles, _shuffled(mutants, seed)), share))
        before = past
    return sample


def _shuffled(mutants: Iterable[Mutant], seed: int) -> list[Mutant]:
    times: Counter[tuple[str, str, str]] = Counter()
    ranked = []
    for each in mutants:
        times[each.mark] += 1
        ranked.append((sha256(repr((seed, each.mark, times[each.mark])).encode()).digest(), each))
    return [each for _, each in sorted(ranked)]
