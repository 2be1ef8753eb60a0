"""How much of a run there is to see."""

import numpy as np
import pytest

from diagnose.model import Run, Series
from tests.facts.measuring import differing, measured


@pytest.mark.parametrize(("unit", "units"), [("epoch", "epochs"), ("step", "steps"), ("batch", "batches")])
def test_units(unit, units):
    series = Series("loss", np.arange(3.0), np.ones(3), unit, "train", "loss")
    expected = {"unit": unit, "units": units, "train.points": 3.0, "val.points": 0.0}
    assert differing(measured(run=Run("run", "test", (series,))), expected) == {}


def test_points_are_those_of_each_curve():
    assert differing(measured(val_loss=[1, 2]), {"train.points": 0.0, "val.points": 2.0, "unit": "epoch"}) == {}
