"""How many samples a validation set holds."""

import numpy as np
import pytest

from diagnose.facts.sample import granularity
from tests.facts.measuring import falling, measured


@pytest.mark.parametrize("count", [15, 40, 90, 180, 400])
@pytest.mark.parametrize("places", [4, 7, 16])
def test_the_steps_of_an_accuracy_give_the_number_of_samples(count, places):
    rng = np.random.default_rng(count)
    right = rng.binomial(count, np.linspace(0.4, 0.8, 25))
    found = granularity(np.round(right / count, places))
    # A divisor fits as well where all counts share a factor; nothing larger or other does.
    assert found is None or count % found == 0
    if places > 4 or count <= 90:
        assert found == count


def test_a_fine_accuracy_gives_none():
    rng = np.random.default_rng(1)
    assert granularity(rng.binomial(10_000, np.linspace(0.4, 0.8, 25)) / 10_000) is None
    assert granularity(rng.uniform(0.2, 0.9, 25)) is None


def test_two_decimals_may_be_rounding_and_prove_nothing():
    rng = np.random.default_rng(1)
    assert granularity(rng.binomial(100, np.linspace(0.4, 0.8, 25)) / 100) is None


def test_few_values_prove_nothing():
    assert granularity(np.array([0.5, 0.5, 0.75])) is None


def test_the_parameters_go_before_the_steps():
    accuracy = np.round(np.linspace(0.4, 0.8, 24) * 40) / 40
    m = measured({"nb_val_samples": 1000}, loss=falling(), val_loss=falling(), val_accuracy=accuracy)
    assert m.number("val.samples") == 1000
    share = accuracy[-3:].mean()
    assert m.number("val.accuracy_margin") == pytest.approx(1.96 * (share * (1 - share) / 1000) ** 0.5)


def test_noise_of_validation_against_training():
    m = measured(loss=falling(noise=0.01), val_loss=falling(noise=0.1, seed=3))
    assert m.number("val.jitter") == pytest.approx(0.1, rel=0.6)
    assert m.number("val.jitter_over_train") > 3
