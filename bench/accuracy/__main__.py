"""`python -m bench.accuracy [PYTHON]`: how often we and the others are right, on the same histories.

PYTHON is the interpreter of an environment with `pip install trainspotter runmedic losslint trainproof training-doctor
sk-autod`; without it only the formulas stand beside us. The sets of `../shared` are left out where it is absent.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.accuracy.figures import accepted, macro_f1, rate
from bench.accuracy.formulas import FORMULAS
from bench.accuracy.histories import history_of, report_on, rows
from bench.accuracy.rivals import ask
from bench.accuracy.sets import SHARED, blind, fresh, later, own, shared_runs
from bench.accuracy.synthetic import runs as synthetic
from diagnose.calibration import LabelledRun
from diagnose.pipeline import Options, diagnose_run

Row = Mapping[str, Any]
Verdicts = dict[str, list[str]]
TWO_CLASS = ("overfitguard_simulated", "robust_overfitting_dev", "algoperf_dev")
LABELS = ("overfit", "non_overfit", "ok")
OURS = "diagnose"
LOSSES = ("loss", "val_loss")


def main() -> None:
    """Print one table for the sets with many verdicts and one for those with two classes."""
    python = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    options = Options()
    print("accepted verdicts (healthy counts where still-learning or converged is accepted)\n")
    for name, runs in _many_verdicts().items():
        both = [labelled for labelled in runs if {*LOSSES} <= {series.name for series in labelled.run.series}]
        if both:
            _print_accepted(name, both, options, python)
    print("\noverfit or not: macro-F1, false alarms, recall\n")
    for name, labelled in _two_class().items():
        _print_two_class(name, labelled, options, python)


def _many_verdicts() -> dict[str, list[LabelledRun]]:
    return {
        "labelled/dev": shared_runs(),
        "own runs": own(),
        "blind labels, tune half": blind("tune"),
        "blind labels, test half": blind("test"),
        "blind labels, third round": blind("third"),
        "later runs, tune half": later("tune"),
        "later runs, test half": later("test"),
        "fresh runs, tune half": fresh("tune"),
        "fresh runs, test half": fresh("test"),
    }


def _two_class() -> dict[str, list[Row]]:
    files = {name: SHARED / "evalsets" / f"{name}.jsonl" for name in TWO_CLASS}
    sets: dict[str, list[Row]] = {
        name: [row for row in rows(file) if row["label"] in LABELS] for name, file in files.items() if file.exists()
    }
    return {**sets, "synthetic, 30 epochs": [*synthetic()]}


def _print_accepted(name: str, runs: Sequence[LabelledRun], options: Options, python: Path | None) -> None:
    histories = [{series.name: series.values.tolist() for series in labelled.run.series} for labelled in runs]
    ours = [diagnose_run(labelled.run, options).verdict.value for labelled in runs]
    fine = [labelled.accepted for labelled in runs]
    for program, verdicts in {OURS: ours, **_verdicts_of_others(histories, python)}.items():
        print(f"{name:24} {len(runs):4}  {program:36} {accepted(verdicts, fine):.3f}")


def _print_two_class(name: str, labelled: Sequence[Row], options: Options, python: Path | None) -> None:
    histories = [history_of(row) for row in labelled]
    truth = [row["label"] == "overfit" for row in labelled]
    reports = [report_on(history, options) for history in histories]
    grave = [(report.verdict, report.severity.word) == ("overfitting", "error") for report in reports]
    ours = ["overfitting" if overfits else "" for overfits in grave]
    for program, verdicts in {OURS: ours, **_verdicts_of_others(histories, python)}.items():
        claims = [verdict == "overfitting" for verdict in verdicts]
        figures = macro_f1(truth, claims), rate(truth, claims, wanted=False), rate(truth, claims, wanted=True)
        print(f"{name:24} {len(labelled):4}  {program:36} {figures[0]:.3f}  {figures[1]:.3f}  {figures[2]:.3f}")


def _verdicts_of_others(histories: Sequence[Mapping[str, Sequence[Any]]], python: Path | None) -> Verdicts:
    """The verdicts of the formulas and of the peers; where a value is not finite, formulas say diverged."""
    plain = [{key: [float(v) for v in history[key] if v is not None] for key in LOSSES} for history in histories]
    finite = [all(map(math.isfinite, (*history["loss"], *history["val_loss"]))) for history in plain]
    verdicts = {
        name: [formula(history) if fine else "diverged" for history, fine in zip(plain, finite, strict=True)]
        for name, formula in FORMULAS.items()
    }
    if python is not None:
        for peer, by_id in ask(python, plain).items():
            verdicts[peer] = [by_id[str(index)] for index in range(len(plain))]
    return verdicts


if __name__ == "__main__":
    main()
