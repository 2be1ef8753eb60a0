"""The compiled rulebook: a JSON line a rule or an action, each used only while it agrees with its file."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from diagnose.model import Severity, Trial, Verdict
from diagnose.rulebook.action import Action, Advice, Amount
from diagnose.rulebook.condition import Block, Condition
from diagnose.rulebook.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    Keyed = dict[tuple[str, str], Any]

FILE = "index.jsonl"
CATALOGUE = ("actions.toml", "trials.toml")


def rule_files(folder: Traversable) -> list[Traversable]:
    """The rule files of a folder, by name."""
    tables = (file for file in folder.iterdir() if file.name.endswith(".toml") and file.name not in CATALOGUE)
    return sorted(tables, key=lambda file: file.name)


def checksum(*texts: bytes) -> str:
    """A checksum of texts; line ends do not count."""
    text = b"".join(texts).replace(b"\r\n", b"\n")
    return f"{zlib.crc32(text):08x}"


def compiled(rules: Iterable[Rule], files: Iterable[Traversable], folder: Traversable) -> str:
    """The text of the index for these rules, their files, and what they advise of the catalogue in `folder`.

    One line each, and nothing in a line depends on another one, so that two branches that each add one merge by lines.
    """
    rules = list(rules)
    sums = _checksums(folder)
    actions = {advice.action.id: advice.action for rule in rules for advice in rule.advise}
    lines = [
        {"file": CATALOGUE[0], "checksum": sums[name], "action": _packed(actions[name])} for name in sorted(actions)
    ]
    for rule, file in zip(rules, files, strict=True):
        lines.append({"file": file.name, "checksum": checksum(file.read_bytes()), "rule": _table(rule)})
    return "".join(map(_line, lines))


def _line(line: Mapping[str, Any]) -> str:
    import json

    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _packed(action: Action) -> dict[str, Any]:
    """The action without what is as it usually is."""
    usual = Action._field_defaults
    return {key: value for key, value in action._asdict().items() if key not in usual or value != usual[key]}


def _table(rule: Rule) -> dict[str, Any]:
    return {**rule._asdict(), "advise": [(advice.action.id, *advice[1:]) for advice in rule.advise]}


def _checksums(folder: Traversable) -> dict[str, str]:
    """The checksum of each action of a catalogue, of what stands about it in its files."""
    of_file = [_sections(file.read_bytes()) if (file := folder / name).is_file() else {} for name in CATALOGUE]
    actions, trials = of_file
    return {name: checksum(text, trials.get(name, b"")) for name, text in actions.items()}


def _sections(text: bytes) -> dict[str, bytes]:
    """What stands under each header of a TOML text, by the header."""
    parts = (b"\n" + text.replace(b"\r\n", b"\n")).split(b"\n[")[1:]
    return {part.partition(b"]")[0].decode(): part.rstrip() for part in parts}


def from_index(folder: Traversable, files: Iterable[Traversable]) -> tuple[Rule, ...] | None:
    """The rules of the index, or None where there is none, or a file or an action has no line that agrees with it.

    The order of the lines, and lines about what is no longer there, do not matter: a merge leaves both.
    """
    index = folder / FILE
    if not index.is_file():
        return None
    known = _tables(index.read_bytes())
    try:
        actions = {
            name: _action(known[key]["action"])
            for name, number in _checksums(folder).items()
            if (key := (CATALOGUE[0], number)) in known
        }
        return tuple([_rule(known[file.name, checksum(file.read_bytes())]["rule"], actions) for file in files])
    except KeyError:
        return None


def _tables(text: bytes) -> Keyed:
    """The lines by file name and checksum; none where a line is broken, as a merge's conflict is."""
    import json

    try:
        lines = json.loads(b"[" + text.strip().replace(b"\n", b",") + b"]")
        return {(line["file"], line["checksum"]): line for line in lines}
    except (ValueError, TypeError, KeyError):
        return {}


def _rule(table: dict[str, Any], actions: Mapping[str, Action]) -> Rule:
    table["severity"] = Severity(table["severity"])
    table["verdict"] = table["verdict"] and Verdict(table["verdict"])
    table["when"], table["unless"] = _blocks(table["when"]), _blocks(table["unless"])
    table["supersedes"] = tuple(table["supersedes"])
    table["advise"] = tuple([_advice(*values, actions=actions) for values in table["advise"]])
    return Rule(**table)


def _advice(name: str, amount: Any, when: Any, unless: Any, *texts: str, actions: Mapping[str, Action]) -> Advice:
    return Advice(actions[name], amount and Amount(*amount), _blocks(when), _blocks(unless), *texts)


def _action(table: dict[str, Any]) -> Action:
    for key in ("when", "unless"):
        if key in table:
            table[key] = _blocks(table[key])
    for key in ("kinds", "clashes", "unfit"):
        if key in table:
            table[key] = tuple(table[key])
    for key, make in (("amount", Amount), ("trial", Trial)):
        if key in table:
            table[key] = make(*table[key])
    return Action(**table)


def _blocks(blocks: Iterable[Any]) -> tuple[Block, ...]:
    return tuple([tuple(map(_condition, block)) for block in blocks])


def _condition(values: list[Any]) -> Condition:
    if values[1] is not None:
        values[1] = tuple(values[1])
    return Condition(*values)
