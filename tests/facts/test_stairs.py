"""Steps where epochs begin, and few evaluations."""

import numpy as np
import pytest

from diagnose.model import Run, Series
from tests.facts.measuring import falling, measured


def run(levels, points=20, noise=0.02):
    steps = np.arange(1, points * len(levels) + 1) / points
    values = np.repeat(levels, points) * (1.0 + noise * np.random.default_rng(0).normal(size=len(steps)))
    return Run("run", "test", (Series("loss", steps, values, "epoch", "train", "loss"),))


def test_the_drops_where_epochs_begin():
    facts = measured(run=run([1.2, 0.9, 0.6]))
    assert facts.number("stairs.drop") == pytest.approx(0.25, abs=0.03)
    assert facts.number("stairs.share") == pytest.approx(1.0, abs=0.1)
    assert facts.number("stairs.certainty") > 4.0
    assert facts["stairs.drop"].steps[0] == 1.0


@pytest.mark.parametrize(("last", "least"), [(9, 0.25), (10, -1 / 3)])
def test_an_epoch_hardly_begun_is_left_out(last, least):
    whole = run([1.2, 0.9, 0.6, 0.8], noise=0.0).series[0]
    steps, values = whole.steps[: 60 + last], whole.values[: 60 + last]
    facts = measured(run=Run("run", "test", (Series("loss", steps, values, "epoch", "train", "loss"),)))
    assert facts.number("stairs.drop") == pytest.approx(least)


def test_a_fall_within_epochs_has_none():
    steps = np.arange(1, 61) / 20
    facts = measured(run=Run("run", "test", (Series("loss", steps, falling(60, tau=30.0), "epoch", "train", "loss"),)))
    assert facts.number("stairs.share") < 0.7


def test_one_value_an_epoch_has_no_stairs():
    assert measured(loss=falling())["stairs.drop"] is None


def test_the_least_of_few_rises():
    facts = measured(loss=falling(9), val_loss=[1.0, 1.1, 1.32])
    assert facts.number("val.least_rise") == pytest.approx(0.1)
    assert facts.number("val.last_over_first") == pytest.approx(0.32)
    assert facts.number("train.fell_meanwhile") > 0.5
    assert measured(loss=falling(), val_loss=falling())["val.least_rise"] is None


def test_scores_get_worse_by_falling():
    assert measured(loss=falling(9), val_accuracy=[0.8, 0.72, 0.6]).number("val.least_rise") == pytest.approx(0.1)
