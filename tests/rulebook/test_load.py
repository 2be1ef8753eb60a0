"""A rule file that breaks the schema names itself and the key."""

import re

import pytest

from diagnose.errors import RuleError
from diagnose.model import Fact
from diagnose.rulebook.load import load_file
from diagnose.rulebook.text import fill

GOOD = """
code       = "XX101"
name       = "mine"
title      = "Mine"
status     = "stable"
since      = "0.1.0"
severity   = "warning"
verdict    = "plateau"
precedence = 70
source     = "me"
[when]
train = ["flat"]
"val.rise_after_best" = { min = 0.5 }
[text]
message  = "rose {val.rise_after_best} after {val.best_step}"
why      = "w"
not_when = "n"
[[advise]]
action   = "lower-learning-rate"
multiply = 0.5
note     = "and look again"
"""


def written(tmp_path, text, name="XX101-mine.toml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_a_rule(tmp_path):
    rule = load_file(written(tmp_path, GOOD))
    assert rule.file_name == "XX101-mine.toml"
    assert rule.family == "XX1"
    assert [str(condition) for condition in rule.when[0]] == ["= flat", ">= 0.5"]
    assert rule.facts >= {"train", "val.rise_after_best", "val.best_step", "rate.given"}


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('status     = "stable"', 'status = "good"', "status", "preview"),
        ('title      = "Mine"', 'titel = "Mine"', "titel", "unknown"),
        ("{ min = 0.5 }", "{ }", "when", "without a bound"),
        ("{ min = 0.5 }", "{ minimum = 0.5 }", "minimum", "unknown"),
        ('"val.rise_after_best" = { min', '"val.rises" = { min', "when.0.val.rises", "does not exist"),
        ("{val.best_step}", "{val.best_epoch}", "text", "does not exist"),
        ('verdict    = "plateau"', 'verdict = "stuck"', "verdict", "is no verdict"),
        ('code       = "XX101"', 'code = "xx"', "code", "pattern"),
        ("precedence = 70", "", "precedence", "required"),
        ("[when]", "[when", "", "line 11"),
        ('train = ["flat"]', 'train = ["fallling"]', ":12, when.0.train", "did you mean 'falling'?"),
        ('train = ["flat"]', "train = { min = 1 }", ":12, when.0.train", "train is a word"),
        ('train = ["flat"]', "train = true", ":12, when.0.train", "is nothing that train can be"),
        ('train = ["flat"]', "boosting = { min = 1 }", ":12, when.0.boosting", "write true or false"),
        ('train = ["flat"]', '"score.name" = "f1"', ":12, when.0.score.name", "no condition can turn on it"),
        ("{ min = 0.5 }", '"rising"', ":13, when.0.val.rise_after_best", "it is a number"),
        ("{ min = 0.5 }", "{ min = 0.5, below = 0.4 }", ":13, when.0.val", "at least 0.5 and at most 0.4"),
        ("{ min = 0.5 }", "{ min = 0.1, above = 0.5, max = 0.4 }", ":13, when.0.val", "at least 0.5 and at most 0.4"),
        ("{ min = 0.5 }", "{ min = 0.5, max = 0.9, below = 0.4 }", ":13, when.0.val", "at least 0.5 and at most 0.4"),
        ("{ min = 0.5 }", "{ min = nan }", ":13, when.0.val", "finite number"),
        ("{ min = 0.5 }", "{ min = " + "9" * 5000 + " }", "", "it is not TOML"),
        ("[when]", 'onset = "unit"\n[when]', ":11, onset", "'unit' is no step"),
        ("[when]", 'onset = "val.trun"\n[when]', ":11, onset", "did you mean 'val.turn'?"),
        ("{val.rise_after_best}", "{val.rise_after_best:%Y}", ":15, text.message", "write {val.rise_after_best}"),
        ("{val.rise_after_best}", "{train:999999999}", ":15, text.message", "write {train}"),
        ("{val.rise_after_best}", "{val.rise after}", ":15, text.message", "does not exist"),
        ("and look again", "and look at {val.rise_step}", ":21, advise.0.note", "does not exist"),
        ('"lower-learning-rate"', '"lower-learnin-rate"', ":19, advise.0.action", "mean 'lower-learning-rate'?"),
        ("multiply = 0.5", "multiply = 0", ":20, advise.0.multiply", "greater than 0"),
        ("multiply = 0.5", 'multiply = "val.rises"', ":20, advise.0.multiply", "does not exist"),
        ("multiply = 0.5", 'multiply = "train"', ":20, advise.0.multiply", "train is no number"),
        ("multiply = 0.5", 'at = "val.best"', ":20, advise.0.at", "val.best is no step"),
        ("multiply = 0.5", "multiply = 0.5\nset = 1.0", "advise.0", "multiply and set cannot be said at once"),
        ("multiply = 0.5", "when = { train = 1 }", ":20, advise.0.when", "valid dictionary"),
        ("multiply = 0.5", 'when = { train = ["up"] }', ":20, advise.0.when", "nothing that train can be"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, where, what):
    assert old in GOOD
    with pytest.raises(RuleError) as caught:
        load_file(written(tmp_path, GOOD.replace(old, new)))
    assert "XX101-mine.toml" in str(caught.value)
    assert where in str(caught.value)
    assert what in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    text = GOOD.replace('["flat"]', '["flatt"]').replace("{val.best_step}", "{val.best_stp}")
    with pytest.raises(RuleError) as caught:
        load_file(written(tmp_path, text.replace('"plateau"', '"stuck"')))
    assert [fault.line for fault in caught.value.faults] == [8, 12, 15]
    assert str(caught.value).count("\n") == 2


def test_a_text_writes_facts_and_says_what_is_unknown():
    facts = {"a.rise": Fact("a.rise", 0.456, "ratio"), "a.step": Fact("a.step", 12.0, "step"), "b": None}
    assert fill("rose {a.rise} after {a.step}, {b}", facts) == "rose 46% after 12, unknown"


@pytest.mark.parametrize("key", ["title", "source", "message", "why", "not_when"])
def test_no_text_may_be_empty(tmp_path, key):
    text = re.sub(rf'^({key} *= )".*"$', r'\1""', GOOD, flags=re.MULTILINE)
    assert text != GOOD
    with pytest.raises(RuleError, match=rf"{key}.*at least 1 character"):
        load_file(written(tmp_path, text))


@pytest.mark.parametrize(("precedence", "fits"), [(0, False), (1, True), (999, True), (1000, False)])
def test_precedence_is_from_1_to_999(tmp_path, precedence, fits):
    file = written(tmp_path, GOOD.replace("precedence = 70", f"precedence = {precedence}"))
    if fits:
        assert load_file(file).precedence == precedence
    else:
        with pytest.raises(RuleError, match="precedence"):
            load_file(file)


def test_what_may_be_left_out(tmp_path):
    rule = load_file(written(tmp_path, GOOD))
    assert (rule.primary, rule.supersedes, rule.onset, rule.unless) == (False, (), "", ())
    assert (rule.advise[0].why, rule.advise[0].source) == ("", "")


def test_a_rule_has_a_condition_and_advice(tmp_path):
    text = re.sub(r"\[\[advise\]\].*", "advise = []", GOOD, flags=re.DOTALL)
    with pytest.raises(RuleError, match="advise"):
        load_file(written(tmp_path, text.replace("[text]", "[text]", 1)))
    with pytest.raises(RuleError, match="when"):
        load_file(
            written(
                tmp_path, GOOD.replace('train = ["flat"]\n', "").replace('"val.rise_after_best" = { min = 0.5 }\n', "")
            )
        )


def test_an_onset_that_is_no_step_is_told_what_is_one(tmp_path):
    with pytest.raises(RuleError, match=r"'val.best' is no step; did you mean 'val.best_step'"):
        load_file(written(tmp_path, GOOD.replace("[when]", 'onset = "val.best"\n[when]')))
