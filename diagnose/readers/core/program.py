"""Whether a source is the text of a Python program: what stands in it as an example is not the log of a run.

May not: parse the program; a log that begins with the script that wrote it is a log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diagnose.readers.core.opening import HEAD, whole_text

if TYPE_CHECKING:
    from diagnose.model import Source

LIMIT = 4 << 20
# cheap to ask of any head: most logs have no such line
BEGINS = re.compile(
    r"^(?:import [\w.]+|from [\w.]+ import\b|(?:async )?def \w+\(|class \w+(?:\([^()\n]{0,200}\))?:)", re.MULTILINE
)
# Each of these matches to the end of its line or text where the string is not closed, so that nothing is tried twice.
STRING = re.compile(
    r'"""[^"\\]*(?:(?:\\(?:.|\Z)|"(?!""))[^"\\]*)*(?:"""|\Z)|'
    r"\'\'\'[^'\\]*(?:(?:\\(?:.|\Z)|'(?!''))[^'\\]*)*(?:\'\'\'|\Z)|"
    r'"[^"\\\n]*(?:\\(?:.|\Z)[^"\\\n]*)*(?:"|(?=\n)|\Z)|'
    r"'[^'\\\n]*(?:\\(?:.|\Z)[^'\\\n]*)*(?:'|(?=\n)|\Z)|#[^\n]*",
    re.DOTALL,
)
STATEMENT = re.compile(
    r"(?:import|from|def|class|async|if|for|while|with|try|except|finally|else|elif|return|raise|assert|del|pass|global|"
    r"print|match|case|type|yield|await|not|lambda)\b|[@)\]}\\]|[urbfURBF]{0,2}''|"
    r"[A-Za-z_]\w*[ \t]{0,40}(?:\.[A-Za-z_]|[\[(]|[-+*/|&]?=(?!=)|,|:\s*[A-Za-z_\"'][^=\n]*=|:\s*[A-Z]\w*(?:\[|$))"
)


def is_program(source: Source) -> bool:
    """Whether every line at the left margin, strings and comments aside, is a statement, and some define or import."""
    text = source.text
    if BEGINS.search(text) is None or source.size > LIMIT:
        return False
    if source.size > HEAD or len(source.head) >= HEAD:
        text = whole_text(source, LIMIT)
    bare = STRING.sub(_emptied, text)
    if BEGINS.search(bare) is None:
        return False
    lines = (line for line in bare.splitlines() if line and not line[0].isspace())
    return all(STATEMENT.match(line) for line in lines)


def _emptied(match: re.Match[str]) -> str:
    """Nothing for a comment, an empty string for a string; one that is not closed is none and stays."""
    text = match[0]
    if text.startswith("#"):
        return ""
    return "''" if len(text) > 1 and text.endswith(text[0]) else text
