"""What must hold for the answer as a whole, on the example runs: it follows the curves, not units or accidents."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose.model import Kind, Verdict
from diagnose.pipeline import Options, diagnose_run
from diagnose.readers.core.columns import history_run

RUNS = Path(__file__).parent.parent / "examples" / "runs"
# Runs in which one thing is plain to see; in the others a value more or less may tip the balance.
PLAIN = ("still-learning", "overfitting", "gradient-ascent", "learning-rate-ramp", "converged", "unstable")
OPTIONS = Options()
CALM = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def curves(name):
    history = json.loads((RUNS / f"{name}.json").read_text())
    history = history.get("history", history)
    return {key: np.array([float(value) for value in history[key]]) for key in ("loss", "val_loss") if key in history}


def judged(columns):
    return diagnose_run(history_run("run", {key: list(values) for key, values in columns.items()}), OPTIONS)


def said(report):
    return report.verdict, report.rule, {name: trend.kind for name, trend in report.trends.items()}


@pytest.mark.parametrize("name", PLAIN)
@CALM
@given(factor=st.floats(1e-6, 1e6))
def test_the_unit_of_the_loss_does_not_matter(name, factor):
    plain = curves(name)
    assert said(judged({key: values * factor for key, values in plain.items()})) == said(judged(plain))


@pytest.mark.parametrize("name", PLAIN)
def test_a_run_logged_twice_as_often_is_the_same_run(name):
    plain = curves(name)
    steps = np.arange(len(plain["loss"]))
    rng = np.random.default_rng(0)
    stretched = {}
    for key, values in plain.items():
        twice = np.interp(np.arange(0, steps[-1] + 0.5, 0.5), steps, values)
        noise = np.median(np.abs(np.diff(values, 2))) / 3
        stretched[key] = twice + rng.normal(0, noise / 2, len(twice)) * (np.arange(len(twice)) % 2)
    assert judged(stretched).verdict == judged(plain).verdict


@pytest.mark.parametrize("name", PLAIN)
@CALM
@given(seed=st.integers(0, 2**32 - 1))
def test_noise_below_the_noise_that_is_there_changes_nothing(name, seed):
    plain = curves(name)
    rng = np.random.default_rng(seed)
    report = judged(plain)
    noisy = {
        key: values + rng.normal(0, 0.1 * report.trends[key].noise + 1e-12, len(values))
        for key, values in plain.items()
    }
    assert judged(noisy).verdict == report.verdict


@pytest.mark.parametrize("name", PLAIN)
@CALM
@given(data=st.data())
def test_one_nan_in_the_middle_changes_nothing(name, data):
    plain = curves(name)
    key = data.draw(st.sampled_from(sorted(plain)))
    at = data.draw(st.integers(2, len(plain[key]) // 2))
    holed = {**plain, key: plain[key].copy()}
    holed[key][at] = np.nan
    assert judged(holed).verdict == judged(plain).verdict


def test_all_nan_is_diverged():
    report = judged({"loss": np.full(10, np.nan), "val_loss": np.full(10, np.nan)})
    assert report.verdict is Verdict.DIVERGED
    assert report.trends["loss"].kind is Kind.DIVERGED


def test_one_epoch_is_inconclusive_and_says_why():
    report = judged({"loss": np.array([0.7]), "val_loss": np.array([0.8])})
    assert report.verdict is Verdict.INCONCLUSIVE
    assert "too few" in report.summary


@CALM
@given(
    st.lists(
        st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(0, 10), st.just(0.0)),
        min_size=1,
        max_size=40,
    ),
    st.lists(st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(-5, 5)), min_size=0, max_size=40),
)
def test_any_numbers_give_an_answer_that_holds_together(train, val):
    report = judged({"loss": train, **({"val_loss": val} if val else {})})
    assert 0.0 <= report.confidence <= 1.0
    assert report.summary
    if report.rule is not None:
        assert report.rule in {finding.code for finding in report.findings}
    for finding in report.findings:
        assert finding.evidence
        assert 0.0 <= finding.confidence <= 1.0


def test_of_several_pairs_the_sickest_is_said_and_the_others_are_named():
    sound, sick = curves("converged"), curves("overfitting")
    count = min(len(sound["loss"]), len(sick["loss"]))
    sound, sick = ({name: values[:count] for name, values in each.items()} for each in (sound, sick))
    report = judged(sound | {"aux_loss": sick["loss"], "val_aux_loss": sick["val_loss"]})
    assert (report.verdict, [curve.name for curve in report.curves]) == (
        Verdict.OVERFITTING,
        ["aux_loss", "val_aux_loss"],
    )
    assert [note for note in report.notes if "also logged" in note] == [
        f"loss and val_loss, also logged: {judged(sound).verdict}"
    ]
    healthy = judged(sick | {"aux_loss": sound["loss"], "val_aux_loss": sound["val_loss"]})
    assert [curve.name for curve in healthy.curves] == ["loss", "val_loss"]
    assert any(note.startswith("aux_loss and val_aux_loss, also logged") for note in healthy.notes)
