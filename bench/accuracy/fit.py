"""`python -m bench.accuracy.fit`: fit the confidences to the labelled sets and write `diagnose/fitted.json`.

The limits of the trend analysis are not fitted: they were set by reasons (docs/decisions) and are cross-validated by
`python -m bench.accuracy.crossvalidation`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import diagnose
from bench.accuracy.sets import blind, later, own, shared_logs, shared_runs
from diagnose.calibration import LabelledRun, Reliability, calibrate

LOOKED_AT, NEW = 0.3, 2.0
"""What a run counts that was looked at while the rules were made, and one that came after them."""
FITTED = Path(diagnose.__file__).parent / "fitted.json"


def main() -> None:
    """Fit, write and print the reliability on runs that were held out."""
    looked_at = [replace(run, weight=LOOKED_AT * run.weight) for run in (*shared_runs(), *own(), *shared_logs())]
    runs = mixed([*looked_at, *blind("tune"), *(replace(run, weight=NEW) for run in later("tune"))])
    fitted = calibrate(runs, move_limits=False)
    FITTED.write_text(json.dumps(dict(sorted(fitted.numbers.items())), indent=2) + "\n")
    print(f"{len(runs)} labelled runs")
    print(table(fitted.held_out))


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
