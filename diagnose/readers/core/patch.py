"""Whether a text is a patch, as `diff -u` and `git diff` write it: the lines of two versions, and of no log.

May not: apply it. A log in which some tool printed a patch is a log.
"""

from __future__ import annotations

import re

HUNK = re.compile(r"^@@ -\d{1,9}(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@", re.MULTILINE)
LINE = re.compile(
    r"[-+ @\\]|$|diff |index |(?:new|deleted) file mode |(?:old|new) mode |(?:dis)?similarity index |rename |copy |"
    r"Binary files |GIT binary patch"
)


def is_patch(text: str) -> bool:
    """Whether every line from the first hunk on belongs to a patch; the last may be cut off."""
    first = HUNK.search(text)
    if first is None or "\n+++ " not in text[: first.start()]:
        return False
    return all(map(LINE.match, text[first.start() :].splitlines()[:-1]))
