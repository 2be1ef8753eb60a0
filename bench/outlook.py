"""How well the outlook foresees: curves cut at half of their length, drawn further, and compared with what came.

Reads the labelled and two-class sets beside the checkout; prints how often the range held the truth and what the usual
ratio of the true fall to the one foreseen was. `SPREAD` in `diagnose/facts/outlook.py` comes from here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.accuracy.histories import history_of, rows, run_of
from diagnose import curves, facts, series
from diagnose.facts.outlook import FURTHER, Outlook, outlook
from diagnose.model import Kind, Pair, Run, Series
from diagnose.trends.limits import DEFAULT

SHARED = Path(__file__).parents[2] / "shared"
SETS = ("labelled/dev", "evalsets/overfitguard_simulated", "evalsets/algoperf_dev", "evalsets/robust_overfitting_dev")


def foreseen(run: Run) -> tuple[Outlook, float] | None:
    """The outlook at half of a prepared run whose losses both fall there, and the relative fall that came."""
    pair = series.choose_pair(run)
    if pair.train is None or pair.val is None or pair.val.metric != "loss" or len(pair.val) < 20:
        return None
    if not np.isfinite(pair.val.values).all() or pair.val.values.min() <= 0.0:
        return None
    end = pair.val.steps[int(len(pair.val) / (1.0 + FURTHER)) - 1]
    train, val = _until(pair.train, end), _until(pair.val, end)
    judged = curves.judge_pair(Pair(train, val), DEFAULT)
    if any(curve.kind is not Kind.FALLING for curve in judged):
        return None
    seen = outlook(facts.measure(run, judged))
    return None if seen is None else (seen, 1.0 - float(pair.val.values[-3:].mean() / val.values[-3:].mean()))


def _until(whole: Series, step: float) -> Series:
    kept = whole.steps <= step
    return replace(whole, steps=whole.steps[kept], values=whole.values[kept])


def main() -> None:
    """One line a set, and one for all."""
    if not SHARED.exists():
        print("the sets of runs (../shared) are not here")
        return
    every: list[tuple[Outlook, float]] = []
    for name in SETS:
        histories = [run_of(history_of(row)) for row in rows(SHARED / f"{name}.jsonl")]
        pairs = [pair for run in histories if (pair := foreseen(series.prepare(run)))]
        every += pairs
        print(_line(name, pairs))
    print(_line("all", every))


def _line(name: str, pairs: list[tuple[Outlook, float]]) -> str:
    if not pairs:
        return f"{name:<36}    0 runs that still fall at half of their length"
    held = np.mean([seen.low <= true <= seen.high for seen, true in pairs])
    ratios = np.quantile([true / max(seen.gain, 1e-3) for seen, true in pairs], [0.1, 0.5, 0.9])
    missed = np.median([abs(seen.gain - true) for seen, true in pairs])
    spread = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    return f"{name:<36} {len(pairs):4d} runs   held {held:.2f}   true / foreseen {spread}   median error {missed:.3f}"


if __name__ == "__main__":
    main()
