"""Every invariant notices a report that breaks it, and is content with the one that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from bench.accuracy.histories import run_of
from diagnose.model import Best, Curves, Evidence, Finding, Kind, Phase, Recommendation, Report, Run, Severity, Verdict
from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook.load import our_actions
from tests.invariants import census
from tests.invariants.breach import Invariant
from tests.invariants.invariants import INVARIANTS

TRAIN = [
    2.5,
    2.06,
    1.98,
    1.79,
    1.59,
    1.43,
    1.31,
    1.16,
    1.05,
    0.95,
    0.87,
    0.78,
    0.72,
    0.64,
    0.6,
    0.55,
    0.5,
    0.46,
    0.43,
    0.41,
]
VAL = [
    2.6,
    2.05,
    1.68,
    1.43,
    1.28,
    1.15,
    1.06,
    1.04,
    1.02,
    1.02,
    1.04,
    1.03,
    1.05,
    1.08,
    1.1,
    1.15,
    1.19,
    1.2,
    1.23,
    1.27,
]

Doctored = Callable[[Report, Run], tuple[Report, Run]]


@cache
def judged() -> tuple[Report, Run]:
    """A run that overfits, and the report on it."""
    run = run_of({"loss": TRAIN, "val_loss": VAL})
    return diagnose_run(run, Options()), run


def report_with(**changed: Any) -> Doctored:
    """The report with these fields changed."""
    return lambda report, run: (replace(report, **changed), run)


def log_with(history: Mapping[str, Sequence[float]], **changed: Any) -> Doctored:
    """The report with these fields changed, on a log that holds something else."""
    return lambda report, run: (replace(report, **changed), run_of(history))


def told(message: str, **changed: Any) -> Doctored:
    """The report whose deciding finding says this."""
    return lambda report, run: (replace(_deciding_with(report, message=message), summary=f"{message}.", **changed), run)


def to_do(*advice: str, **changed: Any) -> Doctored:
    """The report with these pieces of advice, each written as `action epoch what to do`, `-` for no epoch."""
    split = (each.split(" ", 2) for each in advice)
    given = tuple(_recommended(name, epoch, do) for name, epoch, do in split)
    return report_with(recommendations=given, **changed)


def _recommended(name: str, epoch: str, do: str) -> Recommendation:
    action = our_actions()[name]
    apply: dict[str, float | str] | None = None if epoch == "-" else {"epoch": float(epoch)}
    if apply is None and action.amount is not None:
        apply = {action.amount.way: action.amount.value}
    return Recommendation(name, do, action.setting, action.change, apply, because=("TD201",))


def of_params(doctored: Doctored, **params: Any) -> Doctored:
    """What is doctored, with these parameters of the run."""

    def changed(report: Report, run: Run) -> tuple[Report, Run]:
        report, run = doctored(report, run)
        return report, replace(run, params=params)

    return changed


def trends(train: Kind, val: Kind, **trend: Any) -> Doctored:
    """The report with curves that do this."""

    def changed(report: Report, run: Run) -> tuple[Report, Run]:
        both = zip(report.curves, (train, val), strict=True)
        curves = [replace(curve, trend=curve.trend._replace(kind=kind, **trend)) for curve, kind in both]
        return replace(report, curves=Curves(curves[0], curves[1])), run

    return changed


def then(first: Doctored, second: Doctored) -> Doctored:
    """One change after another."""
    return lambda report, run: second(*first(report, run))


def without_validation(report: Report, run: Run) -> tuple[Report, Run]:
    """The report as if no validation curve had been logged."""
    return replace(report, curves=Curves(report.curves.train), best=None, phases=()), run


def _deciding_with(report: Report, **changed: Any) -> Report:
    first = report.deciding
    assert first is not None
    findings = tuple(each._replace(**changed) if each is first else each for each in report.findings)
    return replace(report, findings=findings)


def deciding_with(**changed: Any) -> Doctored:
    """The report whose deciding finding has these fields changed."""
    return lambda report, run: (_deciding_with(report, **changed), run)


def phases_of(*spans: tuple[float, float], verdict: Verdict = Verdict.OVERFITTING) -> Doctored:
    """The report with phases over these steps."""
    return report_with(phases=tuple(Phase(a, b, Kind.FALLING, Kind.RISING, verdict) for a, b in spans))


STOP, KEEP = (
    "stop-early 9 Stop at epoch 9 and keep that checkpoint",
    "restore-best 9 Go back to the checkpoint of epoch 9",
)
LOWER, RAISE = "lower-learning-rate - Lower the learning rate", "raise-learning-rate - Raise the learning rate"
MORE, NONE = "train-longer - Go on training", np.nan
STILL, DIVERGED, SHORT = Verdict.STILL_LEARNING, Verdict.DIVERGED, Verdict.INCONCLUSIVE
HIGH = {"loss": TRAIN[::-1], "val_loss": VAL[::-1]}
DOWN = {"loss": TRAIN, "val_loss": TRAIN}

BREAKERS: dict[str, Doctored] = {
    "verdict_is_that_of_the_deciding_finding": report_with(severity=Severity.NOTE),
    "evidence_names_the_shown_trend": trends(Kind.FALLING, Kind.FLAT),
    "evidence_meets_its_condition": deciding_with(evidence=(Evidence("val.rise", 0.01, "ratio", ">= 0.05"),)),
    "calm_never_ends_above_its_start": log_with(HIGH, verdict=STILL),
    "calm_never_ends_far_above_its_best": log_with({"loss": TRAIN, "val_loss": [*VAL, 2.0, 2.2, 2.4]}, verdict=STILL),
    "calm_never_ends_without_a_number": log_with({"loss": [*TRAIN[:-1], NONE], "val_loss": VAL}),
    "diverged_ends_high_or_without_a_number": log_with(DOWN, verdict=DIVERGED),
    "still_learning_has_a_falling_curve": then(report_with(verdict=STILL), trends(Kind.FLAT, Kind.FLAT)),
    "settled_has_no_moving_curve": report_with(verdict=Verdict.PLATEAU),
    "overfitting_is_behind_its_best": then(told("validation loss rose 5% after its best"), log_with(DOWN)),
    "two_clear_trends_give_a_verdict": report_with(verdict=SHORT),
    "inconclusive_says_what_is_missing": report_with(verdict=SHORT, recommendations=()),
    "confidence_is_a_probability": report_with(confidence=1.0),
    "falling_ends_below_where_it_began": trends(Kind.RISING, Kind.FALLING),
    "slope_goes_the_way_of_its_trend": trends(Kind.FALLING, Kind.RISING, slope=-1.0),
    "findings_are_each_said_once": lambda report, run: (replace(report, findings=report.findings * 2), run),
    "no_text_has_a_hole": told("training loss came down by 0%"),
    "no_number_is_beyond_picturing": told("validation loss rose 14216%"),
    "numbers_of_the_summary_are_finite": told("validation loss leapt to infinity"),
    "first_and_last_are_those_of_the_log": told("the training loss began at 2.5 and stands at 0.42"),
    "best_in_words_is_the_best": told("validation loss was best at epoch 12"),
    "nothing_learned_is_true": told("after 20 epochs nothing has been learned"),
    "losses_are_named_only_where_logged": then(told("both losses have settled"), without_validation),
    "pace_is_told_per_logged_step": lambda report, run: _sparse(*told("it falls by 8% epoch by epoch")(report, run)),
    "what_a_text_says_a_curve_does_it_does": told("training loss has been flat since epoch 3"),
    "improving_in_words_ends_better_than_it_began": then(
        told("training loss is falling at the end of the log"), log_with(HIGH)
    ),
    "summary_has_the_onset_of_the_headline": told("validation loss has been rising since epoch 3"),
    "onset_begins_the_last_phase": phases_of((1, 4), (5, 20)),
    "onset_is_marked_on_a_curve": deciding_with(steps=(17.0, 20.0)),
    "turned_validation_sets_in_at_its_best": deciding_with(steps=(17.0, 20.0)),
    "turned_validation_sets_in_at_the_best_that_is_shown": deciding_with(steps=(17.0, 20.0)),
    "phases_cover_the_run": phases_of((1, 8), (11, 20)),
    "last_phase_is_the_verdict": phases_of((1, 20), verdict=STILL),
    "two_clear_curves_have_phases": phases_of(),
    "neighbouring_phases_differ": phases_of((1, 8), (9, 20)),
    "segments_cover_their_curve": trends(Kind.FALLING, Kind.RISING, since=3.0),
    "best_is_the_optimum_of_the_log": report_with(best=Best("val_loss", 12.0, 1.03)),
    "places_lie_in_the_run": phases_of((1, 8), (9, 21)),
    "places_in_words_lie_in_the_run": told("validation loss turned at epoch 40"),
    "no_action_is_told_twice": to_do(STOP, KEEP),
    "no_rate_is_moved_twice": to_do(LOWER, "range-test - Try the learning rate both ways"),
    "no_advice_contradicts_another": to_do(LOWER, RAISE),
    "ending_and_going_on_are_not_both_told": to_do(STOP, MORE),
    "what_a_program_applies_is_one_way_and_lies_in_the_run": to_do("stop-early 21 Stop at epoch 21"),
    "findings_ask_for_what_is_advised": then(to_do(STOP), lambda report, run: (replace(report, findings=()), run)),
    "advice_suits_the_run": then(to_do(LOWER), lambda report, run: (report, replace(run, format="boosting"))),
    "a_penalty_is_lowered_only_where_one_is_known": to_do("lower-dropout - Lower the dropout"),
    "data_come_before_regularisation": to_do("add-dropout - Add dropout", verdict=Verdict.DATA_PROBLEM),
    "a_rate_that_was_cut_is_not_cut_again": then(
        to_do(LOWER), log_with({"loss": TRAIN, "val_loss": VAL, "lr": [1.0] * 10 + [0.001] * 10})
    ),
    "advice_suits_the_verdict": to_do(MORE),
    "a_rate_of_zero_is_not_lowered": then(to_do(LOWER), log_with({"loss": TRAIN, "val_loss": VAL, "lr": [0.0] * 20})),
    "a_rate_is_not_raised_after_a_blow_up": then(
        to_do(RAISE), log_with({"loss": [0.5, 9.0, *TRAIN[2:]], "val_loss": VAL})
    ),
    "validation_is_needed_only_where_there_is_one": then(
        to_do("add-early-stopping - EarlyStopping(patience=5)"), without_validation
    ),
    "a_validation_loss_is_missed_only_where_there_is_none": to_do("hold-out-validation - Hold out a tenth of the data"),
    "the_checkpoint_to_go_back_to_is_no_worse": to_do("restore-best 2 Go back to the checkpoint of epoch 2"),
    "nobody_is_sent_back_to_the_end": to_do("stop-early 20 Stop at epoch 20"),
    "batches_of_one_are_not_halved": of_params(to_do("lower-batch-size - Halve the batch size"), batch_size=1),
    "every_format_says_the_same": deciding_with(message="validation\x07 loss rose"),
    "names_of_facts_stay_inside": deciding_with(message="val.rise_after_best is 5%"),
    "json_says_what_the_report_says": phases_of((1, 20), verdict=STILL),
}


def _sparse(report: Report, run: Run) -> tuple[Report, Run]:
    curves = [replace(curve, series=replace(curve.series, steps=3.0 * curve.series.steps)) for curve in report.curves]
    return replace(report, curves=Curves(curves[0], curves[1])), run


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_invariant_notices_a_report_that_breaks_it(invariant: Invariant):
    report, run = judged()
    assert list(invariant(*BREAKERS[invariant.__name__](report, run)))


def test_each_invariant_states_a_sentence():
    for invariant in INVARIANTS:
        assert (invariant.__doc__ or "").endswith("."), invariant.__name__
    assert len({invariant.__name__ for invariant in INVARIANTS}) == len(INVARIANTS)


def test_a_run_that_cannot_be_judged_is_a_breach(monkeypatch: pytest.MonkeyPatch):
    def broken(run: Run, options: Options) -> Report:
        raise IndexError("list index out of range")

    monkeypatch.setattr(census, "diagnose_run", broken)
    counted = census.census([judged()[1]])
    assert counted.kinds["every_run_is_judged"][0].words == "IndexError: list index out of range"


def test_breaches_are_counted_by_run():
    finding: Finding | None = judged()[0].deciding
    assert finding is not None

    def always(report: Report, run: Run):
        yield from ("one", "another")

    counted = census.census([judged()[1]], [always])
    assert counted.table().splitlines()[:2] == ["1 runs, 1 of them break an invariant", "     1  always"]
