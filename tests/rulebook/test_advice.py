"""Advice of rules for a run: what suits it, with its amount; merged, each action once and nothing that contradicts."""

from dataclasses import replace

import pytest

from diagnose.model import Fact, Recommendation, Severity, Snippet, Verdict
from diagnose.rulebook.action import Advice, Amount
from diagnose.rulebook.advice import advice_of, agreed, merged
from diagnose.rulebook.candidate import candidates
from diagnose.rulebook.condition import Condition
from diagnose.rulebook.load import load_file, our_actions
from diagnose.rulebook.match import match
from diagnose.rulebook.wording import recommendation
from tests.rulebook.test_load import GOOD, written
from tests.rulebook.test_match import Facts

ACTIONS = our_actions()


def multiplied(factor):
    return Amount("multiply", factor)


def given(name, amount=None, **facts):
    return recommendation(Advice(ACTIONS[name], amount), "XX101", Facts(**facts))


def told(advice, facts):
    """The advice as it is given for these facts, of which it needs no more."""
    advised = recommendation(advice, "XX101", facts)
    assert advised is not None
    return advised


@pytest.fixture
def finding(tmp_path):
    rule = load_file(written(tmp_path, GOOD))
    return match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7))[0][0]


def recommending(finding, *names, code="XX101", **changed):
    advice = tuple(given(name, val__best_step=12.0)._replace(because=(code,)) for name in names)
    return finding._replace(code=code, recommendations=advice, **changed)


def ids(recommendations):
    return [each.action for each in recommendations]


@pytest.mark.parametrize(
    ("name", "amount", "facts", "do", "apply"),
    [
        ("lower-learning-rate", None, {}, "Lower the learning rate to a tenth", {"multiply": 0.1}),
        ("lower-learning-rate", 0.3, {}, "Lower the learning rate to a third", {"multiply": 0.3}),
        ("lower-learning-rate", 0.07, {}, "Lower the learning rate to 7%", {"multiply": 0.07}),
        (
            "lower-learning-rate",
            None,
            {"rate__given": 0.3},
            "Lower the learning rate from 0.3 to 0.03",
            {"multiply": 0.1},
        ),
        ("raise-learning-rate", 3.0, {}, "Raise the learning rate threefold", {"multiply": 3.0}),
        ("raise-learning-rate", 7.0, {}, "Raise the learning rate 7 times", {"multiply": 7.0}),
    ],
)
def test_the_amount_is_in_the_words_and_for_a_program(name, amount, facts, do, apply):
    advised = given(name, amount and multiplied(amount), **facts)
    assert (advised.do, advised.apply) == (do, apply)


def test_a_place_is_that_of_the_run_and_without_it_there_is_no_advice():
    advised = given("restore-best", val__best_step=12.0, unit="epoch")
    assert (advised.do, advised.apply) == ("Keep the checkpoint of epoch 12", {"epoch": 12.0})
    assert given("restore-best") is None


def test_a_word_or_a_small_number_is_set():
    assert given("decay-learning-rate").apply == {"set": "cosine"}
    assert given("unfreeze-layers").apply == {"set": True}
    assert given("add-weight-decay").do == "Add weight decay, 1e-4 to start with"


def test_an_amount_that_changes_nothing_is_no_advice():
    assert given("stretch-schedule", rate__stretch=1.0) is None
    assert given("stretch-schedule", rate__stretch=1.5).apply == {"multiply": 1.5}


def batches(size):
    facts = Facts()
    facts["params.batch_size"] = Fact("params.batch_size", float(size), "samples")
    return facts


@pytest.mark.parametrize(("size", "do"), [(32, "from 32 to 16"), (3, "from 3 to 2"), (2, "from 2 to 1"), (1, None)])
def test_a_batch_is_a_whole_number_and_one_is_not_halved(size, do):
    advised = recommendation(Advice(ACTIONS["lower-batch-size"]), "XX101", batches(size))
    assert (advised and advised.do) == (do and f"Lower the batch size {do}")


@pytest.mark.parametrize(
    ("log_format", "params", "how"),
    [
        ("keras-history", {}, Snippet("keras", "model.optimizer.learning_rate = 0.1 * learning_rate")),
        (
            "hf-trainer-state",
            {},
            Snippet("trainer", "args = TrainingArguments(output_dir, learning_rate=0.1 * learning_rate)"),
        ),
        (
            "csv",
            {"framework": "pytorch"},
            Snippet("pytorch", 'for group in optimizer.param_groups: group["lr"] = 0.1 * learning_rate'),
        ),
        ("csv", {}, None),
        ("boosting", {"framework": "xgboost"}, None),
    ],
)
def test_the_line_of_code_is_that_of_the_framework_of_the_log(log_format, params, how):
    facts = Facts()
    facts.run = replace(facts.run, format=log_format, params=params)
    assert told(Advice(ACTIONS["lower-learning-rate"]), facts).how == how


def test_a_known_amount_stands_in_the_line_of_code():
    facts = Facts(rate__given=0.3)
    facts.run = replace(facts.run, format="keras-history")
    how = told(Advice(ACTIONS["lower-learning-rate"]), facts).how
    assert how == Snippet("keras", "model.optimizer.learning_rate = 0.03")


def test_a_note_is_told_where_its_facts_are_known():
    advice = Advice(ACTIONS["clip-gradients"], note="from {unit} {train.turned} on")
    assert told(advice, Facts(unit="epoch", train__turned=7.0)).do.endswith(", from epoch 7 on")
    assert told(advice, Facts(unit="epoch")).do == "Clip the gradient norm at 1"


def advising(tmp_path, *advice):
    return load_file(written(tmp_path, GOOD))._replace(advise=advice)


def test_the_first_amount_that_suits_the_run_is_given_with_its_evidence(tmp_path):
    lower = ACTIONS["lower-learning-rate"]
    far = Advice(lower, multiplied(0.01), when=((Condition("train.above_first", min=30.0),),))
    rule = advising(tmp_path, far, Advice(lower))
    advised, evidence = advice_of(rule, Facts(train__above_first=31.0))
    assert [each.apply for each in advised] == [{"multiply": 0.01}]
    assert [(each.fact, each.condition) for each in evidence] == [("train.above_first", ">= 30")]
    for facts in (Facts(train__above_first=29.0), Facts()):
        advised, evidence = advice_of(rule, facts)
        assert ([each.apply for each in advised], evidence) == ([{"multiply": 0.1}], ())


@pytest.mark.parametrize(
    ("name", "facts", "is_given"),
    [
        ("lower-dropout", {}, False),
        ("lower-dropout", {"params__dropout": 0.5}, True),
        ("lower-weight-decay", {}, False),
        ("lower-weight-decay", {"params__weight_decay": 0.1}, True),
        ("stop-early", {"val__best_step": 3.0}, True),
        ("stop-early", {"val__best_step": 3.0, "log__stopped_early": True}, False),
        ("restore-best", {"val__best_step": 3.0, "val__share_after_best": 0.1}, True),
        ("restore-best", {"val__best_step": 3.0, "val__share_after_best": 0.0}, False),
        ("add-early-stopping", {"val__points": 10.0}, True),
        ("add-early-stopping", {}, False),
        ("lower-learning-rate", {"rate__zero_share": 1.0}, False),
        ("lower-learning-rate", {"rate__last_of_peak": 0.02, "rate__stretch": 2.0}, False),
        ("lower-learning-rate", {"rate__last_of_peak": 0.03, "rate__stretch": 2.0}, True),
        ("lower-learning-rate", {"rate__last_of_peak": 0.0, "rate__stretch": 1.9}, True),
        ("raise-learning-rate", {"train__above_first": 0.1}, False),
        ("raise-learning-rate", {"train__above_first": 0.09}, True),
        ("raise-learning-rate", {"nonfinite__count": 1.0}, False),
        ("raise-learning-rate", {"log__diverged": True}, False),
        ("raise-learning-rate", {"train": "oscillating"}, False),
        ("lower-batch-size", {"params__batch_size": 1.0}, False),
        ("lower-capacity", {"boosting": True}, False),
        ("lower-depth", {"boosting": True}, True),
        ("lower-depth", {}, False),
        ("raise-entropy", {}, False),
        ("raise-entropy", {"train__is_reward": True}, True),
    ],
)
def test_what_the_log_rules_out_is_not_advised(tmp_path, name, facts, is_given):
    advised, _ = advice_of(advising(tmp_path, Advice(ACTIONS[name])), Facts(**facts))
    assert bool(advised) is is_given


def test_what_contradicts_an_earlier_finding_is_left_out(finding):
    first = recommending(finding, "lower-capacity", "lower-learning-rate", verdict=None)
    second = recommending(
        finding, "lower-regularisation", "raise-learning-rate", "range-test", "check-labels", verdict=None
    )
    kept = agreed([first, second], None, ACTIONS)
    assert ids(kept[0].recommendations) == ["lower-capacity", "lower-learning-rate"]
    assert ids(kept[1].recommendations) == ["check-labels"]


@pytest.mark.parametrize(
    ("verdict", "kept"),
    [
        (Verdict.DATA_PROBLEM, ["check-labels"]),
        (Verdict.UNDERFITTING, ["check-labels"]),
        (Verdict.OVERFITTING, ["add-dropout", "check-labels"]),
    ],
)
def test_what_contradicts_the_verdict_is_left_out_unless_its_rule_asks_for_it(finding, verdict, kept):
    first = recommending(finding, "add-dropout", verdict=verdict)
    other = recommending(finding, "add-dropout", "check-labels", code="XX102", verdict=None)
    assert ids(agreed([other, first], first, ACTIONS)[0].recommendations) == kept
    assert ids(agreed([other, first], first, ACTIONS)[1].recommendations) == ["add-dropout"]


def test_each_meaning_is_said_once_with_all_that_ask_for_it(finding):
    first = recommending(finding, "stop-early", "more-data", code="XX102")
    other = recommending(finding, "more-data", "restore-best", "check-labels", verdict=None)
    told = merged([other, first], first, ACTIONS)
    assert ids(told) == ["stop-early", "more-data", "check-labels"]
    assert [each.because for each in told] == [("XX102", "XX101"), ("XX102", "XX101"), ("XX101",)]


@pytest.mark.parametrize(
    ("name", "amounts", "strongest"),
    [
        ("lower-learning-rate", (multiplied(0.3), multiplied(0.1)), {"multiply": 0.1}),
        ("lower-learning-rate", (multiplied(0.1), multiplied(0.3)), {"multiply": 0.1}),
        ("raise-learning-rate", (multiplied(3.0), multiplied(10.0)), {"multiply": 10.0}),
        ("add-weight-decay", (Amount("set", 1e-4), Amount("set", 1e-3)), {"set": 1e-3}),
        ("decay-learning-rate", (Amount("set", "cosine"), Amount("set", "linear")), {"set": "cosine"}),
    ],
)
def test_the_strongest_amount_counts(finding, name, amounts, strongest):
    told = [given(name, amount) for amount in amounts]
    findings = [finding._replace(recommendations=(each,)) for each in told]
    (together,) = merged(findings, findings[0], ACTIONS)
    assert together.apply == strongest


def test_a_note_that_does_not_decide_asks_for_nothing_and_the_verdict_does(finding):
    note = recommending(finding, "stop-early", severity=Severity.NOTE)
    assert ids(merged([note], note, ACTIONS)) == ["stop-early"]
    assert merged([note], None, ACTIONS) == ()
    assert ids(merged([note._replace(severity=Severity.WARNING)], None, ACTIONS)) == ["stop-early"]


def test_the_deciding_finding_speaks_first_unless_it_only_says_what_is_missing(finding):
    other = recommending(finding, "check-labels", verdict=None)
    first = recommending(finding, "more-data", code="XX102")
    assert ids(merged([other, first], first, ACTIONS)) == ["more-data", "check-labels"]
    first = first._replace(verdict=Verdict.INCONCLUSIVE)
    assert ids(merged([other, first], first, ACTIONS)) == ["check-labels", "more-data"]


@pytest.mark.parametrize(
    ("name", "pulled"),
    [
        ("train-longer", ("epochs", 1)),
        ("stop-early", ("epochs", -1)),
        ("more-data", ("data", 1)),
        ("check-inputs", ("data", 0)),
        ("lower-capacity", ("fit", -1)),
        ("add-dropout", ("fit", -1)),
        ("lower-regularisation", ("fit", 1)),
    ],
)
def test_which_way_an_action_pulls(name, pulled):
    assert ACTIONS[name].pull == pulled


def test_a_recommendation_of_no_amount_has_nothing_to_apply():
    advised = given("check-labels")
    assert isinstance(advised, Recommendation)
    assert (advised.apply, advised.how, advised.cost) == (None, None, "minutes")


def test_the_note_of_a_check_says_what_to_look_at_and_any_other_follows():
    assert told(Advice(ACTIONS["check-labels"], note="those at the end"), Facts()).do == (
        "Look at samples beside their labels: those at the end"
    )
    assert told(Advice(ACTIONS["resume"], note="if it was cut"), Facts()).do.endswith("optimiser state, if it was cut")
    assert told(Advice(ACTIONS["more-data"], note="of both"), Facts()).do == "Get more training data, of both"
