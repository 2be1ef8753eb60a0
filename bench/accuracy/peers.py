"""What other programs find in a history: run by the Python in which they are installed, knows nothing of ours.

`PYTHON peers.py < histories.jsonl`: each line in is {"id", "loss", "val_loss"}, each line out {"id", "findings":
{peer: [[what, severity], …]}}; a peer that cannot be imported is left out, where it fails on a history that is
[["error", …]].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

Findings = list[list[str]]
History = dict[str, list[float]]


def trainspotter() -> Callable[[History], Findings]:
    from trainspotter import Run, run_all

    def findings_in(history: History) -> Findings:
        run = Run()
        for key, name in (("loss", "train/loss"), ("val_loss", "eval/loss")):
            for step, value in enumerate(history.get(key, [])):
                run.add_point(name, step, value)
        return [[str(finding.detector), str(finding.severity)] for finding in run_all(run)]

    return findings_in


def runmedic() -> Callable[[History], Findings]:
    from runmedic import checks, model, roles

    def findings_in(history: History) -> Findings:
        run = model.Run("run", "csv", "run")
        for key in ("loss", "val_loss"):
            for step, value in enumerate(history.get(key, [])):
                run.get(key).add(step, value)
        return [[finding.check, finding.severity] for finding in checks.run_checks(run, roles.detect(run))]

    return findings_in


def losslint() -> Callable[[History], Findings]:
    from losslint.checks import run_all_checks
    from losslint.parsing import RunLog

    def findings_in(history: History) -> Findings:
        steps = list(range(len(history["loss"])))
        series = {"loss": history["loss"], **({"eval_loss": history["val_loss"]} if history.get("val_loss") else {})}
        return [[finding.check, finding.severity] for finding in run_all_checks(RunLog(steps, series, Path("run")))]

    return findings_in


def trainproof() -> Callable[[History], Findings]:
    from trainproof.epoch import check_records

    def findings_in(history: History) -> Findings:
        names = {"loss": "loss", "val_loss": "eval_loss"}
        records = [
            {"step": step, **{names[key]: values[step] for key, values in history.items() if step < len(values)}}
            for step in range(len(history["loss"]))
        ]
        return [[finding["id"], finding["level"]] for finding in check_records(records)["findings"]]

    return findings_in


def training_doctor() -> Callable[[History], Findings]:
    from training_doctor import Doctor

    def findings_in(history: History) -> Findings:
        doctor = Doctor()
        for step, loss in enumerate(history["loss"]):
            doctor.store.log(step, loss=loss, train_loss=loss)
            if step < len(history.get("val_loss", [])):
                doctor.store.log(step, eval_loss=history["val_loss"][step])
        return [[finding.detector_name, str(finding.severity)] for finding in doctor.check()]

    return findings_in


def sk_autod() -> Callable[[History], Findings]:
    from sk_autod import diagnose

    def findings_in(history: History) -> Findings:
        report = diagnose(history["loss"], history["val_loss"])
        return [[finding.detector_name, str(finding.severity)] for finding in report.findings]

    return findings_in


PEERS = (trainspotter, runmedic, trainproof, losslint, training_doctor, sk_autod)


def main() -> None:
    peers = {}
    for peer in PEERS:
        try:
            peers[peer.__name__] = peer()
        except ImportError:
            continue
    for line in sys.stdin:
        row = json.loads(line)
        history = {key: [float(value) for value in row[key]] for key in ("loss", "val_loss") if row.get(key)}
        findings = {name: _findings_or_error(findings_in, history) for name, findings_in in peers.items()}
        print(json.dumps({"id": row["id"], "findings": findings}), flush=True)


def _findings_or_error(findings_in: Callable[[History], Findings], history: History) -> Findings:
    try:
        return findings_in(history)
    except Exception as error:  # another program may raise anything
        return [["error", type(error).__name__ + ": " + str(error)[:80]]]


if __name__ == "__main__":
    main()
