"""`python -m bench.advice`: does the advice help when the run is trained again? `--help` tells the options."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.advice.advisers import PROGRAM, installed
from bench.advice.faults import FAULTS
from bench.advice.figures import report
from bench.advice.store import Store
from bench.advice.tasks import TASKS
from bench.advice.trial import SEEN, UNSEEN, Outcome, half_of, outcomes
from bench.advice.writing import trials_toml

ROOT = Path(__file__).parents[2]
RUNS = ROOT / ".cache" / "advice" / "runs.jsonl"
TRIALS = ROOT / "rules" / "trials.toml"
QUICK = ("sloped-linear", "blobs-mlp", "clusters-trees")

Group = tuple[str, int]
_store: Store


def main() -> None:
    """Run the trial and print its figures, first of the seen half, then of the unseen one."""
    asked = _asked()
    halves = [asked.half] if asked.half else [SEEN, UNSEEN]
    groups = [
        (task, seed) for seed in range(1, asked.seeds + 1) for task in asked.task if half_of(task, seed) in halves
    ]
    advisers = [PROGRAM] if asked.alone else installed()
    start = time.perf_counter()
    got = _all(groups, advisers, asked.fault, None if asked.quick else asked.runs, asked.workers)
    for half in halves:
        if chosen := [outcome for outcome in got if outcome.half == half]:
            print(report(half, chosen, asked.failures))
    print(f"\n{len(groups)} pairs of task and seed in {time.perf_counter() - start:.0f} s")
    if asked.write:
        TRIALS.write_text(trials_toml(got), encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.advice", description=sys.modules["bench.advice"].__doc__)
    parser.add_argument("--quick", action="store_true", help="three tasks, one seed, nothing kept: less than a minute")
    parser.add_argument("--half", choices=(SEEN, UNSEEN), help="this half of tasks and seeds only")
    parser.add_argument("--seeds", type=int, default=2, help="how many seeds for each task")
    parser.add_argument("--task", action="append", choices=[*TASKS], help="this task only; may be given again")
    parser.add_argument("--fault", action="append", choices=[*FAULTS], help="this fault only; may be given again")
    parser.add_argument("--alone", action="store_true", help="without those who always say the same")
    parser.add_argument("--failures", action="store_true", help="list every run that the first advice did not help")
    parser.add_argument("--write", action="store_true", help="write rules/trials.toml from the seen half")
    parser.add_argument("--runs", type=Path, default=RUNS, help="where trained runs are kept")
    parser.add_argument("--workers", type=int, default=2, help="how many processes train")
    asked = parser.parse_args()
    if asked.write and (asked.quick or asked.task or asked.fault or asked.half == UNSEEN):
        parser.error("--write needs the whole of the seen half: no --quick, --task, --fault or --half unseen")
    if asked.quick:
        asked.seeds = 1
    asked.task = asked.task or [*(QUICK if asked.quick else TASKS)]
    asked.fault = asked.fault or []
    if find_spec("torch") is None:
        left = [task for task in asked.task if TASKS[task].family == "trees"]
        if asked.write or not left:
            parser.error("torch is missing: pip install 'training-diagnosis[bench]'")
        print(f"torch is missing: only {', '.join(left)} can be tried", file=sys.stderr)
        asked.task = left
    return asked


def _all(
    groups: Sequence[Group], advisers: Sequence[str], faults: Sequence[str], runs: Path | None, workers: int
) -> list[Outcome]:
    """The outcomes of all groups; each is one process' work, as its runs have the sound one in common."""
    got: list[Outcome] = []
    with ProcessPoolExecutor(workers, initializer=_open, initargs=(runs,)) as pool:
        waiting = [pool.submit(_group, group, advisers, faults) for group in groups]
        for done, (group, future) in enumerate(zip(groups, waiting, strict=True), 1):
            made, trained, seconds = future.result()
            got += made
            print(f"{done}/{len(groups)} {group[0]} {group[1]}: {trained} runs, {seconds:.0f} s", file=sys.stderr)
    return got


def _open(runs: Path | None) -> None:
    global _store
    _store = Store(runs)


def _group(group: Group, advisers: Sequence[str], faults: Sequence[str]) -> tuple[list[Outcome], int, float]:
    start, before = time.perf_counter(), _store.trained
    made = [*outcomes(*group, _store, advisers, faults)]
    return made, _store.trained - before, time.perf_counter() - start


if __name__ == "__main__":
    main()
