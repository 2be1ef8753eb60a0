"""Sudden jumps upwards."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured


def test_a_spike_that_comes_back_is_counted_and_made_good():
    loss = falling(30, tau=9, noise=0.01)
    loss[14] *= 2.5
    m = measured(loss=loss, val_loss=falling(30))
    assert m.number("train.spikes") == 1
    assert m.number("train.spikes_left") == 0
    assert m.number("train.spike_size") == pytest.approx(1.5, rel=0.2)
    assert m["train.spikes"].steps == (15.0, 15.0)


def test_a_jump_to_a_new_level_is_left():
    loss = falling(30, tau=9, noise=0.01)
    loss[16:] += 1.0
    assert measured(loss=loss).number("train.spikes_left") == 1


def test_noise_makes_no_spikes():
    assert measured(loss=falling(60, noise=0.2)).number("train.spikes") == 0


def test_a_loss_below_zero_is_measured_against_its_extent():
    likelihood = falling(30) - 1.0
    assert measured(loss=likelihood).number("train.spikes") == 0.0
    likelihood[20] += 0.5
    assert measured(loss=likelihood).number("train.spikes") == 1.0


FLAT = [1.0] * 9
CASES = {
    "one that came down": ([*FLAT, 1.3, *FLAT], (1.0, 10, 10), 0.3, 0.0),
    "just one": ([*FLAT, 1.21, *FLAT], (1.0, 10, 10), 0.21, 0.0),
    "just none": ([*FLAT, 1.19, *FLAT], 0.0, 0.0, 0.0),
    "two, the second of which stays": ([*FLAT, 2.0, *FLAT, *([1.5] * 9)], (2.0, 10, 20), 1.0, 1.0),
    "made good but for a quarter": ([*FLAT, 16.0, *([1.9] * 9)], (1.0, 10, 10), 15.0, 0.0),
    "made good but for exactly that": ([*FLAT, 16.0, *([2.0] * 9)], (1.0, 10, 10), 15.0, 0.0),
    "made good but for more": ([*FLAT, 16.0, *([2.1] * 9)], (1.0, 10, 10), 15.0, 1.0),
    "below zero by a quarter of the extent": ([-4.0, *[-8.0] * 9, -7.0, *[-8.0] * 9], (1.0, 11, 11), 0.25, 0.0),
    "below zero by an eighth of it": ([-4.0, *[-8.0] * 9, -7.5, *[-8.0] * 9], 0.0, 0.0, 0.0),
}


@pytest.mark.parametrize(("values", "spikes", "size", "left"), CASES.values(), ids=CASES)
def test_values_by_hand(values, spikes, size, left):
    expected = {"spikes": spikes, "spike_size": size, "spikes_left": left}
    m = measured(loss=values, val_loss=values)
    for split in ("train", "val"):
        assert differing(m, {f"{split}.{name}": value for name, value in expected.items()}) == {}


@pytest.mark.parametrize(("times", "spikes"), [(7.5, 0.0), (8.5, 1.0)])
def test_a_spike_is_eight_times_the_noise(times, spikes):
    swings = 0.1 * (-1.0) ** np.arange(40)
    # Second differences of four swings; a jump of two swings is no part of it.
    noise = 0.4 * 1.4826 / math.sqrt(6)
    swings[20:] += times * noise - 0.2
    assert measured(loss=np.exp(swings)).number("train.spikes") == spikes
