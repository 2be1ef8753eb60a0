"""Lines drawn in dots."""

from __future__ import annotations

import numpy as np
import pytest

from diagnose.reporters.canvas import braille, trace
from diagnose.reporters.plain_text import fitted, plain
from diagnose.reporters.scale import Scale, scale_of
from diagnose.reporters.sparkline import sparkline
from diagnose.writing import percent, short, sure


def drawn(x, y, width=8, height=4):
    grid = trace(np.array(x, dtype=float), np.array(y, dtype=float), width, height)
    return ["".join("#" if dot else "." for dot in row) for row in grid]


def test_a_straight_line():
    assert drawn([0, 1], [1, 0], 4, 4) == ["#...", ".#..", "..#.", "...#"]


def test_a_steep_line_has_no_holes():
    columns = np.array([[letter == "#" for letter in row] for row in drawn([0, 1], [0, 1], 2, 8)]).any(axis=1)
    assert columns.all()


def test_a_nan_breaks_the_line():
    assert drawn([0, 0.25, 0.5, 0.75, 1], [1, 1, np.nan, 1, 1], 9, 2)[0] == "###...###"


def test_a_spike_between_columns_is_seen():
    x, y = np.linspace(0, 1, 1000), np.zeros(1000)
    y[500] = 1
    assert "#" in drawn(x, y)[0]


def test_a_dashed_line_has_gaps_of_one_length_however_steep():
    flat = trace(np.array([0.0, 1.0]), np.array([1.0, 1.0]), 16, 1, dashed=True)
    assert "".join("#" if dot else "." for dot in flat[0]) == "####....####...."
    steep = trace(np.array([0.0, 0.0]), np.array([0.0, 1.0]), 1, 16, dashed=True)
    assert (steep[:, 0] == flat[0]).all()


def test_braille_letters():
    assert braille(np.ones((4, 2), dtype=bool)) == [["⣿"]]
    assert braille(np.array([[1, 0], [0, 0], [0, 0], [0, 0]], dtype=bool)) == [["⠁"]]
    assert braille(np.zeros((4, 2), dtype=bool)) == [[" "]]


@pytest.mark.parametrize(
    ("curves", "log"),
    [
        ([[2.0, 1.0, 0.5]], False),
        ([[2.0, 0.01]], True),
        ([[2.0, 0.01], [2.0, 1.5]], False),
        ([[2.0, 0.01], [2.0, 0.03]], True),
        ([[2.0, 0.0]], False),
        ([[2.0, -5.0]], False),
    ],
)
def test_the_axis_is_logarithmic_where_all_curves_span_decades(curves, log):
    scale = scale_of([np.array(curve) for curve in curves])
    assert scale is not None
    assert scale.log is log


def test_nothing_finite_has_no_axis():
    assert scale_of([np.array([np.nan, np.inf])]) is None
    assert scale_of([]) is None


@pytest.mark.parametrize("scale", [Scale(1.0, 100.0, log=True), Scale(-3.0, 5.0), Scale(-1e308, 1e308)])
def test_place_and_value_are_inverse(scale):
    for place in (0.0, 0.3, 1.0):
        assert scale.place(np.array([scale.value(place)]))[0] == pytest.approx(place)


def test_a_sparkline():
    assert sparkline(np.array([0.0, 1.0, np.nan, 0.5]), 6) == "▁█×▅  "
    assert sparkline(np.array([0.0, 1.0, np.nan]), 3, unicode=False) == "_@!"
    assert len(sparkline(np.arange(1000.0), 16)) == 16


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1234.5678, "1,235"), (2.3, "2.3"), (0.00123456, "0.001235"), (1e-9, "1e-09"), (float("nan"), "NaN")],
)
def test_short_numbers(value, text):
    assert short(value) == text


def test_words():
    assert (sure(1.0), sure(0.974), percent(1.32), percent(0.0042)) == ("99% sure", "97% sure", "132%", "0.42%")
    assert fitted("a_very_long_name_indeed", 10) == "a_ve..deed"
    assert plain("a\x1b[2Jb\n") == "a\\x1b[2Jb\\n"
