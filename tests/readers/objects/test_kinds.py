"""What lives in Python after a training becomes a run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from diagnose.errors import ReadError
from diagnose.model import Run
from diagnose.readers.objects.kinds import run_of

LOSSES = {"loss": [0.9, 0.7], "val_loss": [1.0, 0.8]}


def curves(run: Run) -> dict[str, list[float]]:
    return {one.name: one.values.tolist() for one in run.series}


class MLPClassifier:
    loss_curve_ = (0.9, 0.7)
    validation_scores_ = (0.5, 0.6)
    train_score_ = None


class HistGradientBoostingRegressor:
    train_score_ = np.array([-0.9, -0.7])
    validation_score_ = np.array([-1.0, -0.8])


@pytest.mark.parametrize(
    "thing",
    [
        LOSSES,
        {"history": LOSSES, "params": {"epochs": 2}},
        SimpleNamespace(history=LOSSES, epoch=[0, 1], params={"epochs": 2}),
        SimpleNamespace(history={key: np.array(value) for key, value in LOSSES.items()}),
        pd.DataFrame(LOSSES),
        pd.DataFrame({"epoch": [1, 2], **LOSSES, "phase": ["a", "b"]}),
        [{"epoch": n + 1, "loss": LOSSES["loss"][n], "val_loss": LOSSES["val_loss"][n]} for n in (0, 1)],
        SimpleNamespace(state=SimpleNamespace(log_history=[{"epoch": 1, "loss": 0.9, "val_loss": 1.0},
                                                           {"epoch": 2, "loss": 0.7, "val_loss": 0.8}])),
    ],
)  # fmt: skip
def test_the_same_two_curves(thing: Any) -> None:
    run = run_of(thing)
    assert curves(run) == LOSSES
    assert [one.steps.tolist() for one in run.series] == [[1, 2], [1, 2]]


@pytest.mark.parametrize("attribute", ["evals_result_", "evals_result", "get_evals_result"])
def test_boosters(attribute: str) -> None:
    result = {"training": {"l2": [0.9, 0.7]}, "valid_1": {"l2": [1.0, 0.8]}}
    thing = SimpleNamespace(**{attribute: result if attribute.endswith("_") else lambda: result})
    assert curves(run_of(thing)) == curves(run_of(result)) == {"training-l2": [0.9, 0.7], "valid_1-l2": [1.0, 0.8]}


def test_estimators_tell_their_score() -> None:
    assert {one.name: one.metric for one in run_of(MLPClassifier()).series} == {
        "loss_curve_": "loss", "validation_scores_": "accuracy",
    }  # fmt: skip
    assert curves(run_of(HistGradientBoostingRegressor())) == {
        "train_score_": [0.9, 0.7],
        "validation_score_": [1.0, 0.8],
    }


def test_a_sparse_table_lacks_values_and_a_diverged_one_holds_nan() -> None:
    nan = float("nan")
    sparse = run_of(
        pd.DataFrame({"step": [1, 2, 3, 4], "loss": [0.9, 0.8, 0.7, 0.6], "val_loss": [nan, 1.0, nan, 0.9]})
    )
    assert [one.steps.tolist() for one in sparse.series] == [[1, 2, 3, 4], [2, 4]]
    diverged = run_of(pd.DataFrame({"loss": [0.9, nan, nan], "val_loss": [1.0, nan, nan]}))
    assert [len(one) for one in diverged.series] == [3, 3]


@pytest.mark.parametrize("thing", [42, object(), pd.DataFrame({"price": [1, 2]}), SimpleNamespace(history={}), []])
def test_anything_else_is_refused(thing: Any) -> None:
    with pytest.raises(ReadError):
        run_of(thing)
