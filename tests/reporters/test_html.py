"""HTML and SVG: well-formed, escaped, readable without seeing the picture."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from diagnose.model import Run
from diagnose.reporters.html import fragment
from diagnose.reporters.svg import drawing
from diagnose.trends import trend_of
from tests.reporters.examples import EXAMPLES, curves, overfitting, series

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("case", EXAMPLES)
def test_a_fragment_is_well_formed(case):
    ElementTree.fromstring(fragment(EXAMPLES[case]()).replace("<br>", "<br/>"))


def test_the_picture_has_a_title_and_a_table_beside_it():
    root = ElementTree.fromstring(fragment(overfitting()).replace("<br>", "<br/>"))
    (svg,) = root.iter(f"{SVG}svg")
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == "history.json: overfitting since epoch 12, 97% sure"
    assert [len(folded.findall(".//tr")) for folded in root.findall("details")] == [3, 31]


def test_names_from_the_log_are_escaped():
    evil = "<script>alert('x')</script>"
    curve = series(evil, [3.0, 2.0, 1.0], "train")
    report = replace(
        overfitting(), run=Run(evil, "csv", (curve,)), curves=curves((curve, trend_of(curve))), notes=(evil,)
    )
    assert "<script" not in fragment(report)


def test_no_script_and_no_style_in_the_fragment():
    section = fragment(overfitting())
    assert "<script" not in section
    assert "style=" not in section
    assert "<style" not in section


def test_a_curve_breaks_where_values_are_not_finite():
    curve = series("loss", [3.0, 2.0, np.nan, 1.0, 0.5], "train")
    root = ElementTree.fromstring(drawing(curves((curve, trend_of(curve))), None, None, "t"))
    (line,) = [path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("stroke-width") == "2"]
    assert line.count("M") == 2
    assert [mark.text for mark in root.iter(f"{SVG}text")].count("×") == 1
