"""Records on one line: cut where the same count or time begins again, left alone where they are one."""

from __future__ import annotations

import pytest

from diagnose.readers.core.gluing import unglued

RECORDS = {
    "print": "Epoch {n}: train loss 0.{n}71, test loss 0.{n}93",
    "led": "Train Epoch: {n} [60/60 (100%)]  Loss: 1.{n}21",
    "stamped": "2023-02-1{n} 08:1{n}:07,113 - INFO - step={n}00, loss={n}.25, lr=3e-4",
    "boosting": "[{n}] train-logloss:0.6{n}1 eval-logloss:0.7{n}2",
    "other language": "Época {n} pérdida: 0.{n}4 exactitud: 0.{n}5 (3{n} s)",
    "brackets": "iter [{n}0/900] loss {n}.113 acc 0.{n}",
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
@pytest.mark.parametrize("lead", ["", "This is what it prints for me: "])
def test_records_are_cut_apart(record: str, lead: str) -> None:
    records = [record.format(n=number) for number in range(1, 6)]
    parts = unglued(lead + " ".join(records))
    assert parts[-5:] == records
    assert len(parts) == 5 + bool(lead)


def test_two_are_too_few_and_three_are_enough() -> None:
    records = [RECORDS["print"].format(n=number) for number in range(1, 4)]
    assert len(unglued(" ".join(records))) == 3
    assert len(unglued(" ".join(records[:2]))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Epoch 3 took 12 s; best epoch 2 with loss 0.5, worst epoch 1 with loss 0.9, and that is all there is",
        "epoch 3 of 10, step 30 of 100, batch 3 of 10: loss 0.5 (mean 0.6), accuracy 0.7 (mean 0.65), time 12:30:11",
        "a sentence of many words that counts nothing and goes on for rather longer than a line of a log would do",
    ],
)
def test_a_line_that_is_one_record_stays_whole(line: str) -> None:
    assert unglued(line) == [line]


def test_a_line_of_another_kind_behind_a_record_begins_where_it_counts() -> None:
    records = [f"iter {number}: cost {number}.5, time 31ms" for number in range(1, 5)]
    assert unglued(" ".join([*records, "step 5: train cost 1.5, test cost 2.5"])) == [
        *records,
        "step 5: train cost 1.5, test cost 2.5",
    ]
