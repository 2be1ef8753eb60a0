"""Series in order, and what is said of their gaps."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.model import Series
from diagnose.series.cleaning import cannot_be_accuracy, clean, gaps, is_ordered


def of(*steps: float, unit: str = "epoch") -> Series:
    return Series("loss", np.array(steps, dtype=float), np.arange(float(len(steps))), unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("steps", "ordered"), [((), True), ((1,), True), ((1, 2), True), ((1, 1), False), ((2, 1), False)]
)
def test_each_step_is_beyond_the_one_before(steps: tuple[float, ...], ordered: bool) -> None:
    assert is_ordered(np.array(steps, dtype=float)) is ordered


def test_what_was_seen_and_how_well_it_is_known_go_along() -> None:
    series = Series("loss", np.array([2.0, 1.0, 1.0]), np.arange(3.0), bound=np.arange(3.0), seen=np.arange(4.0, 7.0))
    notes: list[str] = []
    cleaned = clean(series, notes)
    assert cleaned.bound is not None
    assert cleaned.seen is not None
    assert (cleaned.values.tolist(), cleaned.bound.tolist(), cleaned.seen.tolist()) == ([2, 0], [2, 0], [6, 4])
    assert len(notes) == 2
    assert clean(of(1, 2, 3), notes).steps.tolist() == [1, 2, 3]
    assert len(notes) == 2
    assert clean(of(1, 2, 2), notes).values.tolist() == [0, 2]
    assert notes[2:] == ["loss: 1 steps occur more than once, and the last value logged stands"]


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((1, 2, 3, 4, 5), None),
        ((1, 2, 3, 4, 6), "epoch 5"),
        ((1, 2, 3, 6), "epochs 4 to 5"),
        ((1, 2, 5), None),
        ((1, 2, 3, 4, 8), "epochs 5 to 7"),
        ((1, 3), None),
        ((1, 2, 3, 4.5, 6), None),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9.5), None),
        ((1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 21), "epoch 5, epoch 10, epoch 15 and 1 other"),
        ((1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 16), "epoch 5, epoch 10, epoch 15"),
    ],
)
def test_gaps_of_at_most_a_quarter_are_said(steps: tuple[float, ...], said: str | None) -> None:
    told = gaps(of(*steps))
    if said is None:
        assert told is None
    else:
        assert told is not None
        assert told.removesuffix(" stretches") == f"loss: no value for {said}"
    assert gaps(of(*steps, unit="step")) is None


@pytest.mark.parametrize(
    ("values", "none"),
    [
        ([], False),
        ([0.5, -2e-6], True),
        ([0.5, -0.5e-6], False),
        ([50.0, 100.0005], False),
        ([50.0, 100.002], True),
        ([np.nan, 0.5], False),
        ([np.nan, -0.5], True),
    ],
)
def test_an_accuracy_lies_between_none_and_all(values: list[float], none: bool) -> None:
    assert cannot_be_accuracy(np.array(values)) is none
