"""The curves of the labelled runs are judged as the committed table says."""

from tests.tables import check
from tests.trends.table import COLUMNS, FILE, lines


def test_what_is_judged_is_what_the_table_says():
    check(FILE, COLUMNS, lines())
