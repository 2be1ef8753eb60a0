"""Whole logs of many wordings to runs: what is an epoch, a step, a batch; where a run ends; what is left out."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run, Series
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.core.reader import Fit
from diagnose.readers.text.reader import TextLog


def read(log: str) -> list[Run]:
    return TextLog().read(open_bytes(log.encode(), "a.log"))


def only(log: str) -> dict[str, Series]:
    [run] = read(log)
    return {series.name: series for series in run.series}


def falling(epoch: float) -> float:
    return round(0.1 + 2 * 0.8**epoch, 4)


def test_epochs_count_from_one_whatever_the_log_calls_the_first() -> None:
    for base in (0, 1):
        series = only("".join(f"epoch {e}: loss {falling(e)}\n" for e in range(base, base + 5)))["loss"]
        assert series.steps.tolist() == [1, 2, 3, 4, 5]
        assert series.step_unit == "epoch"


def test_a_resume_that_counts_on_is_one_run() -> None:
    log = "".join(f"Epoch {e} train loss {falling(e)}\n" for e in range(1, 6))
    log += "resuming from checkpoint\n" + "".join(f"Epoch {e} train loss {falling(e)}\n" for e in range(6, 9))
    assert only(log)["train loss"].steps.tolist() == list(range(1, 9))


def test_an_epoch_that_starts_over_is_another_run() -> None:
    log = "".join(f"Epoch {e} loss {falling(e) + k}\n" for k in range(3) for e in range(1, 5))
    runs = read(log)
    assert [run.name for run in runs] == ["a.log#1", "a.log#2", "a.log#3"]
    assert [len(run.series[0]) for run in runs] == [4, 4, 4]
    assert "3 runs" in runs[0].notes[0]


def test_the_first_epoch_twice_is_a_restart_after_a_crash() -> None:
    epochs = (0, 0, 1, 2, 3, 4, 5)
    runs = read("".join(f"Epoch [{e}]/[5] Training Loss: {1 / (n + 1):.4f}\n" for n, e in enumerate(epochs)))
    assert [len(run.series[0]) for run in runs] == [1, 6]


def test_batches_before_the_line_of_a_restarted_epoch_belong_to_the_new_run() -> None:
    def epoch(number: float) -> str:
        return "".join(f"batch:{b}/40 loss:{falling(b / 10)}\n" for b in (10, 20, 30, 40)) + (
            f"Epoch [{int(number)}] Training Loss: {falling(number)}\n"
        )

    first, second = read(epoch(0.5) + "".join(map(epoch, range(5))))
    assert {s.name: len(s) for s in first.series} == {"loss": 4, "Training Loss": 1}
    assert {s.name: len(s) for s in second.series} == {"loss": 20, "Training Loss": 5}


def test_batch_lines_are_kept_and_never_taken_for_epochs() -> None:
    log = ""
    for e in range(1, 4):
        log += "".join(f"Train Epoch: {e} [{b}/100 ({b}%)]\tLoss: {falling(e + b / 100)}\n" for b in (0, 50))
        log += f"\nTest set: Average loss: {falling(e) + 0.2:.4f}, Accuracy: {50 + e}/100 ({50 + e}%)\n\n"
    series = only(log)
    assert series["train Loss (batch)"].step_unit == "batch"
    assert series["train Loss (batch)"].steps.tolist() == [0, 50, 100, 150, 200, 250]
    assert series["train Loss"].steps.tolist() == [1, 2, 3]
    tested = series["test Average loss"]
    assert (tested.step_unit, tested.steps.tolist(), tested.split) == ("epoch", [1, 2, 3], "val")
    assert series["test Accuracy"].values.tolist() == [0.51, 0.52, 0.53]


def test_a_test_set_beside_a_validation_set_stays_a_test_set() -> None:
    log = "".join(f"Epoch {e} train loss 0.{9 - e} val loss 0.{9 - e} test loss 0.{9 - e}\n" for e in range(1, 5))
    assert [s.split for s in only(log).values()] == ["train", "val", "test"]


def test_lines_without_a_count_stand_under_the_header_above_them() -> None:
    log = "".join(f"Epoch {e}/2\n-----\ntrain Loss: 1.{e} Acc: 0.{e}\nval Loss: 2.{e} Acc: 0.{e}\n\n" for e in range(3))
    series = only(log + "Training complete in 1m 7s\nBest val Acc: 0.94\n")
    assert list(series) == ["train Loss", "train Acc", "val Loss", "val Acc"]
    assert all(one.steps.tolist() == [1, 2, 3] for one in series.values())


def test_a_heading_says_the_split_of_the_lines_below() -> None:
    block = "Epoch {0}\nTraining:\nloss: 1.{0}\nValidation:\nloss: 2.{0}\n"
    series = only("".join(block.format(e) for e in range(1, 5)))
    assert series["train loss"].values.tolist() == [1.1, 1.2, 1.3, 1.4]
    assert series["val loss"].values.tolist() == [2.1, 2.2, 2.3, 2.4]


def test_headers_below_their_lines_count_too() -> None:
    log = "".join(f"train loss: 0.{9 - e}\nval loss: 0.{9 - e}\nEpoch {e} took 3 s\n" for e in range(1, 6))
    assert only(log)["val loss"].steps.tolist() == [1, 2, 3, 4, 5]


def test_a_running_average_gives_the_epoch_its_value_at_the_last_batch() -> None:
    log = "".join(
        f"Epoch: [{e}][{b}/30]\tTime 0.1 (0.2)\tLoss {falling(e) + b / 100:.3f} ({falling(e):.4f})\tAcc@1 3.1 (2.5)\n"
        for e in range(4)
        for b in (0, 10, 20)
    )
    series = only(log)
    assert len(series["Loss (batch)"]) == 12
    assert series["Loss"].averaged
    assert series["Loss"].values.tolist() == [falling(e) for e in range(4)]


def test_the_validation_on_a_bar_is_that_of_its_last_update() -> None:
    log = ""
    for e in range(3):
        old = f", val_loss={falling(e - 1):.3f}" if e else ""
        log += "".join(
            f"\rEpoch {e}: {b}0%|█| {b}/10 [00:00<00:00, 9.1it/s, loss={falling(e + b)}{old}]" for b in (5, 9)
        )
        log += f"\rEpoch {e}: 100%|█| 10/10 [00:01<00:00, 9.1it/s, loss={falling(e)}, val_loss={falling(e):.3f}]"
    series = only(log)
    assert series["val_loss"].values.tolist() == [round(falling(e), 3) for e in range(3)]
    assert series["val_loss"].step_unit == "epoch"
    assert series["loss"].step_unit == "batch"


def test_steps_keep_the_numbers_of_the_log() -> None:
    log = "".join(f"iter {i}: loss {falling(i / 100)}, time 12.34ms\n" for i in range(0, 100, 10))
    log += "".join(f"step {i}: train loss {falling(i / 100)}, val loss {falling(i / 90)}\n" for i in (0, 50, 100))
    series = only(log)
    assert series["val loss"].steps.tolist() == [0, 50, 100]
    assert {one.step_unit for one in series.values()} == {"step"}


def test_steps_that_begin_anew_each_epoch_count_through_the_run() -> None:
    log = "".join(f"Epoch {e}/2, step {s}/54, loss = {falling(e + s / 54)}\n" for e in (1, 2) for s in (10, 50))
    assert only(log)["loss"].steps.tolist() == [10, 50, 64, 104]


def test_logger_names_say_the_split_where_they_differ() -> None:
    log = "".join(
        f"2021-01-01 10:00:00 | INFO | {name} | epoch 00{e} | loss {value} | ppl 42.1 | num_updates {1122 * e}\n"
        for e in range(1, 4)
        for name, value in (("valid", falling(e) + 1), ("train", falling(e)))
    )
    series = only(log)
    assert series["train loss"].values.tolist() == [falling(e) for e in range(1, 4)]
    assert series["val loss"].split == "val"


def test_a_logger_name_that_never_changes_says_nothing() -> None:
    series = only("".join(f"10:00:00,001 INFO train: epoch {e} | loss 0.5{e} | val_loss 0.6\n" for e in range(3)))
    assert (series["loss"].split, series["val_loss"].split) == (None, "val")


def test_the_same_value_printed_twice_is_one_point() -> None:
    log = "".join(
        f"Epoch [{e}/9], Train Loss: {falling(e)}\nEpoch [{e}/9], Train Loss: {falling(e)}, Validation Loss: 0.5{e}\n"
        for e in range(1, 6)
    )
    assert only(log)["Train Loss"].steps.tolist() == [1, 2, 3, 4, 5]


def test_final_results_are_no_points() -> None:
    log = "".join(f"| end of epoch {e} | valid loss {falling(e)}\n" for e in range(1, 5))
    [run] = read(log + "| End of training | test loss  4.88 | test ppl 131.5\n")
    assert [series.name for series in run.series] == ["valid loss"]
    assert any("final result" in note and "test loss" in note for note in run.notes)


def test_source_code_before_the_log_is_passed_over() -> None:
    code = "val_loss = 0.0\nloss = None\nlr = 0.1\nif step > 3: print(f'step:{step} val_loss:{val_loss:.4f}')\n"
    series = only(code + "".join(f"step:{s}/40 val_loss:{falling(s)} train_time:0ms\n" for s in range(0, 41, 10)))
    assert {name: len(one) for name, one in series.items()} == {"val_loss": 5}


def test_lines_of_another_program_are_another_run() -> None:
    log = "".join(f"Epoch {e}, Val Loss: {falling(e)}\n" for e in range(1, 6))
    log += "".join(f"Epoch {e}, Train Loss: {falling(e)}, Test Loss: {falling(e)}\n" for e in range(7, 12))
    assert [[s.name for s in run.series] for run in read(log)] == [["Val Loss"], ["Train Loss", "Test Loss"]]


def test_a_table_that_compares_runs_is_no_log() -> None:
    rows = "".join(f"| {e} | 0.{9 - e} | 0.{8 - e} |\n" for e in range(1, 7))
    with pytest.raises(ReadError):
        read("| Epoch | Small val loss | Large val loss |\n|---|---|---|\n" + rows)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("  epoch    train_loss    valid_loss\n-------  ------------  ----------", "      {}        {}        {}"),
        ("| epoch | train_loss | valid_loss |\n|---|---|---|", "| {}/9 | {} | {} |"),
        ("2021-01-01 10:00:00 INFO epoch\ttrain_loss\t\tvalid_loss", "2021-01-01 10:00:01 INFO {}\t{}\t\t\t{}"),
        ("Epoch train_loss valid_loss", "{} {} {}"),
    ],
)
def test_tables_are_read_wherever_they_stand(header: str, row: str) -> None:
    rows = "\n".join(row.format(e, falling(e), falling(e) + 1) for e in range(1, 7))
    series = only(f"Using device cuda\n{header}\n{rows}\ndone\n")
    assert series["train_loss"].values.tolist() == [falling(e) for e in range(1, 7)]
    assert series["valid_loss"].steps.tolist() == [1, 2, 3, 4, 5, 6]


def test_an_empty_cell_is_no_value() -> None:
    log = "epoch  train_loss  val_loss\n" + "".join(f"{e}  0.{9 - e}  {'-' if e % 2 else 0.5}\n" for e in range(1, 7))
    series = only(log)
    assert series["val_loss"].steps.tolist() == [2, 4, 6]
    assert len(series["train_loss"]) == 6


def test_nan_and_infinity_are_values() -> None:
    log = "Epoch 1 loss: 0.5 val_loss: inf\nEpoch 2 loss: nan val_loss: 1e400\nEpoch 3 loss: -inf val_loss: nan\n"
    series = only(log)
    assert np.isnan(series["loss"].values[1])
    assert np.isinf(series["val_loss"].values[:2]).all()


@pytest.mark.parametrize(
    "log",
    [
        "",
        "hello\nworld\n",
        "Sample 1, validation pixAcc: 95.1%\nSample 2, validation pixAcc: 93.9%\nSample 3, validation pixAcc: 93.1%\n",
        "".join(
            f"Sample {3 * e}, validation pixAcc: 8{e}.2%\n" * 3 + f"Epoch: {e} finished! validation pixAcc: 9{e}.1%\n"
            for e in range(5)
        ),
        "".join(f"Test: [{b}/20] Time 0.1 (0.1) Loss 0.5{b} (0.5) Acc@1 7{b}.00 (70.1)\n" for b in range(9)),
        "".join(f"batch {b}/20 test loss 0.5{b}\n" for b in range(9)),
        "Results:\nTest loss: 5.98\nTest accuracy: 0.09\n" * 4,
        "val_loss = 0.0\nloss = 1.0\nlr = 0.1\n",
        "Fold 1 - Loss: 4.8 - MAE: 0.6\nFold 2 - Loss: 4.9 - MAE: 0.6\nFold 3 - Loss: 4.7 - MAE: 0.6\n",
    ],
)
def test_a_log_without_a_curve_is_refused(log: str) -> None:
    with pytest.raises(ReadError, match="epoch 3"):
        read(log)


def test_the_head_tells_how_sure_it_is() -> None:
    def sniff(text: str) -> Fit:
        return TextLog().sniff(open_bytes(text.encode(), "x"))

    assert sniff("Epoch 1 loss 0.5\nEpoch 2 loss 0.4\n") is Fit.YES
    assert sniff("some words\n") is Fit.MAYBE
    assert sniff("") is Fit.NO


@pytest.mark.parametrize(
    ("line", "name", "unit"),
    [
        ("Epoch {e}: val_acc 0.7{e}", "val_acc", "epoch"),
        ("Epoch {e}\nValidation accuracy: 0.7{e}", "Validation accuracy", "epoch"),
        ("step {e}00: test accuracy 0.7{e}", "test accuracy", "step"),
        ("Epoch: {e} Evaluation finished! validation pixAcc: 9{e}.1%", "validation pixAcc", "epoch"),
    ],
)
def test_validation_alone_is_a_curve_where_epochs_or_steps_count_it(line: str, name: str, unit: str) -> None:
    one = only("".join(line.format(e=e) + "\n" for e in range(1, 6)))[name]
    assert (one.split, one.step_unit, len(one)) == ("val", unit, 5)
