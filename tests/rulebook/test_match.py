"""Matching: all conditions of a block, exceptions, missing facts, evidence."""

import pytest

from diagnose.facts.measurements import Measurements
from diagnose.model import Curves, Evidence, Fact, Recommendation, Run
from diagnose.rulebook.book import Rulebook
from diagnose.rulebook.candidate import candidates
from diagnose.rulebook.load import load_file
from diagnose.rulebook.match import match
from diagnose.rulebook.ranking import agreed, deciding, merged, ranked
from diagnose.rulebook.rule import Condition
from tests.rulebook.test_load import GOOD, written


class Facts(Measurements):
    """Facts given by hand in place of a measured run."""

    def __init__(self, **values):
        super().__init__(Run("by hand", "test", ()), Curves(), {})
        named = {name.replace("__", "."): value for name, value in values.items()}
        self.update({name: Fact(name, value) for name, value in named.items()})

    def __missing__(self, name):
        return None


@pytest.fixture
def rule(tmp_path):
    return load_file(written(tmp_path, GOOD))


def test_all_conditions_must_hold_and_become_the_evidence(rule):
    findings, skipped = match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7))
    assert not skipped
    assert findings[0].evidence == (
        Evidence("train", "flat", "", "= flat"),
        Evidence("val.rise_after_best", 0.7, "", ">= 0.5"),
    )
    assert match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.4)) == ([], [])


def test_a_missing_fact_means_skipped_and_never_fires(rule):
    findings, skipped = match(candidates([rule]), Facts(train="flat"))
    assert not findings
    assert skipped[0].missing == ("val.rise_after_best",)


def test_a_missing_fact_does_not_matter_where_an_earlier_condition_fails(rule):
    assert match(candidates([rule]), Facts(train="falling")) == ([], [])


def test_an_exception_keeps_the_rule_quiet(rule):
    rule = rule._replace(unless=((Condition("val", ("falling",)),),))
    assert match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7, val="falling")) == ([], [])
    assert match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7, val="flat"))[0]


def test_nan_meets_no_bound():
    assert not Condition("x", min=0.0).holds(Fact("x", float("nan")))
    assert not Condition("x", below=1.0).holds(Fact("x", "flat"))


def test_the_smallest_precedence_is_said_first_and_advice_does_not_contradict_itself(rule):
    lower = Recommendation("Lower it", "learning_rate", "lower")
    raised = Recommendation("Raise it", "learning_rate", "raise")
    first = rule._replace(code="XX102", precedence=10, recommend=(lower, lower))
    second = rule._replace(precedence=20, recommend=(raised, Recommendation("Clip", "gradient_clipping", "add")))
    findings, _ = match(candidates([second, first]), Facts(train="flat", val__rise_after_best=0.7))
    order = ranked(findings, {"XX101": second, "XX102": first})
    assert [one.code for one in order] == ["XX102", "XX101"]
    assert deciding(order) is order[0]
    assert [one.do for one in merged(order)] == ["Lower it", "Clip"]


def test_findings_do_not_contradict_one_another(rule):
    first = rule._replace(code="XX102", precedence=10, recommend=(Recommendation("Smaller", "capacity", "lower"),))
    larger = (Recommendation("Drop it", "regularisation", "remove"), Recommendation("Look", "data", "check"))
    second = rule._replace(precedence=20, recommend=larger)
    findings, _ = match(candidates([second, first]), Facts(train="flat", val__rise_after_best=0.7))
    order = agreed(ranked(findings, {"XX101": second, "XX102": first}))
    assert [[one.do for one in finding.recommendations] for finding in order] == [["Smaller"], ["Look"]]


def test_a_check_is_said_once_for_each_reason(rule):
    look, see = Recommendation("Look", "data", "check"), Recommendation("See", "data", "check")
    first = rule._replace(code="XX102", recommend=(look,))
    findings, _ = match(
        candidates([first, rule._replace(recommend=(look, see))]), Facts(train="flat", val__rise_after_best=0.7)
    )
    assert [one.do for one in merged(findings)] == ["Look", "See"]


def test_a_superseded_rule_is_not_reported(rule):
    sharper = rule._replace(code="XX102", precedence=90, supersedes=("XX101",))
    findings, _ = match(candidates([rule, sharper]), Facts(train="flat", val__rise_after_best=0.7))
    assert [one.code for one in ranked(findings, {"XX101": rule, "XX102": sharper})] == ["XX102"]
    assert [one.code for one in ranked(findings[:1], {"XX101": rule, "XX102": sharper})] == ["XX101"]


def test_only_rules_that_the_trends_leave_open_are_matched(rule):
    book = Rulebook((rule, rule._replace(code="XX102", when=((Condition("a", above=1.0),),))))
    assert [one.rule.code for one in book.possible("flat", "rising")] == ["XX101", "XX102"]
    assert [one.rule.code for one in book.possible("falling", "rising")] == ["XX102"]
    assert [one.rule.code for one in book.possible(None, None)] == ["XX101", "XX102"]
