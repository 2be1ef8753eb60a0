"""Whether the steps of a run are rounds of boosting."""

import pytest

from diagnose.model import Run
from tests.facts.measuring import falling, measured


@pytest.mark.parametrize("name", ["train-mlogloss", "valid_0's binary_logloss", "validation_0-rmse", "eval-auc"])
def test_the_names_of_boosting_metrics(name):
    assert measured(**{name: falling(), "loss": falling()}).get("boosting").value is True


def test_the_format_and_the_framework():
    assert measured({"framework": "xgboost"}, loss=falling()).get("boosting").value is True
    run = measured(loss=falling()).run
    catboost = Run("run", "catboost-json", run.series)
    assert measured(run=catboost).get("boosting").value is True
    assert measured(loss=falling(), val_loss=falling()).get("boosting").value is False


@pytest.mark.parametrize(
    ("name", "boosts"),
    [
        ("training's auc", True),
        ("valid_12's rmse", True),
        ("anyone's rmse", False),
        ("train-rmse", True),
        ("validation_1-ndcg@5", True),
        ("validation_1-speed", False),
        ("other-rmse", False),
        ("rmse", False),
    ],
)
def test_who_is_measured_and_what(name, boosts):
    assert measured(**{name: falling(), "loss": falling()}).get("boosting").value is boosts


def test_the_booster_of_the_parameters():
    assert measured({"booster": "LightGBM"}, loss=falling()).get("boosting").value is True
