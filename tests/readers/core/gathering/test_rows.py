"""Rows become runs: restarts, resumes, sparse rows, first epoch 0 or 1."""

from __future__ import annotations

from diagnose.readers.core.gathering.rows import Rows


def test_first_epoch_zero_becomes_one() -> None:
    rows = Rows("a.csv", "csv")
    for epoch in range(3):
        rows.add({"loss": 1.0 - epoch / 10}, epoch)
    (run,) = rows.runs()
    assert run.series[0].steps.tolist() == [1, 2, 3]
    assert run.series[0].values.tolist() == [1.0, 0.9, 0.8]


def test_steps_keep_their_numbers() -> None:
    rows = Rows("a.csv", "csv", base=0)
    rows.add({"loss": 1.0}, 0, "step")
    rows.add({"loss": 0.9}, 50, "step")
    assert rows.runs()[0].series[0].steps.tolist() == [0, 50]


def test_an_epoch_that_starts_over_is_another_run() -> None:
    rows = Rows("a.csv", "csv")
    for epoch in (0, 1, 2, 0, 1):
        rows.add({"loss": float(epoch)}, epoch)
    first, second = rows.runs()
    assert (len(first.series[0]), len(second.series[0])) == (3, 2)
    assert "number 2" in second.notes[-1]


def test_a_resume_is_one_run_and_said() -> None:
    rows = Rows("a.csv", "csv", base=1)
    for epoch in (1, 2, 3, 4, 3, 4, 5):
        rows.add({"loss": float(epoch)}, epoch)
    (run,) = rows.runs()
    assert run.series[0].steps.tolist() == [1, 2, 3, 4, 5]
    assert "goes back from epoch 4 to 3" in run.notes[0]


def test_sparse_rows_give_each_column_its_own_steps() -> None:
    rows = Rows("metrics.csv", "lightning-csv")
    rows.add({"train_loss": 2.0}, 9, "step")
    rows.add({"train_loss": 1.5}, 19, "step")
    rows.add({"val_loss": 1.8}, 19, "step")
    (run,) = rows.runs()
    assert [one.steps.tolist() for one in run.series] == [[9, 19], [19]]


def test_a_column_behind_the_others_is_no_restart() -> None:
    rows = Rows("log.jsonl", "jsonl")
    rows.add({"train_loss": 2.0}, 100, "step")
    rows.add({"val_loss": 2.1}, 99, "step")
    rows.add({"train_loss": 1.5}, 200, "step")
    (run,) = rows.runs()
    assert len(run.series) == 2


def test_the_last_row_first_is_turned_round() -> None:
    rows = Rows("a.csv", "csv")
    for epoch in (4, 3, 2, 1):
        rows.add({"loss": float(epoch)}, epoch)
    (run,) = rows.runs()
    assert run.series[0].steps.tolist() == [1, 2, 3, 4]


def test_what_a_format_knows_is_kept() -> None:
    rows = Rows("a", "b")
    rows.describe("metric_0", split="val", metric="loss", averaged=True)
    rows.add({"metric_0": 1.0})
    series = rows.runs()[0].series[0]
    assert (series.split, series.metric, series.averaged) == ("val", "loss", True)


def test_an_epoch_back_at_the_first_is_another_run_whatever_its_step() -> None:
    rows = Rows("a.json", "jsonl")
    for epoch, step in [(1, 10), (1, 20), (2, 30), (1, 25), (1, 50), (2, 75)]:
        rows.add({"loss": step / 100}, step, "step", epoch)
    assert [run.series[0].steps.tolist() for run in rows.runs()] == [[10, 20, 30], [25, 50, 75]]


def test_a_later_epoch_is_a_resume() -> None:
    rows = Rows("a.json", "jsonl")
    for epoch, step in [(1, 10), (2, 20), (3, 30), (2, 25), (3, 40)]:
        rows.add({"loss": step / 100}, step, "step", epoch)
    (run,) = rows.runs()
    assert run.oddities == {"resumed": 1}


def test_epochs_of_many_records_give_way_to_the_order_of_the_records() -> None:
    rows = Rows("a.json", "jsonl")
    for number in range(9):
        rows.add({"loss": float(number)}, 1 + number // 3)
    assert rows.runs()[0].series[0].steps.tolist() == list(range(1, 10))
    rows = Rows("a.json", "jsonl")
    for number in range(8):
        rows.add({"loss": float(number)}, 1 + number // 2)
    assert rows.runs()[0].series[0].step_unit == "epoch"  # two at each: printed twice, or by two devices
