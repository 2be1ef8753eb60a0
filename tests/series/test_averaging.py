"""Un-averaging: the formula in both directions, its bounds, and the batch values that a real Keras run recorded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.model import Run, Series
from diagnose.readers import read
from diagnose.readers.core.opening import open_path
from diagnose.series import prepare, recover
from diagnose.series.averaging import batch_means, fall_explained, running_mean, unaverage

NATIVE = Path(__file__).parents[3] / "shared" / "native"
BARS = sorted(NATIVE.glob("keras_stdout_v1_*/*/truth.json")) + sorted(
    (Path(__file__).parents[1] / "readers" / "fixtures").glob("keras_bar/*/batches.json")
)

# The second log of seeds/001: samples seen, loss and accuracy shown, batches of 10.
SEEN = np.arange(10.0, 191.0, 10.0)
FIRST_LOSSES = (0.0114, 0.0073, 0.0067, 0.0105, 0.0785, 0.0729, 0.0632, 0.1083, 0.1396, 0.1291)
LOSS = np.array((*FIRST_LOSSES, 0.1180, 0.1133, 0.1050, 0.0980, 0.0923, 0.0866, 0.0848, 0.0802, 0.0762))
FIRST_ACCURACIES = (1.0, 1.0, 1.0, 1.0, 0.98, 0.9833, 0.9857, 0.975, 0.9667, 0.97)
ACC = np.array((*FIRST_ACCURACIES, 0.9727, 0.975, 0.9769, 0.9786, 0.98, 0.9812, 0.9824, 0.9833, 0.9842))


def bar(name: str, values: np.ndarray, seen: np.ndarray = SEEN) -> Series:
    metric = {"loss": "loss", "acc": "accuracy"}[name]
    bound = np.full(len(values), 0.5e-4)
    return Series(name, seen, values, "batch", "train", metric, bound, averaged=True, seen=seen)


@given(
    st.lists(st.tuples(st.floats(-100, 100), st.integers(1, 512)), min_size=1, max_size=60),
    st.integers(1, 5),
)
def test_what_is_averaged_comes_back(batches: list[tuple[float, int]], epochs: int) -> None:
    values, sizes = np.array(batches, dtype=float).T
    shown = np.tile(running_mean(values, sizes), epochs)
    seen = np.tile(np.cumsum(sizes), epochs)
    found = unaverage(shown, seen)
    assert found.values == pytest.approx(np.tile(values, epochs), abs=1e-6)


@given(
    st.lists(st.tuples(st.floats(0, 10), st.integers(1, 64)), min_size=2, max_size=40),
    st.data(),
)
def test_the_bound_holds_for_rounded_and_thinned_updates(batches: list[tuple[float, int]], data: st.DataObject) -> None:
    values, sizes = np.array(batches, dtype=float).T
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    kept[-1] = True
    shown, seen = np.round(running_mean(values, sizes), 4)[kept], np.cumsum(sizes)[kept]
    found = unaverage(shown, seen, np.full(len(shown), 0.5e-4))
    totals, counts = np.cumsum(values * sizes)[kept], np.cumsum(sizes)[kept]
    true = np.diff(totals, prepend=0.0) / np.diff(counts, prepend=0.0)
    assert np.all(np.abs(found.values - true) <= found.bounds + 1e-9)


def test_the_short_last_batch_weighs_less() -> None:
    shown = running_mean(np.array([1.0, 1.0, 3.0]), np.array([10.0, 10.0, 9.0]))
    assert shown[-1] == pytest.approx((20 + 27) / 29)
    assert unaverage(shown, np.array([10.0, 20.0, 29.0])).values[-1] == pytest.approx(3.0)


def test_seeds_001_the_batch_lost_35_times_more_than_the_bar_before_it() -> None:
    means = unaverage(LOSS, SEEN, np.full(len(LOSS), 0.5e-4))
    assert means.values[4] == pytest.approx(0.35, abs=0.001)
    assert means.bounds[4] == pytest.approx((50 + 40) * 0.5e-4 / 10)
    assert unaverage(ACC, SEEN).values[4] == pytest.approx(0.9)


def test_seeds_001_is_explained() -> None:
    said = fall_explained(bar("acc", ACC), [bar("loss", LOSS)])
    assert said is not None
    assert "fell from 1 to 0.98" in said
    assert "between 40 and 50 had 0.9 ±" in said
    assert "0.35 ±" in said
    assert "while the bar shows 0.0785" in said
    assert fall_explained(bar("loss", LOSS), []) is None
    assert fall_explained(bar("acc", np.sort(ACC)), []) is None


def test_a_run_is_recovered_once_and_only_where_that_can_be() -> None:
    run = Run("x", "keras-stdout", (bar("loss", LOSS), bar("acc", ACC)), {"samples": 190, "batch_size": 10})
    found = recover(run)
    assert not any(one.averaged for one in found.series)
    assert found.series[0].values[4] == pytest.approx(0.35, abs=0.001)
    assert len(found.notes) == 1
    assert recover(found) is found
    twice = replace(run, params={**run.params, "bar_averages_twice": 1})
    assert recover(twice) is twice


def test_a_last_batch_of_unknown_size_widens_the_bound_or_is_left_out() -> None:
    values, sizes = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([8.0, 8.0, 8.0, 8.0, 3.0])
    shown = running_mean(values, sizes)
    steps = np.arange(1.0, 6.0)
    alone = batch_means(bar("loss", shown, steps), last_is_full=False)
    assert len(alone) == 4
    kept = [1, 4]
    wide = batch_means(bar("loss", shown[kept], steps[kept]), last_is_full=False)
    narrow = batch_means(bar("loss", shown[kept], steps[kept]))
    assert wide.bound is not None
    assert narrow.bound is not None
    true = np.dot(values[2:], sizes[2:]) / sizes[2:].sum()
    assert abs(wide.values[-1] - true) <= wide.bound[-1]
    assert narrow.bound[-1] < wide.bound[-1]


def test_a_nan_hides_the_rest_of_its_epoch_only() -> None:
    shown = np.array([1.0, np.nan, np.nan, 2.0, 2.0])
    found = unaverage(shown, np.array([1.0, 2.0, 3.0, 1.0, 2.0]))
    assert np.isnan(found.values).tolist() == [False, True, True, False, False]


@pytest.mark.skipif(not BARS, reason="needs ../shared/native, which is not here")
@pytest.mark.parametrize("truth_file", BARS, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_against_the_batches_that_keras_saw(truth_file: Path) -> None:
    truth = json.loads(truth_file.read_text())
    log = next(path for path in truth_file.parent.iterdir() if path.name.startswith("stdout"))
    (run,) = read(open_path(log))
    shown = next(one for one in run.series if one.step_unit == "batch" and one.name == "loss")
    assert shown.seen is not None
    as_shown = np.concatenate(truth["running_loss_as_shown"])
    assert np.all(np.abs(shown.values - as_shown[shown.steps.astype(int) - 1]) <= 0.51e-4)
    sizes = np.array(truth["batch_sizes"], dtype=float)
    sums = np.cumsum(np.array(truth["batch_loss"]) * sizes, axis=1)
    counts = np.cumsum(sizes, axis=1)
    found = next(one for one in recover(prepare(run)).series if one.step_unit == "batch" and one.name == "loss")
    total = sizes.shape[1]
    before = dict(
        zip(shown.steps, np.where(shown.seen > np.roll(shown.seen, 1), np.roll(shown.seen, 1), 0), strict=True)
    )
    assert found.bound is not None
    for step, value, bound in zip(found.steps, found.values, found.bound, strict=True):
        epoch, last = divmod(int(step) - 1, total)
        first = int(before[step])
        sum_before, count_before = (sums[epoch, first - 1], counts[epoch, first - 1]) if first else (0.0, 0.0)
        true = (sums[epoch, last] - sum_before) / (counts[epoch, last] - count_before)
        assert abs(value - true) <= bound + 1e-6


def test_values_by_hand() -> None:
    means = unaverage(np.array([4.0, 3.0, 5.0]), np.array([2.0, 4.0, 1.0]), np.array([0.1, 0.2, 0.3]))
    assert means.values.tolist() == pytest.approx([4.0, 2.0, 5.0])
    assert means.bounds.tolist() == pytest.approx([0.1, (4 * 0.2 + 2 * 0.1) / 2, 0.3])
    assert means.before.tolist() == [0.0, 2.0, 0.0]
    again = unaverage(np.array([4.0, 3.0]), np.array([2.0, 2.0]))
    assert again.values.tolist() == [4.0, 3.0]
    assert again.bounds.tolist() == [0.0, 0.0]


def test_the_bound_of_a_last_batch_of_unknown_size_by_hand() -> None:
    # Shown after 1, 3 and, at the end, 4 batches: the last covers one batch and is left out; without it, one of two.
    alone = batch_means(bar("loss", np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 4.0])), last_is_full=False)
    assert alone.values.tolist() == pytest.approx([1.0, 2.5])
    wide = batch_means(bar("loss", np.array([1.0, 2.0]), np.array([2.0, 4.0])), last_is_full=False)
    # As if it were full the last two have 3; were it empty, the one before had 4.
    assert wide.bound is not None
    assert wide.values.tolist() == pytest.approx([1.0, 3.0])
    assert wide.bound.tolist() == pytest.approx([0.5e-4, 1.0 + 1.5e-4])
    assert not wide.averaged


def test_a_series_that_does_not_tell_what_it_covers_is_refused() -> None:
    with pytest.raises(ValueError, match="loss does not tell"):
        batch_means(Series("loss", SEEN, LOSS))


@pytest.mark.parametrize(("fall", "explained"), [(0.9e-4, False), (1.1e-4, True)])
def test_a_fall_by_no_more_than_rounding_is_none(fall: float, explained: bool) -> None:
    score = bar("acc", np.array([0.9, 0.9 - fall]), np.array([10.0, 20.0]))
    assert (fall_explained(score, []) is not None) is explained
    assert fall_explained(bar("acc", np.array([0.9, 0.5]), np.array([10.0, 10.0])), []) is None
    assert fall_explained(bar("acc", np.array([0.9]), np.array([10.0])), []) is None
    assert fall_explained(replace(score, bound=None), []) is not None
    assert fall_explained(bar("acc", np.array([0.9, 0.5]), np.array([1.0, 2.0])), []) is not None


def test_only_the_loss_of_the_same_updates_is_told_beside_it() -> None:
    score, loss = bar("acc", np.array([0.9, 0.8]), SEEN[:2]), bar("loss", np.array([0.5, 0.7]), SEEN[:2])
    said = fall_explained(score, [bar("loss", LOSS), loss])
    assert said is not None
    assert "had 0.7 ± 0.0002 (their loss was 0.9 ± 0.0002, while the bar shows 0.7)" in said
