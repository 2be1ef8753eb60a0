"""`python -m diagnose.rulebook.compile` writes from the rule files what is generated: index, pages, locked codes.

May not: run anywhere but in a checkout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from diagnose.rulebook.action_pages import actions_page
from diagnose.rulebook.catalogue import load_actions
from diagnose.rulebook.index import FILE, compiled, rule_files
from diagnose.rulebook.load import load_file
from diagnose.rulebook.pages import facts_page, index_page, rule_page
from diagnose.rulebook.rule import Rule


def generated(root: Path) -> Mapping[Path, str]:
    """What the generated files of a checkout must hold, by their paths.

    Raises:
        RuleError: a rule file breaks the schema.
    """
    files = rule_files(root / "rules")
    actions = load_actions(root / "rules")
    rules = [load_file(file, actions) for file in files]
    pages = root / "docs" / "rules"
    lock = root / "tests" / "rules" / "codes.lock"
    return {
        root / "rules" / FILE: compiled(rules, files, root / "rules"),
        root / "rules" / "README.md": index_page(rules),
        lock: locked(lock.read_text("utf-8"), rules),
        root / "docs" / "actions.md": actions_page(actions),
        pages / "facts.md": facts_page(rules),
        **{pages / f"{rule.code}.md": rule_page(rule) for rule in rules},
    }


def locked(lock: str, rules: Iterable[Rule]) -> str:
    """The lock of codes with the rules that it does not know yet; what it holds is a person's to change."""
    lines = lock.splitlines()
    known = {line.split(" ", 1)[0] for line in lines}
    new = [f"{rule.code} {rule.name} taken" for rule in rules if rule.code not in known]
    head = [line for line in lines if line.startswith("#")]
    return "\n".join([*head, *sorted([*lines[len(head) :], *new])]) + "\n"


def stale(root: Path) -> list[Path]:
    """The generated files that `write` would touch for more than the order of their lines, which a merge may change."""
    wanted = generated(root)
    old = [file for file, text in wanted.items() if not file.exists() or _lines(file) != sorted(text.splitlines())]
    return [*old, *_without_rule(root, wanted)]


def write(root: Path) -> list[Path]:
    """Write what changed, remove pages of rules that are gone; returns the files touched."""
    wanted = generated(root)
    (root / "docs" / "rules").mkdir(parents=True, exist_ok=True)
    gone = _without_rule(root, wanted)
    for page in gone:
        page.unlink()
    changed = [file for file, text in wanted.items() if not file.exists() or file.read_bytes() != text.encode()]
    for file in changed:
        file.write_bytes(wanted[file].encode())
    return [*changed, *gone]


def _lines(file: Path) -> list[str]:
    return sorted(file.read_text("utf-8").splitlines())


def _without_rule(root: Path, wanted: Mapping[Path, str]) -> list[Path]:
    return [page for page in (root / "docs" / "rules").glob("*.md") if page not in wanted]


if __name__ == "__main__":
    for touched in write(Path(__file__).parents[2]):
        print(touched)
