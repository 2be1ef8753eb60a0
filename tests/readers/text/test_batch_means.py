"""Batch lines beside a validation once an epoch are compared by their means."""

import pytest

from diagnose import diagnose
from diagnose.readers import read
from diagnose.readers.core.opening import open_path

TRAIN = [[2.0, 1.6, 1.2], [1.0, 0.8, 0.6], [0.5, 0.4, 0.3], [0.2, 0.2, 0.2]]
VAL = [1.4, 0.9, 0.8, 0.85]


def written(folder, batch, val, epochs=4):
    lines = []
    for epoch in range(epochs):
        lines += [batch.format(e=epoch + 1, b=100 * (at + 1), v=value) for at, value in enumerate(TRAIN[epoch])]
        lines += [val.format(e=epoch + 1, v=VAL[epoch])] if val else []
    file = folder / "log.txt"
    file.write_text("\n".join(lines) + "\n")
    return file


def series_of(file):
    (run,) = read(open_path(file))
    return {(series.name, series.step_unit): series for series in run.series}


@pytest.mark.parametrize(
    ("batch", "val", "name"),
    [
        ("Epoch [{e}/4], Step [{b}/300], Loss: {v:.4f}", "Epoch [{e}/4], Val Loss: {v:.4f}", "Loss"),
        ("Train Epoch: {e} [{b}/300 (33%)]\tLoss: {v:.6f}", "Test set: Average loss: {v:.4f}", "train Loss"),
        ("Epoch {e} batch {b}/300 train loss {v:.4f}", "Epoch {e} valid loss {v:.4f}", "train loss"),
    ],
)
def test_the_means_by_epoch_stand_beside_the_validation(tmp_path, batch, val, name):
    means = series_of(written(tmp_path, batch, val))[name, "epoch"]
    assert means.steps.tolist() == [1.0, 2.0, 3.0, 4.0]
    assert means.values.tolist() == pytest.approx([1.6, 0.8, 0.4, 0.2])
    assert means.averaged
    report = diagnose(tmp_path / "log.txt")
    assert [curve.series.step_unit for curve in report.curves] == ["epoch", "epoch"]


def test_what_the_log_says_of_its_epochs_goes_before_means_of_batches(tmp_path):
    file = written(
        tmp_path, "Epoch [{e}/4], Step [{b}/300], Loss: {v:.4f}", "Epoch [{e}/4], Loss: 9.0, Val Loss: {v:.4f}"
    )
    assert series_of(file)["Loss", "epoch"].values.tolist() == [9.0] * 4
    (run,) = read(open_path(file))
    assert not any("means of its batch lines" in note for note in run.notes)


def test_without_validation_or_with_one_epoch_batches_stay_batches(tmp_path):
    batch = "Epoch [{e}/4], Step [{b}/300], Loss: {v:.4f}"
    assert {unit for _, unit in series_of(written(tmp_path, batch, ""))} == {"batch"}
    one = series_of(written(tmp_path, batch, "Epoch [{e}/4], Val Loss: {v:.4f}", epochs=1))
    assert ("Loss", "epoch") not in one
