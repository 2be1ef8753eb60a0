"""The compiled rulebook: a JSON line a rule beside the rule files, each used only while it agrees with its file."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from diagnose.model import Recommendation, Severity, Verdict
from diagnose.rulebook.rule import Condition, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FILE = "index.jsonl"


def rule_files(folder: Traversable) -> list[Traversable]:
    """The rule files of a folder, by name."""
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def checksum(file: Traversable) -> str:
    """A checksum of one rule file; line ends do not count."""
    text = file.read_bytes().replace(b"\r\n", b"\n")
    return f"{zlib.crc32(text):08x}"


def compiled(rules: Iterable[Rule], files: Iterable[Traversable]) -> str:
    """The text of the index for these rules and files, one rule a line; conditions are lists of their fields.

    Nothing in a line depends on another rule, so that two branches that each add one merge line by line.
    """
    return "".join(_line(rule, file) for rule, file in zip(rules, files, strict=True))


def _line(rule: Rule, file: Traversable) -> str:
    import json

    table = {**rule._asdict(), "recommend": [advice._asdict() for advice in rule.recommend]}
    line = {"file": file.name, "checksum": checksum(file), "rule": table}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def from_index(folder: Traversable, files: Iterable[Traversable]) -> tuple[Rule, ...] | None:
    """The rules of the index, or None where there is none or a file has no line that agrees with it.

    The order of the lines, and lines about what is no longer there, do not matter: a merge leaves both.
    """
    index = folder / FILE
    if not index.is_file():
        return None
    known = _tables(index.read_bytes())
    keys = [(file.name, checksum(file)) for file in files]
    return tuple(_rule(known[key]) for key in keys) if all(key in known for key in keys) else None


def _tables(text: bytes) -> dict[tuple[str, str], Any]:
    """The rules of the lines by file name and checksum; none where a line is broken, as a merge's conflict is."""
    import json

    try:
        lines = json.loads(b"[" + text.strip().replace(b"\n", b",") + b"]")
        return {(line["file"], line["checksum"]): line["rule"] for line in lines}
    except (ValueError, TypeError, KeyError):
        return {}


def _rule(table: dict[str, Any]) -> Rule:
    table["severity"] = Severity(table["severity"])
    table["verdict"] = table["verdict"] and Verdict(table["verdict"])
    for key in ("when", "unless"):
        table[key] = tuple([tuple(map(_condition, block)) for block in table[key]])
    table["supersedes"] = tuple(table["supersedes"])
    table["recommend"] = tuple([Recommendation(**advice) for advice in table["recommend"]])
    return Rule(**table)


def _condition(values: list[Any]) -> Condition:
    if values[1] is not None:
        values[1] = tuple(values[1])
    return Condition(*values)
