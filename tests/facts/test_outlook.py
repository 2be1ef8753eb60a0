"""What more training would bring."""

import numpy as np
import pytest

from tests.facts.measuring import falling, measured


@pytest.mark.parametrize("tau", [8, 15, 30])
def test_an_exponential_is_drawn_further(tau):
    whole = falling(60, tau=tau, floor=0.5)
    m = measured(loss=whole[:40], val_loss=whole[:40])
    true = 1 - whole[59] / whole[37:40].mean()
    assert m.number("outlook.low") <= true <= m.number("outlook.high")
    assert m.number("outlook.step") == 60


def test_a_power_law_is_drawn_further():
    whole = 2.0 * np.arange(1, 91) ** -0.4
    m = measured(loss=whole[:60], val_loss=whole[:60])
    assert m.number("outlook.gain") == pytest.approx(1 - 1.5**-0.4, rel=0.5)


def test_nothing_is_to_be_gained_from_a_rise_or_a_standstill():
    assert measured(loss=falling(), val_loss=falling()[::-1]).number("outlook.gain") == 0.0
    assert measured(loss=falling(), val_loss=falling(tau=0.5)).number("outlook.gain") < 0.001


def test_the_scale_does_not_matter():
    one = measured(loss=falling(noise=0.02), val_loss=falling(noise=0.02))
    other = measured(loss=falling(noise=0.02) * 1000, val_loss=falling(noise=0.02) * 1000)
    assert one.number("outlook.gain") == pytest.approx(other.number("outlook.gain"))
