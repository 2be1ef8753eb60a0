"""What more training would bring."""

import math

import numpy as np
import pytest

from tests.facts.measuring import differing, falling, measured


@pytest.mark.parametrize("tau", [8, 15, 30])
def test_an_exponential_is_drawn_further(tau):
    whole = falling(80, tau=tau, floor=0.5)
    m = measured(loss=whole[:40], val_loss=whole[:40])
    true = 1 - whole[79] / whole[37:40].mean()
    assert m.number("outlook.low") <= true <= m.number("outlook.high")
    assert m.number("outlook.step") == 80


def test_a_power_law_is_drawn_further():
    whole = 2.0 * np.arange(1, 121) ** -0.4
    m = measured(loss=whole[:60], val_loss=whole[:60])
    assert m.number("outlook.gain") == pytest.approx(1 - 2.0**-0.4, rel=0.5)


def test_nothing_is_to_be_gained_from_a_rise_or_a_standstill():
    assert measured(loss=falling(), val_loss=falling()[::-1]).number("outlook.gain") == 0.0
    assert measured(loss=falling(), val_loss=falling(tau=0.5)).number("outlook.gain") < 0.001


def test_the_scale_does_not_matter():
    one = measured(loss=falling(noise=0.02), val_loss=falling(noise=0.02))
    other = measured(loss=falling(noise=0.02) * 1000, val_loss=falling(noise=0.02) * 1000)
    assert one.number("outlook.gain") == pytest.approx(other.number("outlook.gain"))


def test_values_by_hand():
    m = measured(val_loss=[8, 8, 8, 4, 4, 4, 2, 2, 2, 1, 1, 1])
    # The last quarters are 4, 2 and 1: an exponential that keeps a half over each, and a power law.
    power = 1 - 2.0 ** -(math.log(2) / math.log(3.5 / 2.5))
    gain = 0.5 * (0.9375 + power)
    noise = 1.4826 * math.log(2) / math.sqrt(6) / math.sqrt(3)
    expected = {
        "outlook.gain": (gain, 12, 24),
        "outlook.low": 0.14 * gain - noise,
        "outlook.high": 2.4 * gain + noise,
        "outlook.step": 24.0,
    }
    assert differing(m, expected) == {}


def test_the_slowest_exponential_keeps_97_percent_a_quarter():
    m = measured(val_loss=np.repeat([4.0, 3.0, 2.0, 1.0], 3))
    floor = 1 - 0.97 / 0.03
    power = 1 - 2.0 ** -(math.log(2) / math.log(3.5 / 2.5))
    assert m.number("outlook.gain") == pytest.approx(0.5 * ((1 - floor) * (1 - 0.97**4) + power))


def test_what_no_longer_falls_is_not_drawn_further():
    assert measured(val_loss=np.repeat([4.0, 3.0, 2.0, 2.0], 3)).number("outlook.gain") == 0.0
    assert measured(val_loss=np.repeat([4.0, 3.0, 2.0, 0.0], 3))["outlook.gain"] is None


def test_a_fall_within_the_noise_is_uncertain():
    clear = measured(loss=falling(40, tau=15), val_loss=falling(40, tau=15, noise=0.001))
    noisy = measured(loss=falling(40, tau=3), val_loss=falling(40, tau=3, noise=0.1))
    assert clear.number("outlook.certainty") > 3.0
    assert noisy.number("outlook.certainty") < 1.0
