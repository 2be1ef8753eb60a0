"""What both pictures show: which curves, from which step to which, and where a curve ends."""

from __future__ import annotations

import numpy as np

from diagnose.curves import judge_pair
from diagnose.model import Curve, Pair, Series
from diagnose.reporters.plot import in_order, last_finite, plot_of
from diagnose.trends.limits import DEFAULT


def curves(train: list[float], val: list[float], val_steps: list[float]):
    losses = Series("loss", np.arange(1.0, len(train) + 1.0), np.array(train), split="train", metric="loss")
    val_losses = Series("val_loss", np.array(val_steps), np.array(val), split="val", metric="loss")
    return judge_pair(Pair(losses, val_losses), DEFAULT)


def val_curve(val: list[float], val_steps: list[float]) -> Curve:
    curve = curves([1.0, 0.5], val, val_steps).val
    assert curve is not None
    return curve


def test_the_plot_reaches_over_the_steps_of_both_curves():
    plot = plot_of(curves([3.0, 2.0, 1.0], [2.5, 1.5], [2.0, 5.0]))
    assert plot is not None
    assert [split for split, _ in plot.curves] == ["train", "val"]
    assert (plot.first, plot.last, plot.step_unit) == (1.0, 5.0, "epoch")
    assert plot.across(np.array([1.0, 3.0, 5.0])).tolist() == [0.0, 0.5, 1.0]


def test_there_is_no_plot_without_two_points():
    assert plot_of(curves([1.0], [2.0], [1.0])) is None


def test_a_curve_without_values_is_left_out():
    plot = plot_of(curves([3.0, 2.0], [], []))
    assert plot is not None
    assert [split for split, _ in plot.curves] == ["train"]


def test_a_curve_is_drawn_in_the_order_of_its_steps():
    steps, values = in_order(val_curve([3.0, 1.0, 2.0], [3.0, 1.0, 2.0]))
    assert steps.tolist() == values.tolist() == [1.0, 2.0, 3.0]


def test_a_curve_ends_at_its_last_finite_value():
    assert last_finite(val_curve([3.0, 2.0, np.nan], [1.0, 2.0, 3.0])) == 2.0
    assert last_finite(val_curve([np.nan, np.inf], [1.0, 2.0])) is None
