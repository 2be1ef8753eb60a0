"""`python -m tests.invariants [COUNT] [--seed N] [--perturbed] [FILE ...]`: which invariants are broken, and how often.

COUNT runs out of chance, the labelled runs and the examples of the rules; with `--perturbed` also the labelled runs
changed in ways that leave their labels as they are; and any logs or JSON lines of histories that are named. Exits 1
where anything is broken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_path
from tests.invariants.census import census
from tests.invariants.generated import generated
from tests.verdicts.table import runs as labelled_and_examples


def main(words: list[str] | None = None) -> int:
    """Judge, count and tell."""
    options = _parser().parse_args(words)
    broken = 0
    for name, runs in _sets(options):
        counted = census(runs)
        broken += len(counted.broken)
        print(f"\n== {name}: {counted.table(options.show)}", flush=True)
    return int(broken > 0)


def _sets(options: argparse.Namespace) -> Iterator[tuple[str, Iterable[Run]]]:
    if options.files:
        yield "files", _named(options.files)
        return
    yield "labelled runs and examples of rules", labelled_and_examples()
    if options.perturbed:
        yield "labelled runs, perturbed", perturbed_runs()
    yield f"generated, seed {options.seed}", generated(options.count, options.seed)


def perturbed_runs(seeds: int = 1) -> Iterator[Run]:
    """The labelled runs, our own and those of `../shared` where they are there, changed in each way."""
    from bench.accuracy.perturbed import PERTURBATIONS, perturbed
    from bench.accuracy.sets import blind, own, shared_runs

    runs = [*own(), *blind("tune"), *blind("test"), *blind("third"), *shared_runs()]
    for how in PERTURBATIONS:
        for each in perturbed(runs, how, seeds):
            yield replace(each.run, name=f"{each.name}, {how.name}")


def _named(files: Iterable[Path]) -> Iterator[Run]:
    from bench.accuracy.histories import history_of, rows, run_of

    for file in files:
        if file.suffix == ".jsonl":
            for number, row in enumerate(rows(file)):
                yield replace(run_of(history_of(row)), name=f"{row.get('id', number)}")
            continue
        try:
            yield from read(open_path(file))
        except ReadError as error:
            print(error, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.invariants", description="Reports that contradict themselves."
    )
    parser.add_argument(
        "count", nargs="?", type=int, default=10_000, metavar="COUNT", help="how many runs out of chance"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other runs")
    parser.add_argument("--perturbed", action="store_true", help="the labelled runs changed as well")
    parser.add_argument("--files", nargs="+", default=(), type=Path, metavar="FILE", help="these logs in place of all")
    parser.add_argument("--show", type=int, default=2, metavar="N", help="how many examples of each kind are printed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
