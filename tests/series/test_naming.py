"""Naming a run with many series takes time by their number, not by its square."""

from __future__ import annotations

import time

import pytest

from diagnose.series.naming import Label, label_all


def seconds(labels):
    """The least of three times, each without what was remembered."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        label_all.__wrapped__(labels)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("name", ["layer{}_mae", "val_layer{}_acc", "part{}_loss", "train_part{}_rmse", "g{}_loss"])
def test_four_times_the_names_take_four_times_as_long(name):
    few, many = ([Label(name.format(number), None, None) for number in range(size)] for size in (1_000, 4_000))
    label_all(tuple(many))  # what the names mean is remembered
    assert seconds(tuple(many)) < 8 * seconds(tuple(few))
