"""Tables as pages write them, and as they should not."""

from __future__ import annotations

import pytest

from diagnose.readers.core.opening import open_bytes
from diagnose.readers.html_output import HtmlOutput, training_tables
from tests.readers.test_hostile_text import grows_with_length

HEAD = "<table><tr><th>epoch</th><th>loss</th></tr>"
ROWS = [["epoch", "loss"], ["1", "0.5"], ["2", "0.4"]]


def rows(cells: str) -> list[list[str]]:
    (table,) = training_tables(HEAD + cells)
    return table


@pytest.mark.parametrize(
    "cells",
    [
        "<tr><td>1</td><td>0.5</td></tr><tr><td>2</td><td>0.4</td></tr></table>",
        "<TR><TD>1</TD><TD>0.5</TD></TR><TR><TD>2</TD><TD>0.4</TD></TR></TABLE>",
        "<tr><td>1<td>0.5<tr><td>2<td>0.4",
        "<tr><td>1</td><td>0.5</td><tr><td>2</td><td>0.4</td></table>",
        "<tr class=\"a>b\"><td>1</td><td title='<td>9</td>'>0.5</td></tr><tr><td>2</td><td>0.4</td></tr>",
        "<tr><td> 1&nbsp;</td><td>&#48;.5</td></tr><tr><td>&#x32;</td><td>0&period;4</td></tr>",
        "<tr><td><b>1</b></td><td>0.<i>5</i></td></tr><tr><td>2<br></td><td><pre>0.4\n</pre></td></tr>",
        "<!-- <tr><td>9</td><td>9</td></tr> --><tr><td>1</td><td>0.5</td></tr><tr><td>2</td><td>0.4</td></tr>",
        "<script>var a = '<tr><td>9</td><td>9</td></tr>';</script><tr><td>1<td>0.5</td></tr><tr><td>2<td>0.4</td></tr>",
        "<style>td > b {color: red}</style><tr><td>1<style>9</style></td><td>0.5</td></tr><tr><td>2<td>0.4</td></tr>",
        "<![if IE]><tr><td>1<td>0.5<![endif]><tr><td>2<td>0.4",
    ],
)
def test_rows_however_they_are_written(cells: str) -> None:
    assert rows(cells) == ROWS


def test_words_on_both_sides_of_a_break_stay_apart() -> None:
    (table,) = training_tables("<table><tr><th>epoch<th>valid<br>loss<th>train<p>loss</p></tr></table>")
    assert table == [["epoch", "valid loss", "train loss"]]


def test_a_table_in_a_cell_leaves_the_table_around_it_whole() -> None:
    inner = "<table><tr><th>step</th><th>loss</th></tr><tr><td>7</td><td>0.1</td></tr></table>"
    outer, inside = training_tables(
        f"{HEAD}<tr><td>1{inner}</td><td>0.5</td></tr><tr><td>2</td><td>0.4</td></tr></table>"
    )
    assert outer == ROWS
    assert inside == [["step", "loss"], ["7", "0.1"]]


def test_a_table_after_one_that_is_not_closed_is_another() -> None:
    first, second = training_tables(f"{HEAD}<tr><td>1<td>0.5<tr><td>2<td>0.4{HEAD}<tr><td>1<td>0.3")
    assert first == ROWS
    assert second[1:] == [["1", "0.3"]]


def test_rows_without_a_table_are_one() -> None:
    assert training_tables(HEAD.removeprefix("<table>") + "<tr><td>1<td>0.5<tr><td>2<td>0.4") == [ROWS]


def test_text_outside_of_cells_is_none_of_the_table() -> None:
    assert rows("9<tr>9<td>1</td>9<td>0.5</td>9</tr>9<tr><td>2</td><td>0.4</td></tr>9</table>9") == ROWS


def test_a_comment_without_an_end_hides_what_is_near_it_alone() -> None:
    page = "<!-- " + "<p>" * 100 + HEAD + "<tr><td>1<td>0.5<tr><td>2<td>0.4</table>"
    (run,) = HtmlOutput().read(open_bytes(page.encode(), "a.html"))
    assert run.series[0].values.tolist() == [0.5, 0.4]


HOSTILE = ["<!--", "<![", "<a b='", "<script>"]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_page_four_times_as_long_takes_about_four_times_as_long(part: str) -> None:
    assert grows_with_length(lambda size: training_tables(HEAD + part * (size // len(part))))
