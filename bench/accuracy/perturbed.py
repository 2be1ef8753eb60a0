"""`python -m bench.accuracy.perturbed [SEEDS]`: the labelled runs changed in ways that leave their labels as they are.

A threshold that sits next to a run answers differently once the run is measured again. So each run is given more noise
of its own kind, shortened, thinned, rounded and scaled, and scored by the label that it had. What is lost against the
runs as they are is an estimate of what is lost on other runs of the same making.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.accuracy.figures import Figures, figures, mean
from bench.accuracy.sets import blind, own, shared_runs
from diagnose.calibration import LabelledRun
from diagnose.model import Floats, Run, Series
from diagnose.pipeline import Options, diagnose_run
from diagnose.trends.robust import point_noise

Change = Callable[[Run, np.random.Generator], Run]
LONG = 20
"""Epochs from which a run may lose some and still be the run that was labelled."""
LATE = 0.75
"""A run in which something turned later than this share of its epochs is not shortened at its end."""


@dataclass(frozen=True)
class Perturbation:
    """A change of runs.

    `chance` tells whether it differs from seed to seed, `shortens` whether epochs are lost, `at_end`
    whether at the end.
    """

    name: str
    change: Change
    chance: bool = False
    shortens: bool = False
    at_end: bool = False


def noisy(share: float) -> Change:
    """More noise: of each loss `share` of the noise that it has, on the logarithm where it is positive."""

    def change(run: Run, rng: np.random.Generator) -> Run:
        return _with_values(run, lambda values: _with_noise(values, share, rng), of_losses)

    return change


def _with_noise(values: Floats, share: float, rng: np.random.Generator) -> Floats:
    fine = np.isfinite(values)
    known = values[fine]
    if len(known) < 4:
        return values
    changed = values.copy()
    if known.min() > 0.0:
        z = np.log(known)
        changed[fine] = np.exp(z + rng.normal(0.0, share * point_noise(z) + 1e-15, len(z)))
    else:
        changed[fine] = known + rng.normal(0.0, share * point_noise(known) + 1e-15, len(known))
    return changed


def without_first(run: Run, _: np.random.Generator) -> Run:
    """The run from its second epoch on."""
    return _shortened(run, lambda count: slice(1, count))


def without_last(run: Run, rng: np.random.Generator) -> Run:
    """The run without up to a tenth of its epochs, at the end."""
    share = rng.uniform(0.0, 0.1)
    return _shortened(run, lambda count: slice(0, count - max(1, round(share * count))))


def thinned(run: Run, _: np.random.Generator) -> Run:
    """Every second epoch, the last one included."""
    return _shortened(run, lambda count: slice((count - 1) % 2, count, 2))


def rounded(run: Run, _: np.random.Generator) -> Run:
    """Three significant digits."""
    return _with_values(run, lambda values: np.array([float(f"{value:.3g}") for value in values]))


def scaled(factor: float) -> Change:
    """Losses in another unit, where they are no cross-entropies beside an accuracy: those have none."""

    def change(run: Run, _: np.random.Generator) -> Run:
        if any("acc" in series.name for series in run.series):
            return run
        return _with_values(run, lambda values: factor * values, of_losses)

    return change


def all_together(run: Run, rng: np.random.Generator) -> Run:
    """A little noise, a shorter end, and three digits."""
    return rounded(noisy(0.3)(without_last(run, rng), rng), rng)


PLAIN = "as they are"
PERTURBATIONS = (
    Perturbation(PLAIN, lambda run, _: run),
    Perturbation("noise + 30 % of its own", noisy(0.3), chance=True),
    Perturbation("noise + 60 % of its own", noisy(0.6), chance=True),
    Perturbation("without the first epoch", without_first, shortens=True),
    Perturbation("without up to a tenth at the end", without_last, chance=True, shortens=True, at_end=True),
    Perturbation("every second epoch", thinned, shortens=True),
    Perturbation("three digits", rounded),
    Perturbation("losses times 0.2", scaled(0.2)),
    Perturbation("losses times 6", scaled(6.0)),
    Perturbation("noise, end and digits together", all_together, chance=True, shortens=True, at_end=True),
)


def of_losses(series: Series) -> bool:
    """Whether these are values of a loss."""
    return "loss" in series.name


def _with_values(run: Run, change: Callable[[Floats], Floats], affected: Callable[[Series], bool] = bool) -> Run:
    changed = (replace(series, values=change(series.values)) if affected(series) else series for series in run.series)
    return replace(run, series=tuple(changed))


def _shortened(run: Run, kept: Callable[[int], slice]) -> Run:
    return replace(run, series=tuple(_part(series, kept(len(series))) for series in run.series))


def _part(series: Series, kept: slice) -> Series:
    values = series.values[kept]
    return replace(series, steps=np.arange(1.0, len(values) + 1.0), values=values)


def perturbed(runs: Sequence[LabelledRun], how: Perturbation, seeds: int) -> list[LabelledRun]:
    """The runs changed, once or for each seed; without those whose labels the change could touch."""
    fit = [labelled for labelled in runs if _keeps_its_label(labelled, how)]
    return [
        replace(
            labelled, run=how.change(labelled.run, np.random.default_rng([seed, index])), onset=_onset(labelled, how)
        )
        for seed in range(seeds if how.chance else 1)
        for index, labelled in enumerate(fit)
    ]


def _onset(labelled: LabelledRun, how: Perturbation) -> tuple[float, float] | None:
    """The range of the onset; unknown where the epochs are counted anew."""
    return None if how.shortens and not how.at_end else labelled.onset


def _keeps_its_label(labelled: LabelledRun, how: Perturbation) -> bool:
    count = max((len(series) for series in labelled.run.series), default=0)
    if not how.shortens:
        return True
    return count >= LONG and not (how.at_end and labelled.onset is not None and labelled.onset[1] > LATE * count)


def trial(runs: Sequence[LabelledRun], options: Options, seeds: int) -> Mapping[str, Figures]:
    """The figures for each perturbation, by its name."""
    by_name = {}
    for how in PERTURBATIONS:
        changed = perturbed(runs, how, seeds)
        by_name[how.name] = figures(changed, [diagnose_run(labelled.run, options) for labelled in changed])
    return by_name


def main() -> None:
    """Print a table for each labelled set, and the mean over the perturbations."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    options = Options()
    sets = {
        "labelled/dev": shared_runs(),
        "own": own(),
        "independent": [*blind("tune"), *blind("test"), *blind("third")],
    }
    for name, runs in sets.items():
        if not runs:
            continue
        print(f"\n| {name}, {len(runs)} runs | {' | '.join(Figures.NAMES)} |")
        print("|---|" + "---|" * len(Figures.NAMES))
        reached = trial(runs, options, seeds)
        for name_of_change, row in reached.items():
            print(f"| {name_of_change} | {row.row()} |")
        changed = [figure for name_of_change, figure in reached.items() if name_of_change != PLAIN]
        print(f"| mean of the changed ones | {mean(changed).row()} |")


if __name__ == "__main__":
    main()
