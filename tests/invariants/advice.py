"""Between the advice, the verdict and the numbers: what is told to do can be done, and is told once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import numpy as np

from diagnose.model import Report, Run, Verdict
from diagnose.rulebook.action import Action
from diagnose.rulebook.advice import clash
from diagnose.rulebook.load import our_actions
from tests.invariants import logged, sentences
from tests.invariants.breach import Breaches, Invariant

ENDS_THE_RUN = re.compile(
    r"\b(?:stop (?:at|near|here|by|three)|keep (?:that|the) checkpoint|go back to|restart from|restore[_ ]best"
    r"|resume again)",
    re.IGNORECASE,
)
NEEDS_VALIDATION = re.compile(
    r"early ?stopping|restore_best|best validation|validation (?:sample|batch|inputs)|temperature on the validation"
    r"|ReduceLROnPlateau(?!.*monitor=.loss)",
    re.IGNORECASE,
)
CATALOGUE = our_actions()
HOLD_OUT = re.compile(
    r"(?<!shuffle, )hold out|log a validation|log the validation loss|validation_split", re.IGNORECASE
)
CHECKPOINT = re.compile(rf"checkpoint (?:of|before) (?:epoch|step|batch|round) ({sentences.NUMBER})")
CHECKPOINT_OF = re.compile(rf"checkpoint of (?:epoch|step|batch|round) ({sentences.NUMBER})")
STOP_AT = re.compile(rf"\bstop (?:at|near) (?:epoch|step|batch|round) ({sentences.NUMBER})", re.IGNORECASE)


def _actions(report: Report) -> list[Action]:
    return [CATALOGUE[each.action] for each in report.recommendations]


def no_action_is_told_twice(report: Report, run: Run) -> Breaches:
    """To stop there, to keep that checkpoint and to go back to it are one action, and each action is told once."""
    ends = [do for do in sentences.advised(report) if ENDS_THE_RUN.search(do)]
    if len(ends) > 1:
        yield f"{report.rule}: " + "; ".join(do[:60] for do in ends)
    for meaning, times in Counter(action.meaning for action in _actions(report)).items():
        if times > 1:
            yield f"{report.rule}, {times} times: {meaning}"
    for do, times in Counter(_plain(each) for each in sentences.advised(report)).items():
        if times > 1:
            yield f"{report.rule}, {times} times: {do[:90]}"


def _plain(do: str) -> str:
    return re.sub(r"[^a-z ]", "", do.lower()).strip()


def no_rate_is_moved_twice(report: Report, run: Run) -> Breaches:
    """The learning rate is told to go one way by one amount, or to be looked for."""
    rates = [each for each in report.recommendations if each.setting == "learning_rate"]
    told = [each.do for each in rates if each.apply or each.action == "range-test"]
    if len(told) > 1:
        yield f"{report.rule}: " + "; ".join(do[:70] for do in told)


def no_advice_contradicts_another(report: Report, run: Run) -> Breaches:
    """No two actions clash: no setting is told to go both ways, nor to fit more and to fit less at once."""
    for action, other in combinations(_actions(report), 2):
        if clash(action, other):
            yield f"{report.rule}: {action.id}; {other.id}"


def ending_and_going_on_are_not_both_told(report: Report, run: Run) -> Breaches:
    """Who is told to stop or to go back is not told to go on, and the other way round."""
    ends = [each.do for each in report.recommendations if each.apply and "epoch" in each.apply]
    more = [each.do for each in report.recommendations if each.setting == "epochs" and each.change == "raise"]
    if ends and more:
        yield f"{report.rule}: {ends[0][:60]}; {more[0][:60]}"


def what_a_program_applies_is_one_way_and_lies_in_the_run(report: Report, run: Run) -> Breaches:
    """What a program is to apply is one of multiply, set and epoch; a multiple moves, and the epoch is in the run."""
    ends = logged.span(report)
    for each in report.recommendations:
        for way, value in (each.apply or {}).items():
            is_number = isinstance(value, float | int) and not isinstance(value, bool)
            sound = {
                "multiply": is_number and 0.0 < float(value) != 1.0,
                "set": True,
                "epoch": is_number and ends is not None and ends[0] <= float(value) <= ends[1],
            }
            if len(each.apply or {}) != 1 or not sound.get(way, False):
                yield f"{report.rule}: {each.action} {each.apply}"


def findings_ask_for_what_is_advised(report: Report, run: Run) -> Breaches:
    """Each piece of advice names the findings that ask for it, and they are findings of the report."""
    codes = {finding.code for finding in report.findings}
    for each in report.recommendations:
        if not each.because or not codes.issuperset(each.because):
            yield f"{report.rule}: {each.action} because of {each.because}"


def advice_suits_the_run(report: Report, run: Run) -> Breaches:
    """Trees are given no advice for nets, nor nets for trees; early stopping only to a run that did not have it."""
    boosting = any(word in run.format for word in ("boost", "lightgbm", "evals-result"))
    stopped = any(sign.kind == "stopped" for sign in run.signs)
    for action, each in zip(_actions(report), report.recommendations, strict=True):
        if boosting and "boosting" not in action.kinds:
            yield f"{report.rule}: {action.id} for trees"
        if stopped and action.id in ("stop-early", "add-early-stopping"):
            yield f"{report.rule}: {each.do[:80]}"


def a_penalty_is_lowered_only_where_one_is_known(report: Report, run: Run) -> Breaches:
    """Dropout and weight decay are lowered only where the log names them."""
    for each in report.recommendations:
        named = any(each.setting in name for name in run.params)
        if each.action in ("lower-dropout", "lower-weight-decay") and not named:
            yield f"{report.rule}: {each.do[:80]}"


def data_come_before_regularisation(report: Report, run: Run) -> Breaches:
    """Where the data are at fault, nothing is told against overfitting."""
    if report.verdict is Verdict.DATA_PROBLEM:
        for action in _actions(report):
            if action.pull == ("fit", -1) or (action.setting, action.change) == ("data", "add"):
                yield f"{report.rule}: {action.id}"


def a_rate_that_was_cut_is_not_cut_again(report: Report, run: Run) -> Breaches:
    """Where the logged learning rate ends below a hundredth of its peak, no advice lowers it."""
    rates = logged.rates(run)
    if len(rates) >= 4 and 0.0 < rates[-1] < 0.01 * np.nanmax(rates):
        for each in report.recommendations:
            if each.setting == "learning_rate" and each.change == "lower":
                yield f"{report.rule}: {each.do[:80]}"


def advice_suits_the_verdict(report: Report, run: Run) -> Breaches:
    """Who is done, overfits or diverged is not told first to go on; who still learns is not told to stop first."""
    if not report.recommendations:
        return
    first, moves = report.recommendations[0], {(each.setting, each.change) for each in report.recommendations}
    done = (Verdict.CONVERGED, Verdict.OVERFITTING, Verdict.DIVERGED, Verdict.MISCONFIGURATION)
    unsuited = {
        first.do: report.verdict in done and (first.setting, first.change) == ("epochs", "raise"),
        f"first {first.do}": report.verdict is Verdict.STILL_LEARNING and first.change == "stop",
        "regularise": report.verdict is Verdict.UNDERFITTING and ("regularisation", "add") in moves,
        "a larger model": report.verdict is Verdict.OVERFITTING and ("capacity", "raise") in moves,
    }
    yield from (f"{report.verdict} {report.rule}: {what[:80]}" for what, told in unsuited.items() if told)


def a_rate_of_zero_is_not_lowered(report: Report, run: Run) -> Breaches:
    """Where the logged learning rate is zero throughout, no advice lowers it."""
    rates = logged.rates(run)
    if len(rates) and np.nanmax(rates) == 0.0:
        for each in report.recommendations:
            if each.setting == "learning_rate" and each.change == "lower":
                yield f"{report.rule}: {each.do[:80]}"


def a_rate_is_not_raised_after_a_blow_up(report: Report, run: Run) -> Breaches:
    """Where the loss blew up, or became NaN or infinite, no advice raises the learning rate."""
    _, values = logged.values_of(run, report.curves.train)
    raised = [each for each in report.recommendations if (each.setting, each.change) == ("learning_rate", "raise")]
    if not raised or not len(values):
        return
    risen = logged.is_loss(report.curves.train) and len(values) > 1 and values[1:].max() > 1.3 * values[0] > 0
    if risen or not np.isfinite(values).all() or report.verdict in (Verdict.DIVERGED, Verdict.UNSTABLE):
        yield f"{report.verdict} {report.rule}, {values[0]:.4g}, highest {np.nanmax(values):.4g}: {raised[0].do[:80]}"


def validation_is_needed_only_where_there_is_one(report: Report, run: Run) -> Breaches:
    """EarlyStopping, the best validation loss and a look at validation samples are told only where one is logged."""
    if report.curves.val is not None:
        return
    for each in report.recommendations:
        if NEEDS_VALIDATION.search(each.do):
            yield f"{report.rule}: {each.do[:90]}"


def a_validation_loss_is_missed_only_where_there_is_none(report: Report, run: Run) -> Breaches:
    """To hold out data or to log a validation loss is told only where none is logged."""
    if logged.is_loss(report.curves.val):
        for each in report.recommendations:
            if HOLD_OUT.search(each.do):
                yield f"{report.rule}: {each.do[:90]}"


def the_checkpoint_to_go_back_to_is_no_worse(report: Report, run: Run) -> Breaches:
    """The checkpoint to go back to or to stop at is no worse than the last one, on the curve that one selects on."""
    curve = report.curves.val or report.curves.train
    steps, values = logged.values_of(run, curve)
    if curve is None or len(values) < 2:
        return
    for do in sentences.advised(report):
        for at in (
            *re.findall(rf"checkpoint of (?:epoch|step|batch|round) ({sentences.NUMBER})", do),
            *STOP_AT.findall(do),
        ):
            near = np.flatnonzero(np.isclose(steps, sentences.number(at), rtol=6e-4))
            if not len(near) or not np.isfinite(values[-1]):
                continue
            there, last = float(values[near[0]]), float(values[-1])
            if (last - there if curve.turned else there - last) > 0 or not np.isfinite(there):
                yield f"{report.rule}, {curve.name} {there:.4g} there, {last:.4g} at the end: {do[:80]}"


def nobody_is_sent_back_to_the_end(report: Report, run: Run) -> Breaches:
    """No advice goes back to, or stops at, the last step of the run or one before its first."""
    ends = logged.span(report)
    if ends is None:
        return
    for do in sentences.advised(report):
        places = [sentences.number(at) for at in (*CHECKPOINT.findall(do), *STOP_AT.findall(do))]
        if "before" in do and any(at <= ends[0] for at in places):
            yield f"{report.rule}, the run begins at {ends[0]:g}: {do[:90]}"
        if any(at >= ends[1] for at in places) and not re.search("nothing to change|before", do, re.IGNORECASE):
            yield f"{report.rule}, the run ends at {ends[1]:g}: {do[:90]}"


def batches_of_one_are_not_halved(report: Report, run: Run) -> Breaches:
    """A batch of one sample is not told to be halved."""
    if run.params.get("batch_size") == 1:
        for each in report.recommendations:
            if (each.setting, each.change) == ("batch_size", "lower"):
                yield f"{report.rule}: {each.do[:80]}"


ADVICE: tuple[Invariant, ...] = (
    no_action_is_told_twice,
    no_rate_is_moved_twice,
    no_advice_contradicts_another,
    ending_and_going_on_are_not_both_told,
    what_a_program_applies_is_one_way_and_lies_in_the_run,
    findings_ask_for_what_is_advised,
    advice_suits_the_run,
    a_penalty_is_lowered_only_where_one_is_known,
    data_come_before_regularisation,
    a_rate_that_was_cut_is_not_cut_again,
    advice_suits_the_verdict,
    a_rate_of_zero_is_not_lowered,
    a_rate_is_not_raised_after_a_blow_up,
    validation_is_needed_only_where_there_is_one,
    a_validation_loss_is_missed_only_where_there_is_none,
    the_checkpoint_to_go_back_to_is_no_worse,
    nobody_is_sent_back_to_the_end,
    batches_of_one_are_not_halved,
)
