"""The compiled index and the pages of the rules are what `make docs` would write."""

from pathlib import Path

from diagnose.rulebook.compile import generated

ROOT = Path(__file__).parents[2]


def test_generated_files_are_up_to_date():
    stale = [
        file.name for file, text in generated(ROOT).items() if not file.exists() or file.read_text("utf-8") != text
    ]
    assert not stale, "run `make docs`"


def test_no_page_of_a_rule_that_is_gone():
    wanted = generated(ROOT)
    assert not [page.name for page in (ROOT / "docs" / "rules").glob("*.md") if page not in wanted]
