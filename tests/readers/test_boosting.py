"""Boosting rounds as XGBoost, LightGBM and CatBoost print them."""

from __future__ import annotations

import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.boosting import Boosting
from diagnose.readers.core.opening import open_bytes
from diagnose.readers.core.reader import Fit


def read(log: str) -> list[Run]:
    return Boosting().read(open_bytes(log.encode(), "b.log"))


def values(run: Run) -> dict[str, list[float]]:
    return {series.name: series.values.tolist() for series in run.series}


def test_rounds_of_xgboost_are_steps_numbered_as_the_log_does() -> None:
    [run] = read("[0]\ttrain-rmse:8.1\tvalidation-rmse:7.9\nhook saved\n[10]\ttrain-rmse:6.6\tvalidation-rmse:nan\n")
    assert run.series[0].steps.tolist() == [0, 10]
    assert run.series[0].step_unit == "step"
    assert values(run)["train-rmse"] == [8.1, 6.6]


def test_means_of_a_cross_validation_are_read_without_their_deviations() -> None:
    [run] = read("[0]\ttrain-rmse:0.5+0.01\ttest-rmse:0.6+0.02\n[1]\ttrain-rmse:0.4+0.01\ttest-rmse:0.5+0.02\n")
    assert values(run) == {"train-rmse": [0.5, 0.4], "test-rmse": [0.6, 0.5]}
    [run] = read("[10]\tcv_agg's rmse: 0.5 + 0.01\n[20]\tcv_agg's rmse: 0.4 + 0.01\n")
    assert values(run) == {"cv_agg's rmse": [0.5, 0.4]}


def test_the_repeated_line_of_the_best_round_is_no_round() -> None:
    log = "[1]\tvalid_0's l2: 0.9\n[2]\tvalid_0's l2: 0.5\n[3]\tvalid_0's l2: 0.6\n"
    [run] = read(log + "Early stopping, best iteration is:\n[2]\tvalid_0's l2: 0.5\n")
    assert values(run) == {"valid_0's l2": [0.9, 0.5, 0.6]}


def test_rounds_that_start_over_are_another_model() -> None:
    model = "[1]\tvalid_0's l2: 0.9\tvalid_0's auc: 0.5\n[2]\tvalid_0's l2: 0.5\tvalid_0's auc: 0.6\n"
    assert [len(run.series[0]) for run in read(model * 3)] == [2, 2, 2]


def test_catboost_pasted_with_spaces_for_tabs_or_without_colons() -> None:
    pasted = "".join(
        f"{n}:     learn: 0.9{n}        test: 0.8{n} best: 0.85 (1)     total: 17.5s    remaining: 1h 39m 38s\n"
        for n in range(4, 8)
    )
    [run] = read(pasted)
    assert values(run) == {"learn": [0.94, 0.95, 0.96, 0.97], "test": [0.84, 0.85, 0.86, 0.87]}
    [run] = read("".join(f"{n}:      learn 0.6{n}passed: 17.4 sec   total: 3m   remaining: 3h 42m\n" for n in range(3)))
    assert values(run) == {"learn": [0.6, 0.61, 0.62]}
    with pytest.raises(ReadError):
        read("1: learn 10 words a day\n2: learn 20 words a day\n")


def test_lightgbm_of_the_command_line() -> None:
    lines = (
        "[LightGBM] [Info] Iteration:{0}, training auc : 0.{0}\n[LightGBM] [Info] Iteration:{0}, valid_1 auc : 0.{0}\n"
    )
    [run] = read(lines.format(1) + lines.format(2))
    assert values(run) == {"training auc": [0.1, 0.2], "valid_1 auc": [0.1, 0.2]}


@pytest.mark.parametrize(("best", "metric"), [(min, "loss"), (max, "score")])
def test_the_best_value_tells_which_way_catboost_s_metric_is_better(best, metric: str) -> None:
    tests = [0.5, 0.7, 0.6]
    log = "".join(
        f"{at}:\tlearn: 0.{at}\ttest: {value}\tbest: {best(tests[: at + 1])} ({at})\ttotal: 5ms\tremaining: 1m\n"
        for at, value in enumerate(tests)
    )
    [run] = read(log)
    assert values(run) == {"learn": [0.0, 0.1, 0.2], "test": tests}
    assert {(series.split, series.metric) for series in run.series} == {("train", metric), ("val", metric)}


def test_trials_of_a_search_are_no_rounds() -> None:
    with pytest.raises(ReadError, match="boosting"):
        read("0:\tloss: 0.33\tbest: 0.33 (0)\ttotal: 3.86s\tremaining: 57.9s\n" * 3)


def test_the_head_tells_how_sure_it_is() -> None:
    lines = ["[0]\ttrain-rmse:8.1", "[1]\ttrain-rmse:8.0", "Epoch 3: loss 0.5 [0] text"]
    fits = [Boosting().sniff(open_bytes(text.encode(), "x")) for text in ("\n".join(lines), lines[0], lines[2])]
    assert fits == [Fit.YES, Fit.MAYBE, Fit.NO]
