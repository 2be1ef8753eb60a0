"""`python -m tests.mutants`: how many of a sample of small faults the tests do not notice.

    python -m tests.mutants [--sample 200] [--seed 1] [--workers 2] [--tests TEST ...] [PATH ...]

Without paths the packages that decide: trends, facts, series, the rulebook. Prints each survivor, with the reason why
it may live where `accepted.toml` gives one, and writes them to `.cache/mutants.toml`. Exits 1 when more than a tenth
lives, with a reason or without.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# One thread a process: the libraries of linear algebra start theirs when they are loaded, and forks lose them.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

from tests.mutants.accepted import Reasons, as_toml, reasons
from tests.mutants.mutant import Mutant
from tests.mutants.sample import drawn, files_of, mutants_of
from tests.mutants.trial import Stages, copy_of_the_tree, load_libraries, tried, unchanged

ROOMS = ("trends", "facts", "series", "rulebook", "curves", "vocabulary")
STRONGEST = ("tests/facts/test_table.py", "tests/trends/test_table.py", "tests/verdicts")
OTHERS = (
    *("tests/rules", "tests/facts", "tests/trends", "tests/series", "tests/rulebook", "tests/test_pipeline.py"),
    "tests/test_curves.py",
    *("tests/reporters", "tests/readers/test_fixtures.py"),
)
LIVED = Path(".cache", "mutants.toml")
MOST = 0.1


def main(words: list[str] | None = None) -> int:
    """Draw, try and tell."""
    options = _parser().parse_args(words)
    paths = options.paths or [path for room in ROOMS for path in _room(room)]
    by_file = [mutants_of(file) for file in files_of(paths)]
    sample = drawn(by_file, options.sample, options.seed)
    print(f"{len(sample)} of {sum(map(len, by_file))} mutants, seed {options.seed}", flush=True)
    known = reasons()
    try:
        fates = _fates(sample, options, known)
    except RuntimeError as error:
        print(f"Nothing was tried: {error}", file=sys.stderr)
        return 2
    LIVED.parent.mkdir(exist_ok=True)
    LIVED.write_text(as_toml(fates["survived"], known), encoding="utf-8")
    print(_summary(fates, known))
    return int(len(fates["survived"]) > MOST * len(sample))


def stages(file: str, tests: Iterable[str]) -> Stages:
    """The tests that may notice a fault in a file: the given ones, or the strongest, those of its room, the others."""
    if tests:
        return (tuple(tests),)
    room = f"tests/{Path(file).parts[1]}"
    own = (room,) if room in OTHERS else ()
    return tuple(
        filter(None, (STRONGEST, own, tuple(test for test in OTHERS if test not in own and Path(test).exists())))
    )


def _fates(sample: list[Mutant], options: argparse.Namespace, known: Reasons) -> dict[str, list[Mutant]]:
    """The mutants by what became of them; the survivors are printed as they come."""
    fates: dict[str, list[Mutant]] = {"killed": [], "late": [], "survived": []}
    with copy_of_the_tree():
        load_libraries()
        usual = unchanged(stages(sample[0].file, options.tests))
        for mutant, fate in tried(sample, lambda each: stages(each.file, options.tests), usual, options.workers):
            fates[fate].append(mutant)
            if fate == "survived":
                print(mutant, f"    {known.get(mutant.mark, 'no reason yet')}", sep="\n", flush=True)
    return fates


def _summary(fates: Mapping[str, list[Mutant]], known: Reasons) -> str:
    tried = sum(map(len, fates.values()))
    killed, late, survived = (len(fates[fate]) for fate in ("killed", "late", "survived"))
    explained = sum(mutant.mark in known for mutant in fates["survived"])
    return (
        f"{killed + late} killed, {late} of them by the clock; "
        f"{survived} survived ({survived / tried:.1%}), {explained} of them with a reason"
    )


def _room(name: str) -> list[Path]:
    return [path for path in (Path("diagnose", name), Path("diagnose", f"{name}.py")) if path.exists()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Faults that no test notices.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders to put faults into")
    parser.add_argument("--sample", type=int, default=200, metavar="N", help="how many faults to try")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other faults")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="how many are tried at a time")
    parser.add_argument("--tests", nargs="+", default=(), metavar="TEST", help="these tests in place of the usual ones")
    return parser


if __name__ == "__main__":
    sys.exit(main())
