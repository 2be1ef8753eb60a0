"""The rulebook: ours, the user's, the settings' thresholds."""

import pytest

from diagnose.errors import RuleError, SettingsError
from diagnose.layout import rules_folder
from diagnose.model import Trial, Verdict
from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook import load_rulebook
from diagnose.rulebook.catalogue import load_actions
from diagnose.rulebook.examples import examples_of, run_of
from diagnose.rulebook.index import FILE, compiled, from_index, rule_files
from diagnose.rulebook.load import load_file
from diagnose.settings import Settings
from tests.rulebook.test_load import GOOD, written


def test_the_shipped_index_is_in_use():
    folder = rules_folder()
    files = rule_files(folder)
    assert from_index(folder, files) == tuple(map(load_file, files))


def indexed(folder):
    """Two rule files beside our catalogue, and the index's lines about what they advise and about them."""
    (folder / "actions.toml").write_bytes((rules_folder() / "actions.toml").read_bytes())
    files = [written(folder, GOOD), written(folder, GOOD.replace("XX101", "XX102"), "second.toml")]
    action, *rules = compiled(map(load_file, files), files, folder).splitlines()
    return files, rules, action


@pytest.mark.parametrize(
    "lines_of",
    [
        lambda first, second: [first, second],
        lambda first, second: [second, first],
        lambda first, second: [first, second.replace('"XX102"', '"XX103"').replace("second.toml", "gone.toml"), second],
    ],
    ids=["as written", "in another order", "with a line of a file that is gone"],
)
def test_an_index_with_a_line_for_each_file_is_used(tmp_path, lines_of):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_text("\n".join([action, *lines_of(*lines)]), encoding="utf-8")
    assert from_index(tmp_path, files) == tuple(map(load_file, files))


@pytest.mark.parametrize(
    "text_of",
    [
        lambda first, second: first,
        lambda first, second: "",
        lambda first, second: "\n".join(["<<<<<<< ours", first, "=======", second, ">>>>>>> theirs"]),
        lambda first, second: "\n".join([first, "3"]),
        lambda first, second: "\n".join([first, '{"file": "second.toml"}']),
    ],
    ids=["a file without a line", "empty", "a conflict", "a line that is no object", "a line without its rule"],
)
def test_a_broken_index_is_not_used(tmp_path, text_of):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_text(f"{action}\n{text_of(*lines)}", encoding="utf-8")
    assert from_index(tmp_path, files) is None


def test_an_index_that_does_not_agree_is_not_used(tmp_path):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_text("\n".join([action, *lines]), encoding="utf-8")
    assert from_index(tmp_path, files) is not None
    files[1].write_text(GOOD.replace("0.5", "0.6"), encoding="utf-8")
    assert from_index(tmp_path, files) is None


def test_line_ends_do_not_count(tmp_path):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_bytes("\r\n".join([action, *lines]).encode())
    files[0].write_bytes(files[0].read_bytes().replace(b"\n", b"\r\n"))
    assert from_index(tmp_path, files) is not None


def test_a_users_rule_is_added_and_found_by_code_and_name(tmp_path):
    book = load_rulebook(paths=[written(tmp_path, GOOD).parent])
    assert book.find("xx101") is book.find("mine")
    assert len(book.rules) == len(load_rulebook().rules) + 1


def test_two_rules_of_a_user_with_one_code_are_refused(tmp_path):
    written(tmp_path, GOOD)
    written(tmp_path, GOOD, "second.toml")
    with pytest.raises(RuleError, match="XX101 is taken by"):
        load_rulebook(paths=[tmp_path])


def test_a_missing_rule_file_is_named(tmp_path):
    with pytest.raises(RuleError, match="no rule file is there"):
        load_rulebook(paths=[tmp_path / "none.toml"])


def test_a_threshold_replaces_the_bound_of_the_rule(tmp_path):
    written(tmp_path, GOOD)
    settings = Settings(rules=(str(tmp_path),), thresholds={"XX101.val.rise_after_best": {"min": 0.9}})
    rule = load_rulebook(settings).by_code["XX101"]
    assert str(rule.when[0][1]) == ">= 0.9"


@pytest.mark.parametrize(
    ("key", "bounds", "what"),
    [
        ("TD999.val", {"min": 1}, "names no rule"),
        ("XX101.val.best", {"min": 1}, "no condition on 'val.best'"),
        ("XX101.train", {"min": 1}, "no condition on 'train' with bounds"),
        ("TD303.val.rise", {"min": 1}, r"write TD303.when 1..val.rise or TD303.when 3..val.rise"),
        ("TD303[when 2].val.rise", {"min": 1}, "names none of its conditions"),
        ("XX101.val.rise_after_best", {"least": 1}, "'least' is no bound"),
    ],
)
def test_a_threshold_for_nothing_is_refused(tmp_path, key, bounds, what):
    written(tmp_path, GOOD)
    with pytest.raises(SettingsError, match=what):
        load_rulebook(Settings(rules=(str(tmp_path),), thresholds={key: bounds}))


def test_a_threshold_addresses_one_condition_of_one_block():
    before = load_rulebook().by_code["TD303"]
    settings = Settings(thresholds={"TD303[when 3].val.rise": {"min": 0.9}})
    after = load_rulebook(settings).by_code["TD303"]
    assert after.when[:2] == before.when[:2]
    changed = [(old, new) for old, new in zip(before.when[2], after.when[2], strict=True) if old != new]
    assert [(str(old), str(new)) for old, new in changed] == [(">= 0.05", ">= 0.9")]


def test_a_threshold_reaches_an_exception():
    settings = Settings(thresholds={"TD303[unless].val.accuracy_gain": {"min": 0.5}})
    assert str(load_rulebook(settings).by_code["TD303"].unless[0][0]) == ">= 0.5"


@pytest.mark.parametrize("settings", [Settings(ignore=("TD201", "TD999")), Settings(select=("TD201", "TD999"))])
def test_a_rule_that_is_not_there_can_be_neither_selected_nor_ignored(settings):
    with pytest.raises(SettingsError, match="there is no rule 'TD999'"):
        load_rulebook(settings)


def test_with_the_deciding_rule_ignored_the_next_one_decides():
    run = run_of(next(example for example in examples_of(load_rulebook().by_code["TD303"]) if example.fires))
    first, second = (
        diagnose_run(run, Options(load_rulebook(Settings(ignore=ignored)))) for ignored in ((), ("TD303",))
    )
    assert first.rule == "TD303"
    assert second.rule in [finding.code for finding in second.findings]
    assert second.verdict is Verdict.OVERFITTING
    assert second.suppressed == 1


def test_ignored_rules_are_not_reported():
    book = load_rulebook(Settings(ignore=("TD2",)))
    assert not book.reports(book.by_code["TD201"])
    assert book.reports(book.by_code["TD101"])
    book = load_rulebook(Settings(select=("overfitting",)))
    assert [rule.code for rule in book.rules if book.reports(rule)] == ["TD201"]


def test_an_action_that_changed_makes_the_index_of_its_rules_stale_and_no_other(tmp_path):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_text("\n".join([action, *lines]), encoding="utf-8")
    catalogue = tmp_path / "actions.toml"
    text = catalogue.read_text("utf-8")
    catalogue.write_text(text.replace("Clip the gradient norm", "Clip the norm"), encoding="utf-8")
    assert from_index(tmp_path, files) is not None
    catalogue.write_text(text.replace("Lower the learning rate", "Lower the rate"), encoding="utf-8")
    assert from_index(tmp_path, files) is None


def test_a_trial_of_an_action_is_read_with_it(tmp_path):
    files, lines, action = indexed(tmp_path)
    (tmp_path / FILE).write_text("\n".join([action, *lines]), encoding="utf-8")
    (tmp_path / "trials.toml").write_text("[lower-learning-rate]\nruns = 41\nhelped = 0.93\nharmed = 0.02\n", "utf-8")
    assert from_index(tmp_path, files) is None
    rule = load_file(files[0], load_actions(tmp_path))
    assert rule.advise[0].action.trial == Trial(41, 0.93, 0.02)
    (tmp_path / FILE).write_text(compiled(rules_of(tmp_path, files), files, tmp_path), "utf-8")
    assert from_index(tmp_path, files) == rules_of(tmp_path, files)


def rules_of(folder, files):
    return tuple(load_file(file, load_actions(folder)) for file in files)


def test_a_folder_of_a_user_may_have_actions_of_its_own(tmp_path):
    own = '[mine]\ndo = "Do mine"\nsetting = "data"\nchange = "check"\ncost = "nothing"\nkinds = ["net"]\n'
    (tmp_path / "actions.toml").write_text(own, "utf-8")
    written(tmp_path, GOOD.replace("lower-learning-rate", "mine").replace("multiply = 0.5\n", ""))
    book = load_rulebook(paths=[tmp_path])
    assert book.actions["mine"].do == "Do mine"
    (tmp_path / "actions.toml").write_text(own.replace("[mine]", "[clip-gradients]"), "utf-8")
    with pytest.raises(RuleError, match="'clip-gradients' is in our catalogue already"):
        load_rulebook(paths=[tmp_path])
