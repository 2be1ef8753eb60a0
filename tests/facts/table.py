"""`python -m tests.facts.table`: every fact of varied runs, one line a fact, with four digits.

A change of any measure shows here as the lines of the facts that it changes. The runs are few of those of the table of
verdicts, so chosen that together they go through nearly every branch of trends and facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diagnose import curves, facts, series
from diagnose.facts.measurements import Measurements
from diagnose.model import Run
from diagnose.pipeline import Options
from tests.verdicts.table import runs

FILE = Path(__file__).with_name("measured.tsv")
COLUMNS = ("run", "fact", "value", "first", "last")
RUNS = (
    *("arrived-adding", "arrived-cancer", "decayed-clusters", "dropend-friedman", "dropgrows-majority"),
    *("halved-transformer", "k-lrhuge-1", "lrhigh-friedman", "lrhuge-patches", "lrhugesgd-linear", "onelabel-digits"),
    *("ramp-friedman", "restarts-sine", "shift-density", "shufval-likelihood", "sk-alpha-1", "sk-score-1"),
    *("sk-score-3", "sk-score-4", "steps-sine", "triangles-language", "wakes-majority", "zero-cnn"),
    "TD108 the same with its penalties in the parameters",
    "TD114 63 updates an epoch",
    "TD307 the training data drift away",
    "TD317 five thousand",
    "TD412 halved every epoch",
    "TD412 lowered once the loss stood still",
    "TD420 it grows, then NaN",
    "TD422 only NaN",
    "TD423 one NaN",
    "TD428 about ln 10",
    "TD429 one batch of the third epoch, which the bar shows as a step from 0.57 to 0.86",
    "TD430 the last epoch blows up",
    "TD431 two infinite norms at the start",
    "TD432 zero at once, with NaN gradients",
    "TD433 halved at every step",
    "TD436 NaN means beside a bar",
    "TD437 given up while the loss still falls",
    "TD438 three steps down",
    "TD440 rises",
    "TD448 the last evaluation alone",
    "TD449 one leap",
    "TD501 one epoch",
    "TD504 validated twice",
    "TD505 validation alone",
    "TD510 every third epoch",
    "TD511 three are missing",
    "TD512 epoch 12 twice",
    "TD517 fifty of 63 batches",
    "TD532 full",
    "TD537 4.2 to 4.9",
)


def main() -> None:
    """Write the table anew."""
    FILE.write_text("\n".join(("\t".join(COLUMNS), *lines())) + "\n", encoding="utf-8", newline="\n")


def lines() -> Iterator[str]:
    """What is measured now on each run, in the order of the table of verdicts and of the facts."""
    options = Options()
    for run in chosen():
        measured = measured_on(run, options)
        for name in facts.FACTS:
            fact = measured[name]
            if fact is not None:
                yield "\t".join((run.name, name, _written(fact.value), *map(_written, fact.steps or ())))


def chosen() -> Iterator[Run]:
    """The runs of the table."""
    return (run for run in runs() if run.name in RUNS)


def measured_on(run: Run, options: Options) -> Measurements:
    """The facts of a run, as the pipeline makes them."""
    run = series.recover(series.prepare(run))
    pair = series.choose_pair(run)
    judged = curves.judge_pair(pair, options.numbers.trends, series.learning_rate(run, pair))
    return facts.measure(run, judged, options.numbers)


def _written(value: float | bool | str) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
