"""Two series judged together become two curves, each with the one trend that rules and reports share."""

from dataclasses import replace

import numpy as np
import pytest

from diagnose.curves import judge_pair
from diagnose.model import Kind, Pair, Series
from diagnose.trends.thresholds import DEFAULT
from tests.trends.curves import decay

STEPS = np.arange(1.0, 41.0)


def of(values, name="loss", split="train", metric="loss", unit="epoch"):
    return Series(name, np.arange(1.0, len(values) + 1.0), np.asarray(values, dtype=float), unit, split, metric)


def swinging(share, seed=3):
    return 0.5 * np.exp(share * np.random.default_rng(seed).normal(size=40))


def judged(train, val):
    return judge_pair(Pair(train, val), DEFAULT)


def test_two_series_of_one_name_are_two_curves():
    both = judged(of(decay(40, rate=3.0)), of(decay(40, rate=3.0) + 0.1, split="val"))
    assert [curve.name for curve in both] == ["loss (train)", "loss (val)"]
    assert [curve.series.split for curve in both] == ["train", "val"]


def test_a_score_is_turned_over_and_told_as_it_was_logged():
    both = judged(of(decay(40, rate=1.0)), of(0.95 - 0.9 * decay(40, rate=1.0), "val_acc", "val", "accuracy"))
    assert both.val.turned
    assert (both.val.trend.kind, both.val.kind) == (Kind.RISING, Kind.FALLING)
    assert both.val.trend.slope > 0
    assert [segment.kind for segment in both.val.trend.segments] == [Kind.RISING]


@pytest.mark.parametrize("low", [0.001, 0.01, 0.3])
def test_a_score_that_rises_from_next_to_nothing_has_not_exploded(low):
    score = of(low + (0.95 - low) * (1 - np.exp(-STEPS / 8)), "val_acc", "val", "accuracy")
    assert judged(of(decay(40, rate=1.0)), score).val.trend.kind in (Kind.RISING, Kind.FLAT)


def test_swings_of_one_curve_alone_are_noise():
    both = judged(of(decay(40, rate=3.0, floor=0.1)), of(swinging(0.3), "val_loss", "val"))
    assert both.val.trend.kind is Kind.FLAT
    assert both.val.swings
    assert judged(of(swinging(0.3, 1)), of(swinging(0.3), "val_loss", "val")).val.trend.kind is Kind.OSCILLATING


def test_swings_of_single_batches_are_noise():
    by_step = of(swinging(0.3), unit="step")
    assert [curve.kind for curve in judged(by_step, None)] == [Kind.FLAT]
    assert [curve.kind for curve in judged(replace(by_step, step_unit="epoch"), None)] == [Kind.OSCILLATING]


def test_a_validation_loss_that_explodes_alone_rises():
    exploding = of(0.5 * np.exp(STEPS / 10), "val_loss", "val")
    assert judged(of(decay(40, rate=1.0)), exploding).val.trend.kind is Kind.RISING
    assert judged(of(0.5 * np.exp(STEPS / 10)), exploding).val.trend.kind is Kind.DIVERGED


@pytest.mark.parametrize(("share", "kind"), [(0.7, Kind.OSCILLATING), (0.45, Kind.FLAT)])
def test_the_calmer_curve_swings_along_from_six_tenths_of_the_other_on(share, kind):
    swings = np.tile([1.0, -1.0], 20)
    calm = of(0.5 * np.exp(0.09 * share * swings))
    wild = of(0.5 * np.exp(0.12 * swings + 0.02 * np.sin(STEPS)), "val_loss", "val")
    assert judged(calm, wild).train.trend.kind is kind
