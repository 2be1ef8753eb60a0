"""What other programs say of a history: run by the Python in which they are installed, knows nothing of ours.

`PYTHON peers.py < histories.jsonl`: each line in is {"id", "loss", "val_loss"}, each line out {"id", "said": {peer:
[[what, severity], …]}}; a peer that cannot be imported is left out, one that fails on a history says [["error", …]].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

Said = list[list[str]]
History = dict[str, list[float]]


def trainspotter() -> Callable[[History], Said]:
    from trainspotter import Run, run_all

    def judge(history: History) -> Said:
        run = Run()
        for key, name in (("loss", "train/loss"), ("val_loss", "eval/loss")):
            for step, value in enumerate(history.get(key, [])):
                run.add_point(name, step, value)
        return [[str(one.detector), str(one.severity)] for one in run_all(run)]

    return judge


def runmedic() -> Callable[[History], Said]:
    from runmedic import checks, model, roles

    def judge(history: History) -> Said:
        run = model.Run("run", "csv", "run")
        for key in ("loss", "val_loss"):
            for step, value in enumerate(history.get(key, [])):
                run.get(key).add(step, value)
        return [[one.check, one.severity] for one in checks.run_checks(run, roles.detect(run))]

    return judge


def losslint() -> Callable[[History], Said]:
    from losslint.checks import run_all_checks
    from losslint.parsing import RunLog

    def judge(history: History) -> Said:
        steps = list(range(len(history["loss"])))
        series = {"loss": history["loss"], **({"eval_loss": history["val_loss"]} if history.get("val_loss") else {})}
        return [[one.check, one.severity] for one in run_all_checks(RunLog(steps, series, Path("run")))]

    return judge


def trainproof() -> Callable[[History], Said]:
    from trainproof.epoch import check_records

    def judge(history: History) -> Said:
        names = {"loss": "loss", "val_loss": "eval_loss"}
        records = [
            {"step": step, **{names[key]: values[step] for key, values in history.items() if step < len(values)}}
            for step in range(len(history["loss"]))
        ]
        return [[one["id"], one["level"]] for one in check_records(records)["findings"]]

    return judge


def training_doctor() -> Callable[[History], Said]:
    from training_doctor import Doctor

    def judge(history: History) -> Said:
        doctor = Doctor()
        for step, loss in enumerate(history["loss"]):
            doctor.store.log(step, loss=loss, train_loss=loss)
            if step < len(history.get("val_loss", [])):
                doctor.store.log(step, eval_loss=history["val_loss"][step])
        return [[one.detector_name, str(one.severity)] for one in doctor.check()]

    return judge


def sk_autod() -> Callable[[History], Said]:
    from sk_autod import diagnose

    def judge(history: History) -> Said:
        found = diagnose(history["loss"], history["val_loss"])
        return [[one.detector_name, str(one.severity)] for one in found.findings]

    return judge


PEERS = (trainspotter, runmedic, trainproof, losslint, training_doctor, sk_autod)


def main() -> None:
    judges = {}
    for peer in PEERS:
        try:
            judges[peer.__name__] = peer()
        except ImportError:
            continue
    for line in sys.stdin:
        row = json.loads(line)
        history = {key: [float(value) for value in row[key]] for key in ("loss", "val_loss") if row.get(key)}
        said = {name: _asked(judge, history) for name, judge in judges.items()}
        print(json.dumps({"id": row["id"], "said": said}), flush=True)


def _asked(judge: Callable[[History], Said], history: History) -> Said:
    try:
        return judge(history)
    except Exception as error:  # another program may raise anything
        return [["error", type(error).__name__ + ": " + str(error)[:80]]]


if __name__ == "__main__":
    main()
