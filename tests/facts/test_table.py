"""Every fact of varied runs is as the committed table says, and no fact is missing from it."""

from diagnose import facts
from tests.facts.table import COLUMNS, FILE, RUNS, chosen, lines
from tests.tables import check


def test_what_is_measured_is_what_the_table_says():
    check(FILE, COLUMNS, lines())


def test_every_fact_is_measured_on_some_run_of_the_table():
    measured = {line.split("\t")[1] for line in FILE.read_text(encoding="utf-8").splitlines()[1:]}
    assert set(facts.FACTS) - measured == set()


def test_every_run_of_the_table_exists():
    assert sorted(run.name for run in chosen()) == sorted(RUNS)
