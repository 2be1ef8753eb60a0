import json
import tomllib

import numpy as np
import pytest

from diagnose.calibration import calibrate, read_labelled, reliability
from diagnose.calibration.labelled import labelled_run
from diagnose.errors import ReadError, SettingsError
from diagnose.facts import NUMBERS
from diagnose.limits import FITTED
from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook import load_rulebook
from diagnose.settings import settings_from
from tests.trends.curves import decay, valley


def row(seed, sick):
    train = decay(40, rate=3.0, floor=0.05, noise=0.005, seed=seed)
    val = valley(40, 12, 0.03, 0.01, seed) if sick else train * 1.1
    return {
        "id": str(seed),
        "history": {"loss": train.tolist(), "val_loss": val.tolist()},
        "diagnosis": "overfitting" if sick else "still_learning",
        "train_trend": "falling",
        "val_trend": "rising" if sick else "falling",
    }


ROWS = [row(seed, seed % 2 == 0) for seed in range(12)]


@pytest.fixture(scope="module")
def calibration():
    return calibrate([labelled_run(row) for row in ROWS], move_limits=False)


def test_all_confidences_are_fitted_and_nothing_else(calibration):
    assert set(calibration.numbers) == set(FITTED)


def test_right_labels_are_met_and_said_surely_but_not_for_certain(calibration):
    assert calibration.before == calibration.after == calibration.held_out.right == 1.0
    assert all(0.8 < row.stated < 0.995 for row in calibration.held_out.bins)


def test_wrong_labels_make_less_sure(calibration):
    doubtful = [{**row, "diagnosis": "plateau"} if index % 3 else row for index, row in enumerate(ROWS)]
    wrong = calibrate([labelled_run(row) for row in doubtful], move_limits=False)
    stated = [sum(row.stated * row.share for row in each.held_out.bins) for each in (calibration, wrong)]
    assert wrong.after < 0.5
    assert stated[1] < stated[0] - 0.1


def test_a_limit_moves_where_the_labels_say_so():
    share = np.arange(60) / 60
    tail = np.exp(-2.3 * (1.0 - np.exp(-5.0 * share)) - 0.25 * share)
    slow = [(tail + np.random.default_rng(seed).normal(0.0, 1e-4, 60)).tolist() for seed in range(10)]
    rows = [
        {
            "history": {"loss": losses, "val_loss": losses},
            "diagnosis": "plateau",
            "acceptable": ["converged", "data_problem"],
            "train_trend": "flat",
            "val_trend": "flat",
        }
        for losses in slow
    ]
    refitted = calibrate([labelled_run(row) for row in rows])
    assert refitted.numbers["trend.fall"] > NUMBERS["trend.fall"]


def test_the_settings_file_is_read_back_and_used(calibration, tmp_path):
    text = calibration.to_toml()
    settings = settings_from(tomllib.loads(text), "diagnose.toml", tmp_path)
    assert dict(settings.limits) == pytest.approx(dict(calibration.numbers), rel=1e-4)
    options = Options(load_rulebook(settings._replace(limits={**settings.limits, "verdict.overfitting": -9.0})))
    report = diagnose_run(labelled_run(ROWS[0]).run, options)
    assert report.verdict == "overfitting"
    assert report.confidence < 0.1


def test_an_unknown_number_is_refused(tmp_path):
    settings = settings_from({"limits": {"trend.nonsense": 1.0}}, "diagnose.toml", tmp_path)
    with pytest.raises(SettingsError, match=r"trend\.nonsense"):
        diagnose_run(labelled_run(ROWS[0]).run, Options(load_rulebook(settings)))


def test_too_few_runs_are_refused():
    with pytest.raises(ValueError, match="at least 10"):
        calibrate([labelled_run(row) for row in ROWS[:9]])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1"),
        ("[]", "no JSON object"),
        (json.dumps({"history": {"loss": [1.0]}}), "'diagnosis' is missing"),
        (json.dumps({"diagnosis": "overfitting"}), "'history' is missing"),
        (json.dumps({"history": {"loss": [1.0]}, "diagnosis": "lazy"}), "lazy"),
        ("", "no labelled run"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, line, message):
    file = tmp_path / "labelled.jsonl"
    file.write_text(line)
    with pytest.raises(ReadError, match=message):
        read_labelled(file)


def test_a_file_is_read(tmp_path):
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in ROWS))
    runs = read_labelled(file)
    assert [run.name for run in runs] == [row["id"] for row in ROWS]
    assert runs[1].accepted == {"still-learning"}


def test_reliability_counts_by_weight():
    table = reliability([0.95, 0.97, 0.6, 0.6], [True, False, True, False], [3.0, 1.0, 1.0, 1.0])
    assert table.right == pytest.approx(4 / 6)
    assert (table.sure_share, table.sure_right) == pytest.approx((4 / 6, 3 / 4))
    assert [(row.low, round(row.right, 2)) for row in table.bins] == [(0.5, 0.5), (0.95, 0.75)]
