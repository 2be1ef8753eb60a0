"""Two series judged together become two curves, each with the one trend that rules and reports share."""

from dataclasses import replace

import numpy as np
import pytest

from diagnose.curves import _go_together, judge_pair
from diagnose.model import Kind, Pair, Series
from diagnose.trends.limits import DEFAULT
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
    assert judged(of(swinging(0.3, 1)), of(swinging(0.3), "val_loss", "val")).val.trend.kind is Kind.FLAT


def test_swings_that_go_together_are_the_trainings_own():
    both = judged(of(swinging(0.15) * swinging(0.05, 1)), of(swinging(0.15) * swinging(0.05, 2), "val_loss", "val"))
    assert [curve.trend.kind for curve in both] == [Kind.OSCILLATING] * 2


@pytest.mark.parametrize(("share", "kind"), [(0.2, Kind.FLAT), (0.5, Kind.OSCILLATING)])
def test_a_curve_alone_swings_only_beyond_what_noise_does(share, kind):
    assert [curve.trend.kind for curve in judged(of(swinging(share)), None)] == [kind]


@pytest.mark.parametrize(("rise", "kind"), [(0.002, Kind.RISING), (0.0, Kind.FLAT), (-0.004, Kind.FALLING)])
def test_what_follows_a_step_of_both_curves_is_a_regime_of_its_own(rise, kind):
    steps, noise = np.arange(200), np.random.default_rng(5).normal(0.0, 0.01, (2, 200))
    before = 2.0 * np.exp(-steps / 40.0) + 0.4
    train = np.where(steps < 150, before, 0.7 * before * np.exp(-0.004 * (steps - 150))) * np.exp(noise[0])
    val = np.where(steps < 150, 1.2 * before, 0.9 * before[150] * np.exp(rise * (steps - 150))) * np.exp(noise[1])
    both = judged(of(train), of(val, "val_loss", "val"))
    assert both.regime_since is not None
    assert 150 <= both.regime_since <= 153
    assert both.val is not None
    assert both.val.trend.kind is kind
    assert both.val.trend.since >= 150


def test_a_step_of_the_logged_rate_parts_two_regimes():
    steps = np.arange(60)
    val = np.where(steps < 45, 1.0 + np.exp(-steps / 8.0), 0.96 + 0.004 * (steps - 45))
    train = of(np.exp(-steps / 30.0))
    rate = of(np.where(steps < 45, 0.1, 0.01), "lr", "train", "learning_rate")
    with_rate = judge_pair(Pair(train, of(val, "val_loss", "val")), DEFAULT, rate)
    assert with_rate.regime_since == 46
    assert with_rate.val is not None
    assert with_rate.val.trend.kind is Kind.RISING


@pytest.mark.parametrize(("last", "kind"), [(1.2, Kind.RISING), (0.36, Kind.FALLING)])
def test_a_leap_at_the_very_end_is_no_fall(last, kind):
    values = np.append(0.3 + 1.5 * np.exp(-np.arange(24) / 8.0), last)
    (curve,) = judged(of(values), None)
    assert curve.trend.kind is kind


def test_a_huge_first_value_measures_nothing():
    values = np.append(740.0, 6.1 * np.exp(-0.02 * np.arange(25)))
    (curve,) = judged(of(values), None)
    assert curve.trend.kind is Kind.FALLING


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


SWING = np.tile([1.0, -1.0], 20)


@pytest.mark.parametrize(
    ("below", "above"),
    [
        # swing_alone and its doubt: 0.2 · (1 + 3 / √14), which a swing of 0.246 reaches.
        (0.245 * SWING, 0.247 * SWING),
        # waves: cycles of five points move from point to point by 1.8 times less than they scatter, of six by 2.4.
        (0.2 * np.sin(2 * np.pi * STEPS / 5), 0.15 * np.sin(2 * np.pi * STEPS / 6)),
    ],
)
def test_limits_of_swings_alone(below, above):
    kinds = [judged(of(np.exp(powers)), None).train.trend.kind for powers in (below, above)]
    assert kinds == [Kind.FLAT, Kind.OSCILLATING]


def stepping(at, height=0.5, count=40):
    return np.exp(-np.where(np.arange(count) >= at, height, 0.0))


@pytest.mark.parametrize(("later", "stepped"), [(0, 21.0), (1, 22.0), (2, None)])
def test_both_curves_step_down_at_once_or_one_point_apart(later, stepped):
    both = judged(of(stepping(20)), of(stepping(20 + later), "val_loss", "val"))
    assert both.regime_since == stepped
    assert judged(of(stepping(20 + later)), of(stepping(20), "val_loss", "val")).regime_since == stepped


@pytest.mark.parametrize(
    ("rates", "stepped"),
    [
        ([1.0, 1.0, 0.59, 0.59, 0.59, 0.59], 3.0),
        ([1.0, 1.0, 0.61, 0.61, 0.61, 0.61], None),
        ([1.0, 1.0, 0.5, 0.5, 0.1, 0.1], 5.0),
        ([1.0, 0.9, 0.5, 0.5, 0.5, 0.5], None),
        ([1.0, 1.0, 0.5, 0.4, 0.4, 0.4], None),
        ([1.0, 1.0, 0.0, 0.0, 0.0, 0.0], None),
        ([1.0, 1.0, 0.5, 0.5], 3.0),
        ([1.0, 0.5, 0.5], None),
    ],
)
def test_a_rate_was_cut_where_it_stood_still_before_and_after(rates, stepped):
    rate = of(rates, "lr", "train", "learning_rate")
    assert judge_pair(Pair(of(decay(6)), None), DEFAULT, rate).regime_since == stepped


def test_a_cut_of_the_rate_is_not_looked_for_among_steps_of_another_unit():
    rate = of([1.0] * 10 + [0.1] * 10, "lr", "train", "learning_rate", "step")
    train = of(decay(20), unit="step")
    assert judge_pair(Pair(train, of(decay(20), "val_loss", "val", unit="step")), DEFAULT, rate).regime_since == 11.0
    assert judge_pair(Pair(train, of(decay(20), "val_loss", "val")), DEFAULT, rate).regime_since is None


def test_a_score_that_explodes_keeps_what_it_did_before():
    score = of([*np.linspace(-2.0, -0.5, 14), -2.0, -8.0, -40.0, -160.0, -400.0, -900.0], "val_r2", "val", "r2")
    val = judged(of(decay(20)), score).val
    assert val.trend.kind is Kind.FALLING
    assert [segment.kind for segment in val.trend.segments] == [Kind.RISING, Kind.FALLING]
    assert -900.0 < val.trend.slope < -100.0


def test_a_cut_after_the_last_point_is_none_of_the_curves():
    rate = replace(of([1.0, 1.0, 0.5, 0.5], "lr", "train", "learning_rate"), steps=np.array([1.0, 2.0, 9.0, 10.0]))
    assert judge_pair(Pair(of(decay(6)), None), DEFAULT, rate).regime_since is None
    assert judge_pair(Pair(of(decay(9)), None), DEFAULT, rate).regime_since == 9.0


@pytest.mark.parametrize(("last", "kind"), [((-0.3, 0.2), Kind.RISING), ((-0.1, 0.2), Kind.DIVERGED)])
def test_a_training_loss_holds_that_ends_below_its_start(last, kind):
    exploding = of(0.5 * np.exp(STEPS[:20] / 5), "val_loss", "val")
    train = of(np.exp(np.concatenate((np.zeros(1), np.full(17, -0.2), last))))
    assert judged(train, exploding).val.trend.kind is kind


def test_one_curve_is_told_by_its_own_name():
    assert judged(of(decay(40)), None).train.name == "loss"
    assert judged(None, of(decay(40), "val_loss", "val")).val.name == "val_loss"
    assert judged(None, of(decay(40), "val_loss", "val")).train is None


@pytest.mark.parametrize(
    ("seed", "together"),
    [(514, False), (192, True), (349, False), (99, True)],  # 2.19 and 2.21 standard errors at once, 2.18 and 2.22 later
)
def test_two_curves_go_together_from_2_2_standard_errors_on(seed, together):
    rng = np.random.default_rng(seed)
    now = [np.append(np.zeros(24), rng.permutation(17)[:16]) for _ in range(2)]
    both = judged(
        *(of(np.exp(0.01 * powers), split, split) for powers, split in zip(now, ("train", "val"), strict=True))
    )
    assert _go_together(both.train, both.val, DEFAULT) is together


@pytest.mark.parametrize(("first", "unit"), [(1.0, "epoch"), (1001.0, "epoch")])
def test_swings_are_the_same_wherever_the_steps_begin(first, unit):
    both = [
        replace(of(np.exp(0.1 * SWING - 0.001 * STEPS), f"{split} loss", split), steps=STEPS + first)
        for split in ("train", "val")
    ]
    assert [curve.trend.kind for curve in judged(*both)] == [Kind.OSCILLATING] * 2


@pytest.mark.parametrize(("slope", "kind"), [(0.0155, Kind.OSCILLATING), (0.0175, Kind.FALLING)])
def test_a_calmer_curve_that_is_carried_by_three_times_its_scatter_does_not_swing_along(slope, kind):
    # 0.086 of scatter against what the slope makes of 0.4 of 39 steps.
    calm = of(np.exp(0.058 * SWING - slope * STEPS))
    wild = of(np.exp(0.08 * SWING), "val_loss", "val")
    assert judged(calm, wild).train.trend.kind is kind


def test_one_value_swings_with_nothing():
    assert judged(of(np.exp(0.12 * SWING)), of([1.0], "val_loss", "val")).train.trend.kind is Kind.FLAT


@pytest.mark.parametrize(("count", "stepped"), [(6, None), (7, 4.0)])
def test_seven_points_are_the_fewest_that_show_a_step(count, stepped):
    assert judged(of(stepping(3, count=count)), of(stepping(3, count=count), "val_loss", "val")).regime_since == stepped
    long = of(stepping(3, count=40))
    assert judged(long, of(stepping(3, count=count), "val_loss", "val")).regime_since == stepped
    assert judged(of(stepping(3, count=count)), replace(long, name="val_loss", split="val")).regime_since == stepped


@pytest.mark.parametrize(("height", "kind"), [(0.0515, Kind.FLAT), (0.0535, Kind.OSCILLATING)])
def test_the_calmer_curve_scatters_six_tenths_as_much(height, kind):
    wild = of(np.exp(0.0877 * SWING), "val_loss", "val")
    assert judged(of(np.exp(height * SWING)), wild).train.trend.kind is kind
