"""What counts, over a column and before a number."""

from __future__ import annotations

import pytest

from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.core.words import axis_unit
from diagnose.vocabulary import axes


@pytest.mark.parametrize(("name", "unit"), [
    ("Epoch", "epoch"), ("epoch_num", "epoch"), ("Época", "epoch"), ("Эпоха", "epoch"), ("轮次", "epoch"),
    ("エポック", "epoch"), ("pass", "epoch"), ("Round", "step"), ("ITER", "step"), ("batch", "step"), ("loss", None),
    ("pass@1", None), ("t", None),
])  # fmt: skip
def test_over_a_column(name, unit):
    assert axis_unit(name) == unit


@pytest.mark.parametrize("word", ["Epoch", "Pass", "Época", "Эпоха", "エポック", "轮次", "Epoche"])
def test_lines_are_read_by_epoch(word):
    text = "".join(f"{word} {i}: train loss {1 / i:.4f}, held-out loss {1.2 / i:.4f}\n" for i in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    assert [(series.step_unit, series.split, len(series)) for series in run.series] == [
        ("epoch", "train", 5),
        ("epoch", "val", 5),
    ]


def test_a_word_is_added_in_one_line(monkeypatch):
    monkeypatch.setitem(axes.WORDS, "umdrehung", "epoch")
    assert axis_unit("Umdrehung") == "epoch"
    text = "".join(f"Umdrehung {i}: loss {1 / i:.4f}\n" for i in range(1, 6))
    (run,) = read(open_bytes(text.encode(), "log.txt"))
    assert run.series[0].steps.tolist() == [1, 2, 3, 4, 5]
    assert run.series[0].step_unit == "epoch"


def test_words_stand_as_they_are_looked_up():
    for words in (axes.WORDS, axes.MARKS, axes.LINES, axes.COLUMNS, axes.LATE, axes.OTHERS):
        assert all(axes.bare(word) == word for word in words)


def test_a_word_stands_in_one_place():
    assert not axes.WORDS.keys() & (axes.MARKS.keys() | axes.LINES.keys() | axes.COLUMNS.keys())
    assert not axes.MARKS.keys() & (axes.LINES.keys() | axes.COLUMNS.keys())
