"""Tables as programs and people write them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.readers.tables.table import Table


def runs_in(text: str | bytes, name: str = "log.csv") -> list[Run]:
    return read(open_bytes(text if isinstance(text, bytes) else text.encode(), name))


def columns(run: Run) -> dict[str, list[float]]:
    return {one.name: one.values.tolist() for one in run.series}


LOSSES = {"loss": [0.9, 0.7], "val_loss": [1.0, 0.8]}


@pytest.mark.parametrize(
    "text",
    [
        "epoch,loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n",
        "epoch,loss,val_loss\r\r\n0,0.9,1.0\r\r\n1,0.7,0.8\r\r\n",
        "epoch,loss,val_loss\r0,0.9,1.0\r1,0.7,0.8\r",
        "epoch;loss;val_loss\n0;0,9;1,0\n1;0,7;0,8\n",
        "epoch\tloss\tval_loss\n0\t0.9\t1.0\n1\t0.7\t0.8\n",
        "epoch|loss|val_loss\n0|0.9|1.0\n1|0.7|0.8\n",
        "epoch loss val_loss\n0 0.9 1.0\n1 0.7 0.8\n",
        "   epoch,    loss,  val_loss\n 0, 0.9, 1.0\n 1, 0.7, 0.8",
        '"epoch","loss","val_loss"\n"0","0.9","1.0"\n"1","0.7","0.8"\n',
        "\ufeffepoch,loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n",
        "My best model,,\n\nepoch,loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n",
        ",loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n",
        "loss,val_loss\n0.9,1.0\n0.7,0.8\n",
        "epoch,loss,val_loss\n1/2,0.9,1.0\n2/2,0.7,0.8\n",
        "epoch,loss,val_loss\n0,tensor(0.9),1.0\n1,\"tensor(0.7, device='cuda:0')\",[0.8]\n",
        "epoch,stamp,loss,val_loss\n0,12:00:01,0.9,1.0\n1,12:00:02,0.7,0.8\n",
        "epoch,loss,val_loss,\n0,0.9,1.0,\n1,0.7,0.8,\n",
        "loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n",
    ],
)  # fmt: skip
def test_the_same_two_curves(text: str) -> None:
    (run,) = runs_in(text)
    assert columns(run) == LOSSES
    assert [one.steps.tolist() for one in run.series] == [[1, 2], [1, 2]]


def test_utf_16_and_gzip() -> None:
    text = "epoch,loss,val_loss\n0,0.9,1.0\n1,0.7,0.8\n"
    assert columns(runs_in(text.encode("utf-16"))[0]) == LOSSES
    assert columns(runs_in(gzip.compress(text.encode()), "log.csv.gz")[0]) == LOSSES


def test_na_is_absent_and_nan_is_a_value() -> None:
    (run,) = runs_in("epoch,loss,val_loss\n0,0.9,NA\n1,nan,0.8\n2,inf,\n")
    loss, val_loss = run.series
    assert loss.steps.tolist() == [1, 2, 3]
    assert np.isnan(loss.values[1])
    assert loss.values[2] == np.inf
    assert (val_loss.steps.tolist(), val_loss.values.tolist()) == ([2], [0.8])


def test_a_second_header_begins_another_run() -> None:
    first, second = runs_in("loss,val_loss\n0.9,1.0\n0.7,0.8\nloss,val_loss\n0.5,0.6\n")
    assert columns(first) == LOSSES
    assert columns(second) == {"loss": [0.5], "val_loss": [0.6]}


def test_an_appended_log_holds_two_runs() -> None:
    runs = runs_in("epoch,loss\n0,0.9\n1,0.7\n0,0.8\n1,0.6\n2,0.5\n")
    assert [len(run.series[0]) for run in runs] == [2, 3]


def test_a_header_in_the_middle_with_an_epoch_that_goes_on_is_one_run() -> None:
    (run,) = runs_in("epoch,loss\n0,0.9\n1,0.7\nepoch,loss\n2,0.6\n3,0.5\n")
    assert run.series[0].steps.tolist() == [1, 2, 3, 4]


def test_titles_between_the_rows_are_counted() -> None:
    runs = runs_in(
        "Trial 1,,\nEpoch#,Accuracy,Loss\n0,0.5,1.0\n1,0.6,0.9\nTrial 2,,\nEpoch#,Accuracy,Loss\n0,0.5,1.1\n"
    )
    assert [len(run.series[0]) for run in runs] == [2, 1]
    assert "1 lines that are no rows of the table were left out" in runs[0].notes


def test_words_are_left_out_and_said() -> None:
    (run,) = runs_in("epoch,phase,loss\n0,warm,0.9\n1,warm,oops\n2,hot,0.7\n")
    assert columns(run) == {"loss": [0.9, 0.7]}
    assert "left out, since they hold no numbers: phase" in run.notes
    assert "loss: 1 cells that are no numbers were left out" in run.notes


def test_a_last_line_cut_off_is_said() -> None:
    (run,) = runs_in("epoch,loss,val_loss\n0,0.9,1.0\n1,0.7")
    assert columns(run) == {"loss": [0.9, 0.7], "val_loss": [1.0]}
    assert "line 3 ends before the last of 3 fields" in run.notes


def test_a_field_without_a_name_shifts_the_rest() -> None:
    text = "EPOCH\tTIMESTAMP\tTRAIN_LOSS\tDEV_LOSS\n0\t12:00:00\t0.9\t\t1.0\n1\t12:00:01\t0.7\t\t0.8\n"
    (run,) = runs_in(text, "loss.tsv")
    assert columns(run) == {"TRAIN_LOSS": [0.9, 0.7], "DEV_LOSS": [1.0, 0.8]}
    assert run.format == "flair-tsv"


def test_ten_thousand_columns() -> None:
    names = [f"metric_{n}" for n in range(9_999)]
    header = ",".join(["epoch", "loss", *names])
    rows = [",".join([str(epoch), *["0.5"] * 10_000]) for epoch in range(3)]
    (run,) = runs_in("\n".join([header, *rows]))
    assert len(run.series) == 10_000
    assert all(len(one) == 3 for one in run.series)


@pytest.mark.parametrize(
    "text",
    [
        "lr-Adam,step\n0.003,0\n0.003,1\n",
        "horizon,MSE,MAE\n1,0.1,0.2\n2,0.2,0.3\n",
        "episode,episode_reward\n0,10\n1,20\n",
        "name,price\napple,1\npear,2\n",
        "epoch,loss\n",
        "a,b,c\n1,2,3\n",
    ],
)
def test_a_table_without_a_curve_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        runs_in(text)


def test_keras_means_are_known_as_means() -> None:
    (run,) = runs_in("epoch,accuracy,learning_rate,loss,val_accuracy,val_loss\n0,.5,.001,.9,.5,1\n1,.6,.001,.7,.6,.8\n")
    assert run.format == "keras-csv"
    assert {one.name: one.averaged for one in run.series} == {
        "accuracy": True, "learning_rate": False, "loss": True, "val_accuracy": False, "val_loss": False,
    }  # fmt: skip


def test_lightning_rows_once_an_epoch_stand_on_epochs() -> None:
    (run,) = runs_in("epoch,step,train_loss,val_loss\n0,15,,1.0\n0,15,0.9,\n1,31,,0.8\n1,31,0.7,\n", "metrics.csv")
    assert run.format == "lightning-csv"
    assert {(one.step_unit, *one.steps.tolist()) for one in run.series} == {("epoch", 1, 2)}


def test_lightning_rows_by_step_stand_on_steps() -> None:
    (run,) = runs_in("epoch,step,train_loss,val_loss\n0,9,0.9,\n0,19,0.8,\n0,19,,1.0\n1,29,0.7,\n", "metrics.csv")
    assert {(one.name, one.step_unit, *one.steps.tolist()) for one in run.series} == {
        ("train_loss", "step", 9, 19, 29), ("val_loss", "step", 19),
    }  # fmt: skip


def test_steps_that_start_over_in_each_epoch_are_numbered_through() -> None:
    (run,) = runs_in("epoch,batch,loss\n0,1,0.9\n0,2,0.8\n1,1,0.7\n1,2,0.6\n")
    assert run.series[0].steps.tolist() == [1, 2, 3, 4]


ULTRALYTICS = (
    "   epoch, train/box_loss, train/cls_loss, metrics/mAP50-95(B), val/box_loss, val/cls_loss, lr/pg0\n"
    "1,1.0,2.0,0.1,1.5,2.5,0.01\n2,0.9,1.5,0,0,0,0.01\n3,0.8,1.0,0.3,1.2,2.0,0.01\n"
)


def test_ultralytics_losses_are_summed_and_zeros_left_out() -> None:
    (run,) = runs_in(ULTRALYTICS, "results.csv")
    series = {one.name: one for one in run.series}
    assert series["train/loss"].values.tolist() == pytest.approx([3.0, 2.4, 1.8])
    assert series["val/loss"].steps.tolist() == [1, 3]
    assert series["val/loss"].values.tolist() == pytest.approx([4.0, 3.2])
    assert (series["metrics/mAP50-95(B)"].metric, len(series["metrics/mAP50-95(B)"])) == ("map", 2)
    assert any("validation was not run at 1 of 3 epochs" in note for note in run.notes)


def test_old_yolo_results_have_no_header() -> None:
    line = "  {0}/2  3.1G  0.1  0.2  0.3  0.6  5  640  0.5  0.6  0.7  0.4  {1}  0.2  0.1\n"
    (run,) = runs_in("".join(line.format(n, 0.3 - n / 10) for n in range(3)), "results.txt")
    series = {one.name: one for one in run.series}
    assert series["train/loss"].values.tolist() == [0.6, 0.6, 0.6]
    assert series["val/loss"].values.tolist() == pytest.approx([0.6, 0.5, 0.4])
    assert series["metrics/mAP50"].values.tolist() == [0.7, 0.7, 0.7]
    assert series["val/loss"].steps.tolist() == [1, 2, 3]


def test_wandb_runs_side_by_side_are_told_apart() -> None:
    header = (
        '"Step","a - train/loss","a - train/loss__MIN","a - train/loss__MAX","b - train/loss","b - train/loss__MIN"'
    )
    first, second = runs_in(
        header + '\n"0","0.9","0.9","0.9","","",\n"1","","","","0.8","0.8"\n"2","0.7","0.7","0.7","",""\n'
    )
    assert (first.name, columns(first)) == ("log.csv#a", {"train/loss": [0.9, 0.7]})
    assert (second.name, columns(second)) == ("log.csv#b", {"train/loss": [0.8]})
    assert second.series[0].steps.tolist() == [1]


@pytest.mark.parametrize(("file", "split"), [("learn_error.tsv", "train"), ("test_error.tsv", "val")])
def test_catboost_tells_the_split_by_the_file(file: str, split: str) -> None:
    (run,) = runs_in("iter\tRMSE\n0\t49.0\n1\t48.5\n", f"catboost_info/{file}")
    assert (run.series[0].split, run.series[0].step_unit, run.series[0].steps.tolist()) == (split, "step", [0, 1])


def big_table(rows: int, *, epochs: bool = False, word_at: int = -1) -> bytes:
    lines = ["epoch,step,loss,tag,val_loss" if epochs else "step,loss,tag,val_loss"]
    for n in range(rows):
        val_loss = f"{n / 8}" if n % 4 == 0 else ""
        loss = "nan" if n == word_at else f"{n / 4}"
        lines.append((f"{n // 1000}," if epochs else "") + f"{n},{loss},word,{val_loss}")
    return "\n".join(lines).encode()


@pytest.fixture
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diagnose.readers.tables.table.FAST_FROM", 1000)
    monkeypatch.setattr("diagnose.readers.tables.table.PEEK_BYTES", 1000)
    monkeypatch.setattr("diagnose.readers.tables.blocks.BLOCK", 10_000)


@pytest.mark.usefixtures("_small_blocks")
@pytest.mark.parametrize("epochs", [False, True])
@pytest.mark.parametrize("word_at", [-1, 3, 4_500])
def test_a_large_table_reads_as_a_small_one(epochs: bool, word_at: int) -> None:
    rows = 5_000
    (run,) = runs_in(big_table(rows, epochs=epochs, word_at=word_at))
    loss, val_loss = run.series
    assert np.array_equal(loss.steps, np.arange(float(rows)))
    expected = np.arange(float(rows)) / 4
    if word_at >= 0:
        expected[word_at] = np.nan
    assert np.array_equal(loss.values, expected, equal_nan=True)
    assert np.array_equal(val_loss.steps, np.arange(0.0, rows, 4))
    assert np.array_equal(val_loss.values, val_loss.steps / 8)
    assert any("tag" in note for note in run.notes)


@pytest.mark.usefixtures("_small_blocks")
def test_a_large_table_that_starts_over_holds_two_runs() -> None:
    rows = "".join(f"{n},{n / 4}\n" for n in range(4_000))
    runs = runs_in(f"step,loss\n{rows}{rows}")
    assert [len(run.series[0]) for run in runs] == [4_000, 4_000]
    assert runs[1].series[0].values[-1] == 3_999 / 4


@pytest.mark.usefixtures("_small_blocks")
@pytest.mark.parametrize("odd", [b"", b"1500,0.5,\n", b"1500,nan,0.5\n", b"1500,1.5,\n1500,word,1.0\n"])
def test_a_large_file_reads_as_its_bytes(tmp_path: Path, odd: bytes) -> None:
    rows = "".join(f"{n},{n / 4},{'' if n % 3 else n}\n" for n in range(3_000)).encode()
    cut = rows.index(b"1500,")
    data = b"step,loss,val_loss\n" + rows[:cut] + odd + rows[cut:]
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    (of_file,), (of_bytes,) = read(open_path(path)), runs_in(data)
    for one, other in zip(of_file.series, of_bytes.series, strict=True):
        assert np.array_equal(one.steps, other.steps)
        assert np.array_equal(one.values, other.values, equal_nan=True)
    assert len(of_file.series[0]) >= 3_000


@pytest.mark.usefixtures("_small_blocks")
def test_the_fast_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    whole = Table._extend

    def counted(table: Table, *columns: Any) -> None:
        taken.append(1)
        whole(table, *columns)

    monkeypatch.setattr(Table, "_extend", counted)
    runs_in(big_table(5_000))
    assert len(taken) > 5


def test_many_lines_that_end_early_are_said_in_one_note() -> None:
    text = "epoch,loss,val_loss\n" + "".join(f"{epoch},0.{epoch}\n" for epoch in range(1, 60))
    (run,) = read(open_bytes(text.encode(), "log.csv"))
    assert [note for note in run.notes if "before the last" in note] == [
        "lines 2, 3, 4 and 56 more end before the last of 3 fields"
    ]


@pytest.mark.parametrize(("odd", "is_read"), [(12, True), (13, False)])
def test_a_header_with_hardly_a_row_below_it_is_none_of_a_table(odd: int, is_read: bool) -> None:
    rows = "".join(f"{n},0.{9 - n},1.{9 - n}\n" for n in range(4))
    text = "epoch,loss,val_loss\n" + rows + "and so on, as it was before\n" * odd
    if is_read:
        assert len(runs_in(text)[0].series) == 2
        return
    with pytest.raises(ReadError, match="13 of 17 lines are no rows"):
        read(open_bytes(text.encode(), "log.csv"))
