"""Matching: all conditions of a block, exceptions, missing facts, evidence."""

import numpy as np
import pytest

from diagnose.facts import Numbers
from diagnose.facts.measurements import Measurements
from diagnose.model import (
    Curve,
    Curves,
    Evidence,
    Fact,
    Kind,
    Recommendation,
    Run,
    Series,
    Severity,
    Trend,
)
from diagnose.rulebook.book import Rulebook
from diagnose.rulebook.candidate import candidates
from diagnose.rulebook.condition import Condition
from diagnose.rulebook.load import load_file
from diagnose.rulebook.match import match
from diagnose.rulebook.ranking import deciding, ranked
from diagnose.rulebook.text import summary
from diagnose.trends import profile_of
from tests.rulebook.test_load import GOOD, written


class Facts(Measurements):
    """Facts given by hand in place of a measured run."""

    def __init__(self, **values):
        super().__init__(Run("by hand", "test", ()), Curves(), {}, Numbers())
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


def test_the_smallest_precedence_is_said_first(rule):
    first, second = rule._replace(code="XX102", precedence=10), rule._replace(precedence=20)
    findings, _ = match(candidates([second, first]), Facts(train="flat", val__rise_after_best=0.7))
    order = ranked(findings, {"XX101": second, "XX102": first})
    assert [each.code for each in order] == ["XX102", "XX101"]
    assert deciding(order) is order[0]


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


@pytest.mark.parametrize(
    ("bounds", "below", "at", "above"),
    [
        ({"min": 2.0}, False, True, True),
        ({"max": 2.0}, True, True, False),
        ({"above": 2.0}, False, False, True),
        ({"below": 2.0}, True, False, False),
        ({"min": 2.0, "below": 3.0}, False, True, False),
        ({"above": 1.0, "max": 2.0}, False, True, False),
    ],
)
def test_bounds_at_their_number_and_on_either_side(bounds, below, at, above):
    condition = Condition("x", **bounds)
    assert [condition.holds(Fact("x", value)) for value in (1.0, 2.0, 3.0)] == [below, at, above]


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition("x", ("flat",)), "= flat"),
        (Condition("x", ("flat", "rising")), "in flat, rising"),
        (Condition("x", (True,)), "= true"),
        (Condition("x", min=0.05, max=1.0, above=0.0, below=2.0), ">= 0.05 and <= 1 and > 0 and < 2"),
    ],
)
def test_how_a_condition_is_written(condition, text):
    assert str(condition) == text


def test_the_graver_then_the_surer_then_the_code_goes_first(rule):
    finding = match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7))[0][0]
    codes = {
        "XX104": finding._replace(severity=Severity.NOTE, confidence=0.9),
        "XX103": finding._replace(severity=Severity.ERROR, confidence=0.5),
        "XX102": finding._replace(severity=Severity.ERROR, confidence=0.8),
        "XX101": finding._replace(severity=Severity.ERROR, confidence=0.5),
    }
    findings = [each._replace(code=code) for code, each in codes.items()]
    order = ranked(findings, dict.fromkeys(codes, rule))
    assert [each.code for each in order] == ["XX102", "XX101", "XX103", "XX104"]


def test_a_finding_lasts_from_its_onset_or_its_facts_to_the_end(rule):
    series = Series("loss", np.arange(1.0, 41.0), np.ones(40))
    curve = Curve("loss", series, profile_of(series), Trend(Kind.FLAT, 1.0, 0.0, 0.0, 0.9))
    facts = Facts(train="flat", val__rise_after_best=0.7, val__turn=12.0)
    facts.curves = Curves(curve, None)
    rule = rule._replace(onset="", when=((Condition("train", ("flat",)), Condition("val.rise_after_best", min=0.5)),))
    assert match(candidates([rule]), facts)[0][0].steps == (1.0, 40.0)
    facts["val.rise_after_best"] = Fact("val.rise_after_best", 0.7, "", (20.0, 30.0))
    assert match(candidates([rule]), facts)[0][0].steps == (20.0, 40.0)
    assert match(candidates([rule._replace(onset="val.turn")]), facts)[0][0].steps == (12.0, 40.0)
    assert match(candidates([rule._replace(onset="val.best_step")]), facts)[0][0].steps == (20.0, 40.0)
    facts.curves = Curves()
    assert match(candidates([rule]), facts)[0][0].steps is None


def test_the_summary_says_the_finding_and_what_to_do_first_of_its_advice(rule):
    first = match(candidates([rule]), Facts(train="flat", val__rise_after_best=0.7))[0][0]._replace(message="it rose")
    other = Recommendation("check-labels", "Look at the labels", "labels", "check", because=("XX999",))
    stop = Recommendation("stop-early", "Stop earlier", "epochs", "stop", because=("XX999", "XX101"))
    assert summary(first, (other, stop)) == "It rose. Stop earlier."
    assert summary(first, (other,)) == "It rose."
    assert summary(None, ()).startswith("No rule")
