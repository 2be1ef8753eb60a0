"""What is un-averaged from a Keras bar is what the batches really gave, within the bound that is told."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from diagnose import readers
from diagnose.readers.core.opening import open_path
from diagnose.series import prepare
from diagnose.series.averaging import recover, running_mean

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = [
    pytest.param(truth.parent, id=f"{truth.parent.parent.name}/{truth.parent.name}")
    for form in ("keras_bar", "keras_terminal")
    for truth in sorted(FIXTURES.glob(f"{form}/*/truth.json"))
]
SHOWN = 1e-4  # half a unit of what the bar shows, twice: values of 1 and more have four decimals


def batches(place):
    """The losses and sizes of the batches of a case, by epoch."""
    truth = json.loads((place / "truth.json").read_text())
    return [
        (np.array(losses, dtype=float), np.array(sizes, dtype=float))
        for losses, sizes in zip(truth["batch_loss"], truth["batch_sizes"], strict=True)
    ]


def bars(place):
    """The loss that the bar showed at its updates, as running means and as what the batches between them gave."""
    (run,) = readers.read(open_path(place / "stdout.txt"))
    prepared = prepare(run)
    return [
        next(s for s in r.series if s.metric == "loss" and s.step_unit == "batch")
        for r in (prepared, recover(prepared))
    ]


@pytest.mark.parametrize("place", CASES)
def test_batches_are_recovered_within_their_bound(place):
    epochs, (_, recovered) = batches(place), bars(place)
    steps, checked, before = len(epochs[0][0]), 0, 0
    for step, value, bound in zip(recovered.steps.astype(int), recovered.values, recovered.bound, strict=True):
        losses, sizes = epochs[(step - 1) // steps]
        first = before % steps if (before - 1) // steps == (step - 1) // steps else 0
        before = step
        chosen = slice(first, (step - 1) % steps + 1)
        true = np.average(losses[chosen], weights=sizes[chosen])
        if math.isfinite(value) and math.isfinite(true):
            assert abs(value - true) <= bound * 1.001, f"batches {first + 1} to {step} of {place.name}"
            checked += 1
    assert checked >= 8


@pytest.mark.parametrize("place", CASES)
def test_running_means_are_what_the_bar_shows(place):
    epochs, (shown, _) = batches(place), bars(place)
    steps, checked = len(epochs[0][0]), 0
    for step, value in zip(shown.steps.astype(int), shown.values, strict=True):
        losses, sizes = epochs[(step - 1) // steps]
        true = running_mean(losses, sizes)[(step - 1) % steps]
        if math.isfinite(value) and math.isfinite(true):
            assert abs(value - true) <= SHOWN
            checked += 1
    assert checked >= 8
