"""Tables in a text: times without a name, cells that say that there is no value, several losses, several tables."""

from __future__ import annotations

import pytest

from tests.readers.text.reading import points, read_run, read_runs

VALUES = [(1.9, 1.7, 0.61), (1.2, 1.3, 0.42), (0.8, 1.1, 0.37), (0.6, 1.05, 0.35)]


@pytest.mark.parametrize("time", ["(00:41)", "01:12", "(1:02:33)", "[03:07]"])
def test_a_time_that_the_header_does_not_name_is_no_cell(time: str) -> None:
    rows = "\n".join(f"{n} {a:.5f} {b:.5f} {c:.5f} {time}" for n, (a, b, c) in enumerate(VALUES))
    run = read_run(f"Total time: 02:51\nepoch train_loss valid_loss error_rate\n{rows}\n")
    assert points(run, "valid_loss") == ([1, 2, 3, 4], [b for _, b, _ in VALUES])


@pytest.mark.parametrize("absent", ["No log", "no log", "—", "n/a", ""])
def test_a_cell_that_holds_no_value_does_not_cost_the_row(absent: str) -> None:
    rows = "\n".join(f"| {n} | {absent if n < 3 else a} | {b} |" for n, (a, b, _) in enumerate(VALUES, 1))
    run = read_run(f"| Epoch | Training Loss | Validation Loss |\n|:-:|:-:|:-:|\n{rows}\n")
    assert points(run, "Validation Loss") == ([1, 2, 3, 4], [b for _, b, _ in VALUES])
    assert points(run, "Training Loss") == ([3, 4], [0.8, 0.6])


@pytest.mark.parametrize("word", ["Adv", "Poisoned", "Aux"])
def test_a_second_loss_of_each_split_is_a_loss_and_no_other_run(word: str) -> None:
    rows = "\n".join(f"{n}\t{a}\t{a + 1}\t{b}\t{b + 1}" for n, (a, b, _) in enumerate(VALUES))
    run = read_run(f"Epoch\tTrain Loss\tTrain {word} Loss\tTest Loss\tTest {word} Loss\n{rows}\n")
    assert points(run, f"Train {word} Loss")[1] == [a + 1 for a, _, _ in VALUES]
    assert len(run.series) == 4


def test_each_table_is_a_run() -> None:
    header = "epoch train_loss valid_loss accuracy\n"
    runs = read_runs(
        f"first try\n{header}1 9.1 88.0 0.2\nlower rate\n{header}1 0.9 0.8 0.3\n"
        f"longer\n{header}1 0.7 0.6 0.4\n2 0.5 0.55 0.5\n"
    )
    assert [points(run, "train_loss")[1] for run in runs] == [[9.1], [0.9], [0.7, 0.5]]


def test_columns_that_one_blank_keeps_apart_are_columns() -> None:
    rows = "\n".join(f"{n}     {a:.3f}    12.500   100.000 {100 - n:.3f}  1200.1" for n, (a, _, _) in enumerate(VALUES))
    run = read_run(f"Itn.  NER Loss  NER F.   Tag %   UAS %  CPU WPS\n{rows}**\n")
    assert points(run, "NER Loss") == ([0, 1, 2, 3], [a for a, _, _ in VALUES])
    assert points(run, "UAS %")[1] == [100.0, 99.0, 98.0, 97.0]


def test_the_numbers_that_pandas_puts_before_its_rows_are_no_cells() -> None:
    rows = "\n".join(f"{12 + n}       {13 + n}    {a:.4f}      {b:.4f}" for n, (a, b, _) in enumerate(VALUES))
    run = read_run(f"In [3]: h.tail(4)\nOut[3]:\n    epoch  train_loss  valid_loss\n{rows}\n")
    assert points(run, "valid_loss") == ([13, 14, 15, 16], [b for _, b, _ in VALUES])
