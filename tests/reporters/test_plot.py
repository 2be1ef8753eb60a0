"""What both pictures show: which curves, from which step to which, and where a curve ends."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.curves import judge_pair
from diagnose.model import Curve, Pair, Series
from diagnose.reporters.plot import MOST_POINTS, drawn, last_finite, plot_of
from diagnose.trends.limits import DEFAULT


def curves(train: list[float], val: list[float], val_steps: list[float]):
    losses = Series("loss", np.arange(1.0, len(train) + 1.0), np.array(train), split="train", metric="loss")
    val_losses = Series("val_loss", np.array(val_steps), np.array(val), split="val", metric="loss")
    return judge_pair(Pair(losses, val_losses), DEFAULT)


def val_curve(val, val_steps) -> Curve:
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
    steps, values = drawn(val_curve([3.0, 1.0, 2.0], [3.0, 1.0, 2.0]))
    assert steps.tolist() == values.tolist() == [1.0, 2.0, 3.0]


def test_of_a_long_curve_the_spikes_are_drawn_and_a_stretch_without_values():
    values = np.ones(100_000)
    values[31_337], values[77_777], values[50_000:51_000] = 5.0, 0.1, np.nan
    steps, kept = drawn(val_curve(values, np.arange(100_000.0)))
    assert len(steps) <= MOST_POINTS
    assert (np.nanmax(kept), np.nanmin(kept)) == (5.0, 0.1)
    assert 15 <= np.isnan(kept).sum() <= 20
    assert (np.diff(steps) > 0).all()


@pytest.mark.parametrize(("count", "all_drawn"), [(MOST_POINTS, True), (MOST_POINTS + 1, False)])
def test_a_curve_of_so_many_points_is_drawn_whole(count, all_drawn):
    steps, _ = drawn(val_curve(np.linspace(2.0, 1.0, count), np.arange(1.0, count + 1.0)))
    assert (len(steps) == count) is all_drawn


def test_a_curve_ends_at_its_last_finite_value():
    assert last_finite(val_curve([3.0, 2.0, np.nan], [1.0, 2.0, 3.0])) == 2.0
    assert last_finite(val_curve([np.nan, np.inf], [1.0, 2.0])) is None
