"""Two branches that each add a rule merge without a conflict, and the index stays in use."""

import shutil
from pathlib import Path

import pytest

from diagnose.rulebook.compile import stale, write
from diagnose.rulebook.index import FILE, from_index, rule_files
from diagnose.rulebook.load import load_file
from tests.git import git
from tests.rules.test_rulebook import RULES

ROOT = Path(__file__).parents[2]
MODEL = next(rule for rule in RULES if not rule.primary)
MERGED = ("CHANGELOG.md", "docs/rules/facts.md", "rules/README.md", "rules/index.jsonl", "tests/rules/codes.lock")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")


@pytest.fixture
def repository(tmp_path):
    """The rules and what is generated from them, committed on the branch `main`."""
    for name in ("rules", "docs/rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "tests" / "rules").mkdir(parents=True)
    for name in (".gitattributes", "CHANGELOG.md", "docs/actions.md", "tests/rules/codes.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, "The rules")
    return tmp_path


def commit(root, subject):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", subject)


def add_rule(root, code, name):
    """What CONTRIBUTING asks for: one new file, `make docs`, a line in the changelog."""
    text = (root / "rules" / MODEL.file_name).read_text("utf-8")
    text = text.replace(MODEL.code, code).replace(f'"{MODEL.name}"', f'"{name}"', 1)
    (root / "rules" / f"{code}-{name}.toml").write_text(text, "utf-8")
    write(root)
    with (root / "CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write(f"- A rule, {code}.\n")


def branch(root, code, name):
    git(root, "checkout", "--quiet", "-b", name, "main")
    add_rule(root, code, name)
    commit(root, f"A rule, {code}")


def rules_of(root):
    return tuple(map(load_file, rule_files(root / "rules")))


@pytest.mark.parametrize(
    ("codes", "ours", "theirs"),
    [
        (("TD198", "TD199"), "lower", "higher"),
        (("TD198", "TD199"), "higher", "lower"),
        (("TD598", "TD599"), "higher", "lower"),
    ],
    ids=["inside", "inside, in the other order", "at the end"],
)
def test_two_branches_that_add_neighbours_merge(repository, codes, ours, theirs):
    branch(repository, codes[0], "lower")
    branch(repository, codes[1], "higher")
    git(repository, "checkout", "--quiet", ours)
    git(repository, "merge", "--quiet", "--no-edit", theirs)

    rules = rules_of(repository)
    assert set(codes) <= {rule.code for rule in rules}
    assert from_index(repository / "rules", rule_files(repository / "rules")) == rules
    assert stale(repository) == []
    changes = (repository / "CHANGELOG.md").read_text("utf-8").splitlines()
    assert {f"- A rule, {code}." for code in codes} <= set(changes)
    write(repository)
    assert write(repository) == []
    assert stale(repository) == []


def test_a_rule_that_both_sides_changed_around_is_taken_as_its_file_is(repository):
    """A union keeps the old lines of both sides beside the new ones; each file finds its own."""
    first, second = sorted((repository / "rules").glob("*.toml"))[1:3]
    for name, file in (("one", first), ("other", second)):
        git(repository, "checkout", "--quiet", "-b", name, "main")
        file.write_text(file.read_text("utf-8").replace(' = "Training', ' = "Surely training'), "utf-8")
        write(repository)
        commit(repository, f"Another title of {file.name}")
    git(repository, "merge", "--quiet", "--no-edit", "one")

    rules = rules_of(repository)
    assert sum(rule.title.startswith("Surely training") for rule in rules) == 2
    assert from_index(repository / "rules", rule_files(repository / "rules")) == rules
    assert repository / "rules" / FILE in stale(repository)
    write(repository)
    assert stale(repository) == []


def test_what_a_new_rule_adds_lines_to_is_merged_by_lines(repository):
    before = set(git(repository, "ls-files").split())
    branch(repository, "TD198", "lower")
    changed = set(git(repository, "diff", "--name-only", "main", "lower").split())
    assert changed & before == set(MERGED)
    merged = git(repository, "check-attr", "merge", "--", *MERGED).splitlines()
    assert [line.rsplit(": ", 1)[1] for line in merged] == ["union"] * len(MERGED)
    removed = [line for line in git(repository, "diff", "main", "lower").splitlines() if line.startswith("-")]
    assert [line for line in removed if not line.startswith("---")] == []
