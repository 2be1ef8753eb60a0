"""The compiled index, the pages of the rules and the lock of codes are what `make docs` would write."""

from pathlib import Path

from diagnose.rulebook.compile import locked, stale
from tests.rules.test_rulebook import RULES

ROOT = Path(__file__).parents[2]


def test_generated_files_are_up_to_date_and_no_page_is_of_a_rule_that_is_gone():
    assert stale(ROOT) == [], "run `make docs`"


def test_a_code_is_locked_once_and_what_the_lock_holds_stays():
    first, second = RULES[:2]
    lock = f"# Codes.\nTD999 gone retired\n{first.code} its-old-name taken\n"
    wanted = f"# Codes.\n{first.code} its-old-name taken\n{second.code} {second.name} taken\nTD999 gone retired\n"
    assert locked(lock, RULES[:2]) == wanted
    assert locked(wanted, RULES[:2]) == wanted
