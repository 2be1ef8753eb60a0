"""The check behind `rules --check`: every rule file loads, the rules agree, and each does what its examples say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diagnose.errors import RuleError
from diagnose.layout import rules_folder
from diagnose.pipeline import Options, diagnose_run
from diagnose.rulebook import Rulebook
from diagnose.rulebook.audit import audit
from diagnose.rulebook.examples import examples_of, run_of
from diagnose.rulebook.index import rule_files
from diagnose.rulebook.load import load_file
from diagnose.rulebook.rule import Rule

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def check_rules(paths: Sequence[Path]) -> tuple[int, list[str]]:
    """How many rule files were checked, ours and those of `paths`, and each breach in one line."""
    files = [*rule_files(rules_folder()), *(file for path in paths for file in _files(path))]
    breaches: list[str] = []
    rules: dict[str, Rule] = {}
    for file in files:
        try:
            rules[file.name] = load_file(file)
        except RuleError as error:
            breaches += str(error).splitlines()
    breaches += audit(list(rules.values()), list(rules))
    book = Rulebook(tuple(sorted(rules.values(), key=lambda rule: rule.code)))
    for rule in rules.values():
        breaches += _untrue_examples(rule, book)
    return len(files), breaches


def _files(path: Path) -> Sequence[Traversable]:
    return rule_files(path) if path.is_dir() else [path]


def _untrue_examples(rule: Rule, book: Rulebook) -> Iterator[str]:
    for example in examples_of(rule):
        report = diagnose_run(run_of(example), Options(book))
        fired = rule.code in [finding.code for finding in report.findings]
        decided = report.rule == rule.code
        if fired is not example.fires:
            did = "fires" if fired else "stays quiet"
            yield f"{rule.code}: the example {example.name!r} {did}, against what it says"
        elif example.decides is not None and decided is not example.decides:
            yield f"{rule.code}: on the example {example.name!r} {report.rule} decides, against what it says"
