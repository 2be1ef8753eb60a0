"""Structured logs in JSON: lines, lists, states and results."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers import read
from diagnose.readers.core.opening import open_bytes


def runs_in(text: str, name: str = "log.json", reader: str | None = None) -> list[Run]:
    return read(open_bytes(text.encode(), name), reader)


def lines(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def curves(run: Run) -> dict[str, tuple[list[float], list[float]]]:
    return {one.name: (one.steps.tolist(), one.values.tolist()) for one in run.series}


def test_lines_with_configuration_first_and_odd_lines() -> None:
    text = '{}\n{"config": "a"}\n' + lines({"epoch": 0, "train_loss": 0.9}, {"epoch": 1, "train_loss": 0.7})
    (run,) = runs_in(text + "no json\n", "log.txt")
    assert curves(run) == {"train_loss": ([1, 2], [0.9, 0.7])}
    assert "1 lines that are no whole JSON objects were left out" in run.notes


def test_lines_with_nan_strings_lists_and_nested_keys() -> None:
    text = '{"epoch": 1, "train": {"loss": NaN}, "ok": true}\n{"epoch": 2, "train": {"loss": "0.5"}, "box": [1, 2]}\n'
    (run,) = runs_in(text)
    (steps, values) = curves(run)["train/loss"]
    assert steps == [1, 2]
    assert np.isnan(values[0])
    assert values[1] == 0.5
    assert "left out, since they hold no numbers: ok, box" in run.notes


def test_a_record_with_an_epoch_alone_stands_at_the_step_before() -> None:
    (run,) = runs_in(
        lines(
            {"epoch": 1, "step": 10, "loss": 0.9}, {"epoch": 1, "step": 20, "loss": 0.8}, {"epoch": 1, "val_loss": 1.0}
        )
    )
    assert curves(run) == {"loss": ([10, 20], [0.9, 0.8]), "val_loss": ([20], [1.0])}  # fmt: skip


def test_a_first_record_that_comes_twice_is_of_another_run() -> None:
    record = {"iteration": 19, "total_loss": 2.0, "lr": 0.1}
    first, second = runs_in(lines(record, record, {"iteration": 39, "total_loss": 1.0, "lr": 0.1}), "metrics.json")
    assert curves(first)["total_loss"] == ([19], [2.0])
    assert curves(second)["total_loss"] == ([19, 39], [2.0, 1.0])


def test_mmcv_validation_stands_at_the_training_step_before() -> None:
    train = [{"mode": "train", "epoch": e, "iter": i, "loss": 1.0 / e} for e in (1, 2) for i in (1, 2)]
    val = {"mode": "val", "epoch": 2, "iter": 64, "mIoU": 0.5}
    (run,) = runs_in("{}\n" + lines(*train, val))
    assert run.format == "openmmlab"
    assert curves(run) == {"train/loss": ([1, 2, 3, 4], [1.0, 1.0, 0.5, 0.5]), "val/mIoU": ([4], [0.5])}


def test_mmengine_validation_is_numbered_by_epoch() -> None:
    train = [{"lr": 0.1, "data_time": 0.1, "loss": 1.0, "epoch": 1, "iter": n, "step": n} for n in (50, 100)]
    (run,) = runs_in(lines(*train, {"coco/bbox_mAP": 0.3, "data_time": 0.1, "step": 1}))
    assert curves(run)["val/coco/bbox_mAP"] == ([100], [0.3])


CHAINER = [{"main/loss": 0.9, "validation/main/loss": 1.0, "epoch": n, "iteration": n * 9} for n in (1, 2, 3)]


def test_a_list_of_records() -> None:
    (run,) = runs_in(json.dumps(CHAINER, indent=2), "log")
    assert curves(run)["main/loss"][0] == [1, 2, 3]
    assert run.series[0].step_unit == "epoch"


def test_a_list_cut_off_keeps_what_is_whole() -> None:
    text = json.dumps(CHAINER, indent=2)
    cut = text[: text.rindex("0.9") + 2]
    (run,) = runs_in(cut, "log")
    assert [len(one) for one in run.series] == [2, 2]
    assert any("cut off" in note for note in run.notes)


def trainer_state(*history: dict[str, Any]) -> str:
    return json.dumps({"best_metric": None, "max_steps": 40, "log_history": history, "epoch": 2.0})


def test_trainer_state_by_epoch_without_its_summary() -> None:
    text = trainer_state(
        {"epoch": 1.0, "loss": "0.9", "step": 20}, {"epoch": 1.0, "eval_loss": 1.0, "step": 20},
        {"epoch": 2.0, "loss": "0.7", "step": 40}, {"epoch": 2.0, "eval_loss": 0.8, "step": 40},
        {"epoch": 2.0, "train_loss": 0.8, "train_runtime": 9.0, "step": 40},
    )  # fmt: skip
    (run,) = runs_in(text, "trainer_state.json")
    assert curves(run) == {"loss": ([1, 2], [0.9, 0.7]), "eval_loss": ([1, 2], [1.0, 0.8])}
    assert run.params["max_steps"] == 40
    assert any("summary at the end" in note for note in run.notes)


def test_trainer_state_by_steps() -> None:
    text = trainer_state({"epoch": 0.5, "loss": 0.9, "step": 10}, {"epoch": 1.0, "loss": 0.7, "step": 20})
    assert curves(runs_in(text)[0]) == {"loss": ([10, 20], [0.9, 0.7])}


def test_an_empty_trainer_state_is_refused() -> None:
    with pytest.raises(ReadError, match="log_history: no entry was logged"):
        runs_in(trainer_state())


def test_xgboost_counts_rounds_from_zero_and_lightgbm_from_one() -> None:
    (xgboost,) = runs_in(json.dumps({"validation_0": {"logloss": [0.6, 0.5]}, "validation_1": {"logloss": [0.7, 0.6]}}))
    assert curves(xgboost)["validation_1-logloss"] == ([0, 1], [0.7, 0.6])
    (lightgbm,) = runs_in(json.dumps({"training": {"l2": [0.6, 0.5]}, "valid_1": {"l2": [0.7, 0.6]}}))
    assert curves(lightgbm)["valid_1-l2"] == ([1, 2], [0.7, 0.6])


def test_evaluation_results_with_a_word_in_them_name_the_place() -> None:
    with pytest.raises(ReadError, match=r"train\.logloss\[1\]: 'low' is no number"):
        runs_in(json.dumps({"train": {"logloss": [0.6, "low"]}}), reader="evals-result")


def test_catboost() -> None:
    document = {
        "meta": {"learn_metrics": [{"name": "RMSE"}], "test_metrics": [{"name": "RMSE"}], "test_sets": ["test"]},
        "iterations": [{"learn": [2.0], "test": [3.0], "iteration": n, "passed_time": n} for n in range(3)],
    }
    (run,) = runs_in(json.dumps(document), "catboost_training.json")
    assert {one.name: one.split for one in run.series} == {"learn/RMSE": "train", "test/RMSE": "val"}
    assert run.series[0].steps.tolist() == [0, 1, 2]


def test_scikit_learn_curves() -> None:
    (run,) = runs_in(json.dumps({"loss_curve_": [0.9, 0.7], "validation_scores_": [0.5, 0.6], "n_iter_": 2}))
    assert {one.name: (one.split, one.metric) for one in run.series} == {
        "loss_curve_": ("train", "loss"), "validation_scores_": ("val", "score"),
    }  # fmt: skip


def test_scores_that_are_negated_losses_are_turned_round() -> None:
    (run,) = runs_in(json.dumps({"train_score_": [-0.9, -0.7], "validation_score_": [-1.0, -0.8]}))
    assert {one.name: (one.metric, one.values.tolist()) for one in run.series} == {
        "train_score_": ("loss", [0.9, 0.7]), "validation_score_": ("loss", [1.0, 0.8]),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '{"total_items": 3, "by_source": {"a": 1, "b": 2}}',
        '[{"text": "a", "score": 1}, {"text": "b", "score": 2}]',
        '[{"epoch": 1, "lr": 0.1}, {"epoch": 2, "lr": 0.1}]',
        "[" * 100_000,
        '{"a":' * 100_000,
        '[{"loss": 1, "epoch": 1},' * 3,
        "[1, 2, 3]",
        "{}\n{}\n",
    ],
)
def test_json_without_a_curve_is_refused_or_read_in_part(text: str) -> None:
    try:
        runs = runs_in(text)
    except ReadError:
        return
    assert text.startswith('[{"loss"')
    assert runs


@pytest.mark.parametrize("every", [0.0, 0.003])
def test_records_whose_epoch_is_rounded_are_one_run_counted_in_their_order(every: float) -> None:
    losses = [round(2.0 - number / 10, 1) for number in range(12)]
    records = [{"loss": v, "lr": 1e-4, "epoch": round(n * every, 2)} for n, v in enumerate(losses)]
    (run,) = runs_in(lines(*records))
    assert curves(run)["loss"] == (list(range(1, 13)), losses)
