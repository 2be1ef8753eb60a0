"""Subjects of commits have at most 72 characters, as git's hook and over the history."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.git import git

SUBJECTS = Path(__file__).parent.parent / ".ci" / "commit_subjects.py"


def checked(*arguments, script=SUBJECTS):
    return subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ("x" * 72, 0),
        ("x" * 73, 1),
        ("é" * 72, 0),
        ("A short subject\n\n" + "a long line of the body " * 9, 0),
        ("# a comment of git, longer than any subject may be, which stands at the head\n\nShort\n", 0),
        ("a subject that goes on\nin a second line, which git puts behind the first one", 1),
        ("", 0),
    ],
)
def test_a_subject_has_at_most_72_characters(tmp_path, message, status):
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text(message, encoding="utf-8")
    done = checked(file)
    assert done.returncode == status, done.stdout + done.stderr
    assert bool(done.stdout) == bool(status)


def test_what_is_too_long_is_shown(tmp_path):
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text("y" * 72 + "zz", encoding="utf-8")
    assert checked(file).stdout == f"the subject has 74 characters, at most 72 are right:\n  {'y' * 72}|zz\n"


def test_without_a_history_nothing_is_checked(tmp_path):
    (tmp_path / ".ci").mkdir()
    script = shutil.copy(SUBJECTS, tmp_path / ".ci")
    done = checked(script=script)
    assert (done.returncode, done.stderr) == (0, "")
    assert "not checked" in done.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_commits_since_the_rule_was_agreed_on_are_checked(tmp_path):
    """Older subjects stay as they are."""
    git(tmp_path, "init", "--quiet")
    for subject in ("An old one " + "x" * 80, "The rule is agreed on", "A short one", "A new one " + "x" * 80):
        git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", subject)
    agreed = git(tmp_path, "rev-parse", "HEAD~2").strip()
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / SUBJECTS.name
    text = SUBJECTS.read_text("utf-8")
    script.write_text(re.sub(r'^AGREED = "\w+"', f'AGREED = "{agreed}"', text, flags=re.MULTILINE), "utf-8")

    done = checked(script=script)
    assert done.returncode == 1
    assert done.stdout.count("the subject has") == done.stdout.count("the subject has 90 characters") == 1
    git(tmp_path, "reset", "--quiet", "--hard", "HEAD~1")
    assert checked(script=script).returncode == 0
