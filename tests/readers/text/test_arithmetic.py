"""What numbers show: a column that counts, brackets that hold no mean."""

from __future__ import annotations

import pytest

from tests.readers.text.reading import points, read_run

LOSSES = [2.31, 1.74, 1.5, 1.22, 1.05, 0.98]


@pytest.mark.parametrize("word", ["训练次数：", "Durchlauf ", "iteração nº ", "反復 = ", "vueltas: "])
@pytest.mark.parametrize("every", [1, 250])
def test_whole_numbers_that_only_grow_count_whatever_they_are_called(word: str, every: int) -> None:
    run = read_run("\n".join(f"{word}{every * n}, Loss: {value}" for n, value in enumerate(LOSSES, 1)))
    [series] = [one for one in run.series if one.metric == "loss"]
    assert (series.steps.tolist(), series.values.tolist()) == ([every * n for n in range(1, 7)], LOSSES)
    assert len(run.series) == 1


def test_a_change_in_brackets_is_no_mean() -> None:
    lines = [f"Epoch {n}: eval_loss: {value} ({value - LOSSES[n - 2]:+.2f})" for n, value in enumerate(LOSSES[1:], 2)]
    run = read_run("\n".join([f"Epoch 1: eval_loss: {LOSSES[0]}", *lines]))
    assert points(run, "eval_loss") == ([1, 2, 3, 4, 5, 6], LOSSES)


def test_brackets_that_leave_the_range_of_the_values_are_no_means() -> None:
    lines = [
        f"Epoch {n} | val loss {value} ({value + change})"
        for n, (value, change) in enumerate(zip(LOSSES, [9] * 6, strict=True), 1)
    ]
    run = read_run("\n".join(lines))
    assert points(run, "val loss") == ([1, 2, 3, 4, 5, 6], LOSSES)
    assert any("no mean" in note for note in run.notes)
    lines = [f"Epoch {n} | val loss {value} ({value + 0.1})" for n, value in enumerate(LOSSES, 1)]
    assert points(read_run("\n".join(lines)), "val loss")[1] == [value + 0.1 for value in LOSSES]
