"""`python -m bench.accuracy.crossvalidation`: limits and confidences, fitted to some labelled runs, scored on others.

The limits that ship were set by reasons, with most labelled runs in sight, so a figure on these runs flatters them.
Here each fold forgets them: its limits start at half or twice their value, by chance, and are moved by coordinate
descent to where the other folds' labels are best met. Runs of one fault, and all runs of one file, share a fold, so
that no near-copy of a held-out run is fitted to.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.accuracy.figures import Figures, figures
from bench.accuracy.fit import table
from bench.accuracy.sets import blind, own, shared_logs, shared_runs
from diagnose import curves, facts, series
from diagnose.calibration import LabelledRun
from diagnose.calibration.confidences import fit_trends, fit_verdicts, trend_statements
from diagnose.calibration.limit_search import moved_limits
from diagnose.calibration.refit import with_numbers
from diagnose.calibration.reliability import Reliability, reliability
from diagnose.model import Pair, Report, Run
from diagnose.pipeline import Options, diagnose_run

FOLDS = 5
PASSES = 3
ONE_LABEL = 0.0005
"""What one label is worth, about: a limit is moved for any gain that is no rounding."""
CONFIDENCES = ("trend.base", "trend.margin", "trend.points")
LIMITS = tuple(
    name.removeprefix("trend.") for name in facts.NUMBERS if name.startswith("trend.") and name not in CONFIDENCES
)
Numbers = Mapping[str, float]


@dataclass(frozen=True, eq=False)
class PairedRun:
    """A labelled run with what does not turn on any limit: its two series."""

    labelled: LabelledRun
    run: Run
    pair: Pair


class Scorer:
    """Scores limits quickly: a verdict is worked out once for each pair of trends that a run is given."""

    def __init__(self, runs: Sequence[LabelledRun], options: Options) -> None:
        self.options = options
        self.runs = [_paired(labelled) for labelled in runs]
        self._verdicts: dict[tuple[object, ...], str] = {}

    def share_met(self, numbers: Numbers, among: Sequence[int]) -> float:
        """The share of labels met by these runs: verdicts accepted, verdicts right, trends accepted."""
        options = with_numbers(self.options, numbers)
        met = total = 0.0
        for index in among:
            checks = self._checks(index, options)
            weight = self.runs[index].labelled.weight
            met += weight * sum(checks)
            total += weight * len(checks)
        return met / total

    def _checks(self, index: int, options: Options) -> list[bool]:
        labelled = self.runs[index].labelled
        judged = curves.judge_pair(self.runs[index].pair, options.numbers.trends).by_split
        key = (index, *(curve.kind for curve in judged.values()))
        if key not in self._verdicts:
            self._verdicts[key] = diagnose_run(labelled.run, options).verdict.value
        verdict = self._verdicts[key]
        checks = [verdict in labelled.accepted, verdict == labelled.diagnosis]
        kinds = labelled.kinds
        return checks + [curve.trend.kind.value in kinds[split] for split, curve in judged.items() if split in kinds]


@dataclass(frozen=True)
class Trial:
    """Figures by set on runs that were held out, by limits of three origins; what each fold arrived at.

    The origins: `shipped`, `started` (half or twice these, by chance) and `held out`: fitted to the other folds.
    """

    by_set: Mapping[str, Mapping[str, Figures]]
    confidences: Reliability
    limits: Mapping[str, tuple[float, ...]]


def cross_validate(sets: Mapping[str, Sequence[LabelledRun]], options: Options) -> Trial:
    """The figures of limits and confidences that were fitted to the other folds, beside those that ship."""
    runs = [labelled for members in sets.values() for labelled in members]
    set_of = [name for name, members in sets.items() for _ in members]
    scorer = Scorer(runs, options)
    fold_of = folds([kin(labelled) for labelled in runs])
    reports: dict[str, dict[str, list[tuple[LabelledRun, Report]]]] = {name: defaultdict(list) for name in sets}
    stated: list[tuple[float, bool, float]] = []
    limits: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        own = [index for index, where in enumerate(fold_of) if where == fold]
        others = [index for index, where in enumerate(fold_of) if where != fold]
        start = _far_off(options.numbers.by_name, fold)
        numbers = _fitted(scorer, others, start)
        for name in LIMITS:
            limits[name].append(numbers[f"trend.{name}"])
        for way, used in (("shipped", {}), ("started", start), ("held out", numbers)):
            tried = with_numbers(options, used)
            for index in own:
                report = diagnose_run(runs[index].run, tried)
                reports[set_of[index]][way].append((runs[index], report))
                if way == "held out":
                    stated.append((report.confidence, report.verdict in runs[index].accepted, runs[index].weight))
    by_set = {
        name: {way: figures(*zip(*judged, strict=True)) for way, judged in ways.items()}
        for name, ways in reports.items()
    }
    by_fold = {name: tuple(values) for name, values in limits.items()}
    return Trial(by_set, reliability(*zip(*stated, strict=True)), by_fold)


def kin(labelled: LabelledRun) -> str:
    """What a run shares with its near-copies, the first word of its id: the fault, or the author of a log."""
    return labelled.name.replace("_", "-").partition("-")[0]


def sensitivity(runs: Sequence[LabelledRun], options: Options, factors: Sequence[float]) -> dict[str, list[Figures]]:
    """The figures of the runs with each limit in turn at these multiples of its value."""
    shaken = {}
    for name in LIMITS:
        value = options.numbers.by_name[f"trend.{name}"]
        tried = [with_numbers(options, {f"trend.{name}": factor * value}) for factor in factors]
        shaken[name] = [figures(runs, [diagnose_run(labelled.run, used) for labelled in runs]) for used in tried]
    return shaken


def folds(groups: Sequence[str]) -> list[int]:
    """A fold for each run, the same for runs of one group; groups are dealt out by size, large ones first."""
    sizes: dict[str, int] = defaultdict(int)
    for group in groups:
        sizes[group] += 1
    filled = [0] * FOLDS
    place = {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], zlib.crc32(group.encode()))):
        place[group] = filled.index(min(filled))
        filled[place[group]] += sizes[group]
    return [place[group] for group in groups]


def _fitted(scorer: Scorer, among: Sequence[int], start: Numbers) -> dict[str, float]:
    """Limits, then confidences, fitted to some of the runs."""
    numbers = dict(start)
    for _ in range(PASSES):
        moved = moved_limits(numbers, lambda tried: scorer.share_met(tried, among), LIMITS, ONE_LABEL)
        numbers |= moved
        if not moved:
            break
    runs = [scorer.runs[index].labelled for index in among]

    def reports() -> list[Report]:
        used = with_numbers(scorer.options, numbers)
        return [diagnose_run(labelled.run, used) for labelled in runs]

    numbers |= fit_trends(trend_statements(runs, reports()), {**scorer.options.numbers.by_name, **numbers})
    return numbers | fit_verdicts(runs, reports())


def _far_off(numbers: Numbers, seed: int) -> dict[str, float]:
    """Each limit at half or twice its value, by chance."""
    rng = np.random.default_rng(seed)
    names = [f"trend.{name}" for name in LIMITS]
    return {
        name: numbers[name] * float(factor)
        for name, factor in zip(names, rng.choice((0.5, 2.0), len(names)), strict=True)
    }


def _paired(labelled: LabelledRun) -> PairedRun:
    run = series.recover(series.prepare(labelled.run))
    return PairedRun(labelled, run, series.choose_pair(run, None, None))


def main() -> None:
    """Print the held-out figures beside those of the limits that ship, the limits of each fold, and what each costs."""
    options = Options()
    sets = {"labelled/dev": shared_runs(), "own": own(), "independent": [*blind("tune"), *blind("third")]}
    logs = list(shared_logs())
    sets = {name: runs for name, runs in {**sets, "real logs": logs}.items() if runs}
    trial = cross_validate(sets, options)
    print(f"| set | limits | {' | '.join(Figures.NAMES)} |\n|---|---|{'---|' * len(Figures.NAMES)}")
    for name, ways in trial.by_set.items():
        for way, reached in ways.items():
            print(f"| {name} | {way} | {reached.row()} |")
    print(f"\nconfidences, held out:\n\n{table(trial.confidences)}\n")
    every = [labelled for runs in sets.values() for labelled in runs]
    _print_limits(trial, sensitivity(every, options, (0.7, 1.0, 1.4)), options)


def _print_limits(trial: Trial, shaken: Mapping[str, Sequence[Figures]], options: Options) -> None:
    """Each limit: the value that ships, those that the folds found, and what 0.7 and 1.4 times the value change."""
    print("| limit | ships | folds | accepted at x 0.7, x 1.4 | trends at x 0.7, x 1.4 |\n|---|---|---|---|---|")
    for name, values in trial.limits.items():
        less, now, more = shaken[name]
        verdicts = " ".join(f"{figure.accepted - now.accepted:+.3f}" for figure in (less, more))
        kinds = " ".join(f"{(figure.train + figure.val - now.train - now.val) / 2:+.3f}" for figure in (less, more))
        arrived = " ".join(f"{value:.3g}" for value in values)
        print(f"| {name} | {options.numbers.by_name[f'trend.{name}']:g} | {arrived} | {verdicts} | {kinds} |")


if __name__ == "__main__":
    main()
