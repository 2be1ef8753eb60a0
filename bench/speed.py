"""The whole diagnosis of parsed lists, all rules on, against the usual tools called on the same two curves.

Needs `pip install pymannkendall ruptures`. The bars are ratios, since absolute times say more about the machine: on the
one where they were set, the two calls on 100 epochs took 6.6 ms, and 1 ms, 20 ms and 1 s were allowed to us.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.side_by_side import ratio, row
from diagnose import diagnose, trends
from diagnose.model import Run, Series
from diagnose.pipeline import Options, diagnose_run

REFERENCE = 6.6
BARS = {100: 1.0, 10_000: 20.0, 1_000_000: 1000.0}


def overfitting_run(epochs: int) -> Run:
    """A run that overfits, with noise, of that many epochs."""
    rng = np.random.default_rng(0)
    steps = np.arange(1.0, epochs + 1.0)
    share = steps / epochs
    train = 2.0 * np.exp(-6.0 * share) + 0.05 + rng.normal(0.0, 0.005, epochs)
    val = 2.0 * np.exp(-8.0 * share) + 0.3 + 0.4 * share + rng.normal(0.0, 0.01, epochs)
    return Run("run", "keras-history", (Series("loss", steps, train), Series("val_loss", steps, val)))


def others() -> Callable[[], object]:
    """A Mann-Kendall test and a change-point search on the two curves of 100 epochs."""
    import pymannkendall
    import ruptures

    curves = [series.values for series in overfitting_run(100).series]

    def call() -> None:
        for values in curves:
            pymannkendall.original_test(values)
            ruptures.Pelt(model="l2").fit(values).predict(pen=1.0)

    return call


def main() -> None:
    """Print our time, theirs and the ratio, for each length."""
    try:
        theirs = others()
    except ImportError as error:
        print(f"not run: {error.name} is not installed (pip install pymannkendall ruptures)")
        return
    options = Options()
    name = "pymannkendall + ruptures, 100"
    history = {series.name: series.values.tolist() for series in overfitting_run(100).series}
    whole = ratio(lambda: diagnose(history), theirs, 21, 20)
    print(row("diagnose(history), 100 × 2 as lists", name, whole, BARS[100] / REFERENCE))
    for epochs, allowed in BARS.items():
        run = overfitting_run(epochs)
        rounds, calls = (21, 20) if epochs <= 10_000 else (5, 1)
        bar = allowed / REFERENCE
        print(
            row(
                f"all stages, {epochs:,} × 2",
                name,
                ratio(partial(diagnose_run, run, options), theirs, rounds, calls),
                bar,
            )
        )
    both = overfitting_run(100).series
    alone = ratio(lambda: [trends.trend_of(series) for series in both], theirs, 21, 20)
    print(row("the two trends alone, 100 × 2", name, alone))


if __name__ == "__main__":
    main()
