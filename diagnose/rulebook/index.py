"""The compiled rulebook: all rules as one JSON file beside them, used only while it agrees with the rule files."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from diagnose.model import Recommendation, Severity, Verdict
from diagnose.rulebook.rule import Condition, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

FILE = "index.json"


def rule_files(folder: Traversable) -> list[Traversable]:
    """The rule files of a folder, by name."""
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def digest(files: Iterable[Traversable]) -> str:
    """A checksum over the names and the bytes of the rule files; line ends do not count."""
    seen = 0
    for file in files:
        seen = zlib.crc32(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"), seen)
    return f"{seen:08x}"


def compiled(rules: Iterable[Rule], files: Iterable[Traversable]) -> str:
    """The text of the index for these rules and files, one rule a line; conditions are lists of their fields."""
    import json

    lines = (json.dumps(_table(rule), ensure_ascii=False, separators=(",", ":")) for rule in rules)
    return f'{{"digest":"{digest(files)}","rules":[\n' + ",\n".join(lines) + "\n]}\n"


def _table(rule: Rule) -> dict[str, Any]:
    return {**rule._asdict(), "recommend": [advice._asdict() for advice in rule.recommend]}


def from_index(folder: Traversable, files: Iterable[Traversable]) -> tuple[Rule, ...] | None:
    """The rules of the index, or None where there is none or it does not agree with the files."""
    import json

    index = folder / FILE
    if not index.is_file():
        return None
    table = json.loads(index.read_bytes())
    if table["digest"] != digest(files):
        return None
    return tuple(map(_rule, table["rules"]))


def _rule(table: Mapping[str, Any]) -> Rule:
    values = dict(table)
    values["severity"] = Severity(values["severity"])
    values["verdict"] = values["verdict"] and Verdict(values["verdict"])
    for key in ("when", "unless"):
        values[key] = tuple(tuple(map(_condition, block)) for block in values[key])
    values["supersedes"] = tuple(values["supersedes"])
    values["recommend"] = tuple(Recommendation(**one) for one in values["recommend"])
    return Rule(**values)


def _condition(values: list[Any]) -> Condition:
    if values[1] is not None:
        values[1] = tuple(values[1])
    return Condition(*values)
