"""Lines as people paste them: marks glued to numbers, values named by a split alone, logger prefixes, units."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from diagnose.model import Run, Series
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.text.reader import TextLog

LOSS = [2.4, 1.7, 1.2, 0.9, 0.7]


def read(log: str) -> Run:
    [run] = TextLog().read(open_bytes(log.encode(), "run.log"))
    return run


def only(log: str) -> dict[str, Series]:
    return {series.name: series for series in read(log).series}


def test_marks_glued_to_their_numbers_count() -> None:
    series = only("".join(f"EP{e}_train, avg_loss= {v}\nEP{e}_test, avg_loss= {v + 1}\n" for e, v in enumerate(LOSS)))
    assert series["train avg_loss"].values.tolist() == LOSS
    assert series["test avg_loss"].split == "val"  # the only other split, all along
    series = only("".join(f"The train loss of epoch20-batch-{50 * n}:{v}\n" for n, v in enumerate(LOSS)))
    assert series["train loss"].step_unit == "batch"
    assert only("".join(f"epoch_{e + 1} loss: {v}\n" for e, v in enumerate(LOSS)))["loss"].steps.tolist() == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_numbers_in_names_are_no_marks() -> None:
    series = only("".join(f"Epoch {e}: step1_loss: {v}, batch2norm_loss: {v + 1}\n" for e, v in enumerate(LOSS)))
    assert series["step1_loss"].steps.tolist() == [1, 2, 3, 4, 5]
    assert series["batch2norm_loss"].values.tolist() == [v + 1 for v in LOSS]


def test_splits_that_rise_beside_a_loss_are_accuracies() -> None:
    log = "".join(
        f"Epoch: {e:03d}, Loss: {v}, Train: {1 - v / 3:.3f}, Val: {0.9 - v / 3:.3f}, Test: {0.8 - v / 3:.3f}\n"
        for e, v in enumerate(LOSS)
    )
    run = read(log)
    assert [one.metric for one in run.series] == [None, "accuracy", "accuracy", "accuracy"]
    assert any("Train, Val, Test are taken for the accuracy" in note for note in run.notes)


def test_splits_that_fall_alone_are_losses() -> None:
    run = read("".join(f"epoch:{e + 1}\ttrain:{v}\tdev:{v + 1}\n" for e, v in enumerate(LOSS)))
    assert [(one.split, one.metric) for one in run.series] == [("train", "loss"), ("val", "loss")]
    assert any("taken for the loss" in note for note in run.notes)


@pytest.mark.parametrize(
    "log",
    [
        "Train: 800, Val: 100, Test: 100\n" * 3,
        "".join(f"fold {n}: train: 800, val: 100, test: {100 + n}\n" for n in range(5)),
        "".join(f"epoch {n}: train: {n}, val: {n * n % 7}, test: {n % 3}\n" for n in range(8)),
        "Split train: 0.8, val: 0.1, test: 0.1\n",
    ],
)
def test_sizes_of_splits_are_no_curves(log: str) -> None:
    with pytest.raises(ReadError):
        read(log)


def test_a_program_with_its_process_in_brackets_counts_nothing() -> None:
    log = "".join(
        f"10:24:{n} train.py:215[27649] INFO Train epoch: 17 [{n}/100]\tLoss: {v}\n" for n, v in enumerate(LOSS, 10)
    )
    assert read(log).series[0].steps.tolist() == [1610, 1611, 1612, 1613, 1614]


def test_units_before_a_name_belong_to_the_number_before() -> None:
    log = "".join(f"Epoch[6] Batch [{n}]  Speed: 490.41 samples/sec       loss={v}\n" for n, v in enumerate(LOSS))
    assert only(log)["loss"].values.tolist() == LOSS


def test_a_count_in_a_title_of_a_time_is_no_value() -> None:
    log = "".join(f"Step: {200 * n}; Loss: {v}; Time (200 Steps): 37.79\n" for n, v in enumerate(LOSS))
    assert set(only(log)) == {"Loss"}


def test_digits_at_the_end_do_not_part_lines_of_one_kind() -> None:
    log = "".join(
        f"ITERATION 0{n}: TRAIN AVG.LOSS {v}, (lrate0.008), CROSSVAL AVG.LOSS {v + 1}, "
        f"nnet accepted (nnet_iter0{n}_learnrate0.008_tr{v}_cv{v + 1})\n"
        for n, v in enumerate(LOSS, 1)
    )
    assert only(log)["CROSSVAL AVG.LOSS"].split == "val"


def test_a_validation_within_an_epoch_is_no_epoch_line() -> None:
    log = "".join(
        f"| epoch 00{e} | valid on 'valid' subset  1000 / 1311 loss={v + 0.1:.2f}\n"
        f"| epoch 00{e} | valid on 'valid' subset | valid loss {v} | valid ppl 12.94\n"
        for e, v in enumerate(LOSS, 1)
    )
    assert only(log)["valid loss"].values.tolist() == LOSS
    assert "subset" not in only(log)


def test_one_evaluation_among_many_lines_of_steps_is_kept() -> None:
    log = "".join(f"iter {n}: loss {v}, time 9.1ms\n" for n, v in enumerate(LOSS))
    series = only(log + "step 5: train loss 0.65, val loss 0.8\n")
    assert series["val loss"].values.tolist() == [0.8]


def test_headers_with_abbreviated_names_are_headers() -> None:
    series = only(
        "E    #       LOSS TRANS...  LOSS NER  ENTS_F  SCORE \n---  ------  -------------  --------  ------  ------\n"
        + "".join(f"  {n}    {200 * n:4d}       {v:8.2f}    {v:6.2f}    0.{n}0    0.{n}0\n" for n, v in enumerate(LOSS))
    )
    assert series["val ENTS_F"].steps.tolist() == [0, 200, 400, 600, 800]


def test_rows_with_their_own_numbers_and_blanks_inside_cells_are_rows() -> None:
    named = (
        "          timestamp    duration  training_speed    epochs    samples    training_logloss    validation_logloss"
    )
    rule = "--  " + "  ".join("-" * width for width in (19, 10, 16, 8, 9, 18, 20))
    ruled = "".join(
        f"    2021-01-01 10:00:0{n}  0.{n}00 sec                    {n + 1:8.1f}  {n}000       {v:<18}  {v + 1}\n"
        for n, v in enumerate(LOSS)
    )
    series = only(f"Scoring History: \n{named}\n{rule}\n{ruled}")
    assert series["validation_logloss"].values.tolist() == [v + 1 for v in LOSS]
    blanks = "            timestamp   duration training_speed   epochs iterations training_logloss validation_logloss\n"
    blanks += "".join(
        f"{n}  2021-01-01 10:00:0{n}  0.{n}12 sec   9000 obs/sec  {n}.00000         {n}   {v:.6f}         {v + 1:.5f}\n"
        for n, v in enumerate(LOSS, 1)
    )
    assert only(blanks)["validation_logloss"].steps.tolist() == [1, 2, 3, 4, 5]


def test_a_line_of_both_splits_once_an_epoch_is_of_the_epoch_whatever_step_it_tells() -> None:
    log = "".join(
        f"Epoch [{e}/100] ({375 * e}) train_mae: {v}, val_mae: {v + 1} lr:0.001000 362.1s\n"
        for e, v in enumerate(LOSS, 22)
    )
    assert only(log)["val_mae"].steps.tolist() == [22, 23, 24, 25, 26]


def test_what_a_logger_puts_before_a_message_counts_nothing() -> None:
    log = "".join(
        f"[2023-04-08 05:40:27,0{n}6] [42292] [MainThread] [INFO] (engine.engine.Trainer:272) - "
        f"Epoch: {n}/50, Iter: 4/4 -- train_loss: {v}\n"
        f"[2023-04-08 05:40:28,0{n}6] [42292] [MainThread] [INFO] (engine.engine.Trainer:201) - "
        f"Epoch[{n}] Metrics -- train_mean_dice: 0.{n}\n"
        for n, v in enumerate(LOSS, 1)
    )
    series = only(log)
    assert set(series) == {"train_loss", "train_mean_dice"}
    assert series["train_mean_dice"].steps.tolist() == [1, 2, 3, 4, 5]


def test_a_date_without_a_year_is_no_count_and_a_learning_rate_no_split() -> None:
    log = "".join(
        f"[12/20 14:03:5{n}] engine INFO: Epoch: [102] [ {20 * n}/323] learning_rate: 0.001 loss: {v} "
        f"batch_cost: 2.1816 ips: 9.1 images/s\n"
        for n, v in enumerate(LOSS)
    )
    series = only(log)
    assert series["loss"].split is None
    assert len(series["loss"]) == 5
    assert "batch_cost" not in series


def test_a_table_behind_a_logger_is_a_table() -> None:
    head = "[ INFO : 2024-12-24 21:51:06,518 ] - |     Epoch|     Batch|        Lr|      Loss|       Acc|\n"
    rows = "".join(
        f"[ INFO : 2024-12-24 21:51:0{n},518 ] - |       149|  {1000 + n}|   0.01728|    {v}|    7{n}.647|\n"
        for n, v in enumerate(LOSS)
    )
    assert only(head + rows)["Loss"].values.tolist() == LOSS
