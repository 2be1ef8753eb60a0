"""A catalogue that breaks the schema, the facts or itself names the action, the key and the line, all at once."""

import pytest

from diagnose.errors import RuleError
from diagnose.rulebook.action import Amount
from diagnose.rulebook.catalogue import load_actions

GOOD = """[lower-it]
do       = "Lower it {amount}"
setting  = "learning_rate"
change   = "lower"
multiply = 0.1
now      = "rate.given"
cost     = "a rerun"
kinds    = ["net"]
clashes  = ["look", "capacity:raise"]
unfit    = ["converged"]
unless   = { "rate.zero_share" = { min = 1.0 } }
how.keras   = 'model.optimizer.learning_rate = {amount}'
how.pytorch = 'group["lr"] = {amount}'

[look]
do      = "Look at {val.name}"
setting = "data"
change  = "check"
cost    = "minutes"
kinds   = ["net", "boosting"]
"""


def catalogue(folder, text, trials=""):
    (folder / "actions.toml").write_text(text, "utf-8")
    (folder / "trials.toml").write_text(trials, "utf-8")
    return load_actions(folder)


def test_a_good_catalogue_is_actions_by_id(tmp_path):
    actions = catalogue(tmp_path, GOOD)
    assert list(actions) == ["lower-it", "look"]
    assert actions["lower-it"].amount == Amount("multiply", 0.1)
    assert actions["lower-it"].how["pytorch"] == 'group["lr"] = {amount}'
    assert actions["look"].amount is None
    assert actions["look"].meaning == "look"


def test_a_folder_without_a_catalogue_has_no_actions(tmp_path):
    assert load_actions(tmp_path) == {}


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('cost     = "a rerun"', 'cost = "much"', "actions.toml:7, lower-it.cost", "'nothing', 'minutes'"),
        ("[look]", "[Look]", "Look", "pattern"),
        ("[look]", "[lower-it]", "actions.toml", "not TOML"),
        ('clashes  = ["look"', 'clashes = ["lok"', "actions.toml:9, lower-it.clashes", "did you mean 'look'?"),
        ('clashes  = ["look"', 'clashes = ["lower-it"', ":9, lower-it.clashes", "cannot clash with itself"),
        ('unfit    = ["converged"]', 'unfit = ["fine"]', ":10, lower-it.unfit", "is no verdict"),
        ('"rate.given"', '"rate.gven"', ":6, lower-it.now", "did you mean 'rate.given'?"),
        ("rate.zero_share", "rate.zero_shre", ":11, lower-it.unless", "did you mean 'rate.zero_share'?"),
        ("{ min = 1.0 }", '"high"', ":11, lower-it.unless", "it is a number"),
        ("how.pytorch", "how.torch", ":13, lower-it.how.torch", "'pytorch'"),
        ("{val.name}", "{val.nam}", ":16, look.do", "did you mean 'val.name'?"),
        ("multiply = 0.1", "", ":2, lower-it.do", "give multiply, set or at"),
        ("multiply = 0.1", 'at = "val.best"', ":5, lower-it.at", "val.best is no step"),
        ("multiply = 0.1", "multiply = -1", ":5, lower-it.multiply", "greater than 0"),
        ('kinds    = ["net"]', 'kinds = ["net"]\nmeans = "lok"', ":9, lower-it.means", "did you mean 'look'?"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, where, what):
    assert old in GOOD
    with pytest.raises(RuleError) as caught:
        catalogue(tmp_path, GOOD.replace(old, new, 1))
    assert where in str(caught.value)
    assert what in str(caught.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    with pytest.raises(RuleError) as caught:
        catalogue(tmp_path, GOOD.replace('["look"', '["lok"').replace("{val.name}", "{val.nam}"))
    assert [fault.line for fault in caught.value.faults] == [9, 16]


@pytest.mark.parametrize(
    ("trials", "what"),
    [
        ("[lok]\nruns = 1\nhelped = 1.0\nharmed = 0.0\n", "trials.toml:1, lok: there is no action 'lok'"),
        ("[look]\nruns = 0\nhelped = 1.0\nharmed = 0.0\n", "trials.toml:2, look.runs"),
        ("[look]\nruns = 1\nhelped = 1.1\nharmed = 0.0\n", "trials.toml:3, look.helped"),
        ("[look]\nruns = 1\nhelped = 1.0\n", "trials.toml:1, look.harmed"),
    ],
)
def test_what_is_wrong_with_a_trial_is_named(tmp_path, trials, what):
    with pytest.raises(RuleError) as caught:
        catalogue(tmp_path, GOOD, trials)
    assert what in str(caught.value)


def test_trials_are_those_of_their_actions(tmp_path):
    actions = catalogue(tmp_path, GOOD, "[look]\nruns = 41\nhelped = 0.93\nharmed = 0.02\n")
    assert actions["look"].trial is not None
    assert actions["look"].trial.runs == 41
    assert actions["lower-it"].trial is None
