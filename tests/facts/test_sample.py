"""How many samples a validation set holds."""

import numpy as np
import pytest

from diagnose.facts.sample import granularity
from tests.facts.measuring import differing, falling, measured


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


@pytest.mark.parametrize(("samples", "count"), [(150, 150), (157, None)])
def test_chance_is_below_one_in_a_thousand(samples, count):
    # Of three values with four decimals the chance is 150 · 0.018³ = 0.0009, and 157 · 0.019³ = 0.00105.
    assert granularity(np.round(np.array([101, 103, 107]) / samples, 4)) == count


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


def test_jitter_by_hand():
    swings = (-1.0) ** np.arange(8)
    m = measured(loss=np.exp(0.02 * swings), val_loss=np.exp(0.1 * swings))
    noise = 0.4 * 1.4826 / 6**0.5
    assert differing(m, {"val.jitter": noise, "val.jitter_over_train": 5.0}) == {}
    still = measured(loss=[1.0] * 8, val_loss=np.exp(0.1 * swings))
    assert differing(still, {"val.jitter_over_train": 1e3}) == {}
    below = measured(loss=np.exp(0.02 * swings), val_loss=-np.exp(0.1 * swings))
    assert differing(below, {"val.jitter": None, "val.jitter_over_train": None}) == {}


def test_the_margin_by_hand():
    share = np.array([0.1, 0.2, 0.4, 0.5, 0.6])
    m = measured({"val_samples": 96}, loss=falling(5), val_loss=falling(5), val_accuracy=share)
    assert differing(m, {"val.accuracy_margin": 1.96 * (0.25 / 96) ** 0.5, "val.samples": 96.0}) == {}
    certain = measured({"val_samples": 96}, loss=falling(5), val_loss=falling(5), val_accuracy=[1.0] * 5)
    assert differing(certain, {"val.accuracy_margin": 0.0}) == {}
    other = measured({"val_samples": 96}, loss=falling(5), val_loss=falling(5), val_auc=share)
    assert differing(other, {"val.accuracy_margin": None, "val.samples": 96.0}) == {}


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([3 / 7, 4 / 7, 5 / 7], 7),
        ([3 / 7, 4 / 7], None),
        ([0.0, 1.0, 3 / 7, 4 / 7], None),
        ([0.0, 1.0, 1 / 2, 1 / 2, 1 / 2], None),
        ([123 / 499, 240 / 499, 400 / 499, 411 / 499], 499),
        ([123 / 503, 240 / 503, 400 / 503, 411 / 503], None),
    ],
)
def test_three_different_values_between_none_and_all_are_the_fewest(values, count):
    assert granularity(np.array(values)) == count


@pytest.mark.parametrize(("values", "count"), [([0.4286, 0.5714, 0.7143], 7), ([0.43, 0.57, 0.71], None)])
def test_rounded_values_may_be_off_by_their_last_digit(values, count):
    assert granularity(np.array(values)) == count


def test_the_last_thousand_values_are_looked_at():
    values = np.concatenate(
        [np.random.default_rng(0).uniform(0.1, 0.9, 50), np.tile([3 / 7, 4 / 7, 5 / 7, 6 / 7], 250)]
    )
    assert granularity(values) == 7
    assert granularity(values[:-1]) is None


@pytest.mark.parametrize(("count", "found"), [(40, 40), (50, None)])
def test_sixteen_values_are_looked_at(count, found):
    assert granularity(np.round(np.arange(1.0, count) / count, 2)) == found
