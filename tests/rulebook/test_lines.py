"""In which line of a rule file a key stands."""

import pytest

from diagnose.rulebook.lines import line_of

TEXT = """verdict = "flat"
onset= "val.turn"

[[when]]
train = ["flat"]
"val.rise" = {min = 0.5}

[[when]]  # the second
train = ["falling"]

[text]
message = "x = y"
[[advise]]
action = "look"
how.keras = "x"
how.pytorch = "y"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("verdict",), 1),
        (("onset",), 2),
        (("title",), None),
        (("when", 0, "train"), 5),
        (("when", 0, "val.rise"), 6),
        (("when", 1, "train"), 9),
        (("when", 1, "val.rise"), 8),
        (("when", 0), 4),
        (("when", 1), 8),
        (("when", 2, "train"), None),
        (("text", "message"), 12),
        (("text", "why"), 11),
        (("advise", 0, "action"), 14),
        (("advise", 0, "how", "pytorch"), 16),
        (("advise", 0, "train"), 13),
    ],
)
def test_lines(place, line):
    assert line_of(TEXT, place) == line
