"""What `paddle.Model.fit` prints, written as its ProgressBar and ProgBarLogger write it."""

from __future__ import annotations

import pytest

from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes

FIRST = (
    "The loss value printed in the log is the current step, and the metric is the average value of previous steps.\n"
)


def run_of(text: str) -> Run:
    (run,) = read(open_bytes(text.encode(), "paddle.log"))
    return run


def log(phases: list[tuple[float, float, float, float]], *, drawn: bool, end: str) -> str:
    text = FIRST
    for epoch, (loss, acc, val_loss, val_acc) in enumerate(phases, 1):
        text += f"Epoch {epoch}/{len(phases)}\n"
        for total, last, score in ((938, loss, acc), (157, val_loss, val_acc)):
            for step in (10, 20, total):
                bar = f" [{'=' * 30}]" if drawn else ""
                shown = (last, score) if step == total else (9.0, 0.1)
                eta = "19ms/step" if step == total else "ETA: 2s - 19ms/step"
                text += f"step {step:3d}/{total}{bar} - loss: {shown[0]:.4f} - acc: {shown[1]:.4f} - {eta}{end}"
            text += "Eval begin...\n" if total == 938 else "Eval samples: 10000\n"
    return text


PHASES = [(0.5, 0.8, 0.4, 0.85), (0.3, 0.9, 0.35, 0.88), (0.2, 0.95, 0.36, 0.89)]


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\b" * 80 + "\r"])
def test_the_evaluation_after_each_epoch_is_validation(drawn: bool, end: str) -> None:
    run = run_of(log(PHASES, drawn=drawn, end=end))
    found = {one.name: one.values.tolist() for one in run.series if one.step_unit == "epoch"}
    names = ("loss", "acc", "val_loss", "val_acc")
    assert found == {name: [phase[at] for phase in PHASES] for at, name in enumerate(names)}
    (batches,) = [one for one in run.series if one.step_unit == "batch"]
    assert batches.steps.tolist() == [10, 20, 938, 948, 958, 1876, 1886, 1896, 2814]
    assert not batches.averaged
    assert any("loss of the step" in note for note in run.notes)


def test_a_second_training_is_another_run() -> None:
    runs = read(open_bytes((log(PHASES, drawn=True, end="\n") * 2).encode(), "paddle.log"))
    assert [len(run.series) for run in runs] == [5, 5]


def test_predictions_belong_to_no_epoch() -> None:
    text = (
        log(PHASES, drawn=False, end="\n")
        + "Predict begin...\nstep 5/5 - loss: 7.0000 - 3ms/step\nPredict samples: 9\n"
    )
    assert all(7.0 not in one.values for one in run_of(text).series)
