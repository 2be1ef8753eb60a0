"""What the parameters of a run allow."""

import pytest

from tests.facts.measuring import falling, measured


def of(**params):
    return measured(params, loss=falling(), val_loss=falling())


def test_iterations_are_samples_over_batch_size_with_the_last_short_batch():
    m = of(samples=2000, batch_size=32)
    assert m.number("params.iterations") == 63
    assert m.number("params.last_batch") == 16
    assert m.number("params.last_batch_share") == 0.5
    assert m.number("params.updates") == 63 * 24


@pytest.mark.parametrize(("steps", "off"), [(63, 0), (62, -1), (80, 17)])
def test_steps_against_what_is_expected(steps, off):
    assert of(samples=2000, batch_size=32, steps=steps).number("params.iterations_off") == off


def test_the_names_of_keras_1_are_known():
    m = of(samples_per_epoch=2000, nb_epoch=30, batch_size=32, steps_per_epoch=70)
    assert m.number("params.iterations_off") == 7
    assert m.number("params.epochs") == 30
    assert m.number("params.epochs_short") == pytest.approx(0.2)


@pytest.mark.parametrize("value", [None, True, 0, -5, "32", float("nan"), float("inf")])
def test_what_is_no_positive_number_is_not_known(value):
    m = of(samples=2000, batch_size=value)
    assert m["params.batch_size"] is None
    assert m["params.iterations"] is None
