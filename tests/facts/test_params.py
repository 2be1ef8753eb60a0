"""What the parameters of a run allow."""

import numpy as np
import pytest

from diagnose.model import Run, Series
from tests.facts.measuring import differing, falling, measured


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


SIZES = ("iterations_expected", "iterations_off", "last_batch_share", "last_batch")


@pytest.mark.parametrize("known", [{}, {"samples": 2000}, {"batch_size": 32}, {"samples": 2000, "epochs": 10}])
def test_without_samples_and_batch_size_nothing_follows_from_them(known):
    assert differing(of(**known), {f"params.{name}": None for name in SIZES}) == {}
    assert differing(of(**known, steps=60), {"params.iterations": 60.0, "params.iterations_off": None}) == {}


def test_values_by_hand():
    expected = {"last_batch": 20.0, "last_batch_share": 1.0, "iterations": 5.0, "updates": 120.0, "epochs_short": None}
    assert differing(of(samples=100, batch_size=20), {f"params.{name}": each for name, each in expected.items()}) == {}
    assert differing(of(samples=20, batch_size=20), {"params.last_batch_share": None, "params.last_batch": 20.0}) == {}
    assert differing(of(samples=21, batch_size=20), {"params.last_batch_share": 0.05, "params.last_batch": 1.0}) == {}
    assert differing(of(epochs=20), {"params.epochs": 20.0, "params.epochs_short": 1 - 24 / 20}) == {}
    assert differing(of(), {"params.updates": None, "params.epochs_short": None, "params.iterations": None}) == {}


def test_where_steps_are_no_epochs_none_were_seen():
    series = Series("loss", np.arange(1.0, 25.0), falling(), "step", "train", "loss")
    m = measured(run=Run("run", "test", (series,), {"epochs": 30, "steps": 5}))
    assert differing(m, {"params.epochs_short": None, "params.updates": None, "params.iterations": 5.0}) == {}


def test_penalties_are_those_that_the_parameters_name():
    m = measured({"weight_decay": 0.1, "dropout": 0.5}, loss=[2.0, 1.0])
    assert (m.number("params.weight_decay"), m.number("params.dropout")) == (0.1, 0.5)
    assert measured({"dropout": 0.0}, loss=[2.0, 1.0]).get("params.dropout") is None
