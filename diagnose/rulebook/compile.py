"""`python -m diagnose.rulebook.compile` writes the compiled index and the pages of the rules from the rule files.

May not: run anywhere but in a checkout.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diagnose.rulebook.index import FILE, compiled, rule_files
from diagnose.rulebook.load import load_file
from diagnose.rulebook.pages import facts_page, index_page, rule_page


def generated(root: Path) -> Mapping[Path, str]:
    """What the generated files of a checkout must hold, by their paths.

    Raises:
        RuleError: a rule file breaks the schema.
    """
    files = rule_files(root / "rules")
    rules = [load_file(file) for file in files]
    pages = root / "docs" / "rules"
    return {
        root / "rules" / FILE: compiled(rules, files),
        root / "rules" / "README.md": index_page(rules),
        pages / "facts.md": facts_page(rules),
        **{pages / f"{rule.code}.md": rule_page(rule) for rule in rules},
    }


def write(root: Path) -> list[Path]:
    """Write what changed, remove pages of rules that are gone; returns the files touched."""
    wanted = generated(root)
    pages = root / "docs" / "rules"
    pages.mkdir(parents=True, exist_ok=True)
    stale = [page for page in pages.glob("*.md") if page not in wanted]
    for page in stale:
        page.unlink()
    changed = [file for file, text in wanted.items() if not file.exists() or file.read_bytes() != text.encode()]
    for file in changed:
        file.write_bytes(wanted[file].encode())
    return [*changed, *stale]


if __name__ == "__main__":
    for touched in write(Path(__file__).parents[2]):
        print(touched)
