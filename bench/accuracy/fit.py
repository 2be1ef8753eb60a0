"""`python -m bench.accuracy.fit`: fit the confidences to the labelled sets and write `diagnose/fitted.json`.

The limits of the trend analysis are not fitted: they were set by reasons (docs/decisions) and are cross-validated by
`python -m bench.accuracy.crossvalidation`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import diagnose
from bench.accuracy.sets import blind, fresh, later, own, shared_logs, shared_runs
from diagnose.calibration import LabelledRun, Reliability, calibrate
from diagnose.model import Verdict

LOOKED_AT, NEW = 0.3, 2.0
"""What a run counts that was looked at while the rules were made, and one that came after them."""
CAUTION = 0.6
"""What is taken from the log odds of every verdict. A run of a kind that nobody had in mind is judged worse than any of
those at hand: at first contact 0.97 of the verdicts are accepted from a fitted 0.94 on, not from 0.9."""
FITTED = Path(diagnose.__file__).parent / "fitted.json"


def main() -> None:
    """Fit, write and print the reliability on runs that were held out."""
    looked_at = [replace(run, weight=LOOKED_AT * run.weight) for run in (*shared_runs(), *own(), *shared_logs())]
    new = [replace(run, weight=NEW) for run in (*later("tune"), *fresh("tune"))]
    runs = mixed([*looked_at, *blind("tune"), *new])
    fitted = calibrate(runs, move_limits=False)
    FITTED.write_text(json.dumps(dict(sorted(cautious(fitted.numbers).items())), indent=2) + "\n")
    print(f"{len(runs)} labelled runs")
    print(table(fitted.held_out))


def cautious(numbers: Mapping[str, float]) -> dict[str, float]:
    """The numbers with the odds of each verdict lowered."""
    words = {f"verdict.{verdict}" for verdict in Verdict}
    return {name: round(value - CAUTION, 4) if name in words else value for name, value in numbers.items()}


def mixed(runs: list[LabelledRun]) -> list[LabelledRun]:
    """The runs with all sets spread over all folds."""
    return [runs[index] for start in range(7) for index in range(start, len(runs), 7)]


def table(held_out: Reliability) -> str:
    """The reliability table in Markdown."""
    lines = ["| confidence | share of verdicts | mean stated | accepted |", "|---|---|---|---|"]
    lines += [
        f"| {row.low:.2f} to {row.high:.2f} | {row.share:.3f} | {row.stated:.3f} | {row.right:.3f} |"
        for row in held_out.bins
    ]
    lines.append(f"| 0.90 and more | {held_out.sure_share:.3f} | | {held_out.sure_right:.3f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
