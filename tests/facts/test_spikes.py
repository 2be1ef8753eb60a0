"""Sudden jumps upwards."""

import pytest

from tests.facts.measuring import falling, measured


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
