"""How the training loss comes down."""

import numpy as np
import pytest

from tests.facts.measuring import falling, measured


def test_the_second_half_of_a_straight_line_is_half_of_it():
    assert measured(loss=np.linspace(2, 1, 20)).number("train.second_half_share") == pytest.approx(0.5, abs=0.03)
    assert measured(loss=falling(20, tau=3)).number("train.second_half_share") < 0.1
    assert measured(loss=falling(20)[::-1]).get("train.second_half_share") is None


def test_a_rise_at_the_start():
    m = measured(loss=[1.0, 1.8, 1.3, *falling(20)])
    assert m.number("train.early_rise") == pytest.approx(1.2, rel=0.1)
    assert measured(loss=falling(20)).number("train.early_rise") < 0


def test_the_noise_of_the_last_half():
    assert measured(loss=falling(60, tau=4, noise=0.08)).number("train.late_jitter") == pytest.approx(0.08, rel=0.6)
    assert measured(loss=falling(60)).number("train.late_jitter") < 0.01


def test_a_wait_before_the_fall():
    rng = np.random.default_rng(0)
    loss = np.concatenate((np.full(15, 0.7), 0.7 * np.exp(-np.arange(1, 16) / 4))) * (1 + 0.002 * rng.normal(size=30))
    m = measured(loss=loss)
    assert m.number("train.waited") == pytest.approx(0.5, abs=0.1)
    assert m.number("train.fell_after_wait") > 0.9
    assert measured(loss=falling(30)).number("train.waited") == 0.0


def test_validation_above_its_start():
    assert measured(loss=falling(), val_loss=falling()[::-1]).number("val.above_start") > 5
