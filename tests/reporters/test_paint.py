"""Colour where the screen shows it, plain text where not."""

from __future__ import annotations

from diagnose.model import Severity
from diagnose.reporters.paint import SEVERITY_COLOURS, bold, painted
from diagnose.reporters.screen import Screen


def test_a_screen_without_colour_gets_the_text_as_it_is():
    assert painted("loss", "red", Screen()) == bold("loss", Screen(), "red") == "loss"


def test_a_screen_with_colour_gets_the_codes():
    assert painted("loss", "red", Screen(colour=True)) == "\x1b[31mloss\x1b[0m"
    assert bold("loss", Screen(colour=True)) == "\x1b[1mloss\x1b[0m"


def test_every_severity_has_a_colour_of_its_own():
    assert set(SEVERITY_COLOURS) == set(Severity)
    assert len(set(SEVERITY_COLOURS.values())) == len(Severity)
