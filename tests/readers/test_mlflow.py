"""MLflow's file store, written here."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnose.errors import ReadError
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes, open_path


def store(folder: Path) -> Path:
    for name in ("first", "second"):
        run = folder / "mlruns" / "0" / (name * 4)
        (run / "metrics" / "train").mkdir(parents=True)
        (run / "params").mkdir()
        (run / "params" / "lr").write_text("0.1")
        (run / "meta.yaml").write_text(f"run_id: x\nrun_name: {name}\n")
        (run / "metrics" / "train" / "loss").write_text(
            "".join(f"169140974690{n} {1 - n / 10} {n}\n" for n in range(3))
        )
        (run / "metrics" / "val_loss").write_text("1691409746901 1.5 1\n1691409746902 nan 2\n")
    (folder / "mlruns" / "0" / "meta.yaml").write_text("name: experiment\n")
    return folder / "mlruns"


def test_a_store_holds_its_runs_by_name(tmp_path: Path) -> None:
    mlruns = store(tmp_path)
    first, second = read(open_path(mlruns))
    assert (first.name, second.name) == (f"{mlruns}#first", f"{mlruns}#second")
    assert {one.name: one.steps.tolist() for one in first.series} == {"train/loss": [0, 1, 2], "val_loss": [1, 2]}
    assert first.params == {"lr": "0.1"}


def test_a_metrics_folder_and_a_run_folder_are_one_run(tmp_path: Path) -> None:
    run = store(tmp_path) / "0" / ("first" * 4)
    assert len(read(open_path(run))) == len(read(open_path(run / "metrics"))) == 1


def test_a_single_file_is_named_after_itself() -> None:
    (run,) = read(open_bytes(b"1691409746901 0.31 0\n1691409746902 0.29 1\n", "mlruns/0/ab/metrics/train/loss"))
    assert [(one.name, one.values.tolist()) for one in run.series] == [("train/loss", [0.31, 0.29])]


def test_values_all_at_one_step_are_numbered() -> None:
    (run,) = read(open_bytes(b"1691409746901 0.3 0\n1691409746902 0.2 0\n", "val_loss"))
    assert run.series[0].steps.tolist() == [0, 1]
    assert any("numbered in their order" in note for note in run.notes)


def test_a_metric_that_is_no_curve_is_refused() -> None:
    with pytest.raises(ReadError, match="hold no training curve"):
        read(open_bytes(b"1691409746901 0.3 0\n", "metrics/cpu_utilization"))


def test_runs_stand_in_the_order_in_which_they_began(tmp_path: Path) -> None:
    mlruns = store(tmp_path)
    for name, began in (("first", 1691409747000), ("second", 1691409746000)):
        meta = mlruns / "0" / (name * 4) / "meta.yaml"
        meta.write_text(f"{meta.read_text()}start_time: {began}\n")
    assert [run.name.rpartition("#")[2] for run in read(open_path(mlruns))] == ["second", "first"]
