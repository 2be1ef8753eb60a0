"""Refuses commits whose subject is longer than 72 characters: git, mail and review pages cut what is beyond.

python .ci/commit_subjects.py           the commits since the rule was agreed on
python .ci/commit_subjects.py FILE      the message in a file, as git's hook `commit-msg` hands it over
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import dropwhile, takewhile
from pathlib import Path

LIMIT = 72
AGREED = "11422677193f19d2d09b68257379cc96c57d545c"  # older subjects stay as they are


def subject(message: str) -> str:
    """The subject as git takes it: the first paragraph on one line, without comments."""
    lines = (line.strip() for line in message.splitlines() if not line.startswith("#"))
    return " ".join(takewhile(bool, dropwhile(lambda line: not line, lines)))


def too_long(subjects: Iterable[str]) -> list[str]:
    """What to say of each subject over the limit."""
    return [
        f"the subject has {len(text)} characters, at most {LIMIT} are right:\n  {text[:LIMIT]}|{text[LIMIT:]}"
        for text in subjects
        if len(text) > LIMIT
    ]


def since(commit: str, folder: Path) -> list[str]:
    """The subjects of the commits after that one, merges left out; none where the history does not reach back to it."""
    command = ["git", "log", "--no-merges", "--format=%s", f"{commit}..HEAD", "--"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        print(f"commit subjects: not checked, there is no history here since {commit[:7]}")
        return []
    return done.stdout.splitlines()


def main(arguments: list[str]) -> int:
    """Print what is too long; 1 where anything is."""
    if arguments:
        subjects = [subject(Path(arguments[0]).read_text(encoding="utf-8"))]
    else:
        subjects = since(AGREED, Path(__file__).parent.parent)
    breaches = too_long(subjects)
    print(*breaches, sep="\n", end="\n" if breaches else "")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
