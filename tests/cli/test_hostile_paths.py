"""Paths that cannot be entered, end or be told apart: one line about that path, all others judged."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from diagnose.errors import ReadError
from diagnose.readers.core import opening
from tests.cli.conftest import LEARNING, OVERFITTING
from tests.cli.test_sources import names


@pytest.fixture
def refusing(monkeypatch):
    """Lets the system refuse to list, or to look at, what has this name; root may do everything."""

    def refuse(name):
        for module, function in ((os, "scandir"), (os, "stat")):
            monkeypatch.setattr(module, function, _refusing(getattr(os, function), name))

    return refuse


def _refusing(function, name):
    def refused(path=".", *arguments, **options):
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return function(path, *arguments, **options)

    return refused


def test_a_folder_that_cannot_be_entered(diagnose, log, refusing):
    log("runs/a.json", LEARNING)
    log("runs/locked/b.json", LEARNING)
    refusing("locked")
    called = diagnose("runs", "--format", "json")
    assert (called.status, names(called)) == (3, ["runs/a.json"])
    assert called.err == "diagnose: runs/locked: permission to read it is missing\n"


def test_a_link_to_itself(diagnose, log, tmp_path):
    log("runs/a.json", LEARNING)
    (tmp_path / "runs/self").symlink_to("self")
    called = diagnose("runs", "runs/self/x", "--format", "json")
    assert (called.status, names(called)) == (3, ["runs/a.json"])
    assert [line.split(":")[1] for line in called.err.splitlines()] == [" runs/self", " runs/self/x"]


def test_a_link_upwards_is_followed_once(diagnose, log, tmp_path):
    log("runs/a.json", LEARNING)
    (tmp_path / "runs/up").symlink_to(".")
    assert names(diagnose("runs", "--format", "json")) == ["runs/a.json"]


@pytest.fixture
def nested(tmp_path):
    """Folders as deep as no library that walks by recursion can follow, not even that which clears up here."""
    inner = os.open(tmp_path, os.O_RDONLY)
    for name in ("deep", *["d"] * 1500):
        outer = inner
        os.mkdir(name, dir_fd=outer)
        inner = os.open(name, os.O_RDONLY, dir_fd=outer)
        os.close(outer)
    os.close(inner)
    yield
    subprocess.run(["rm", "-rf", str(tmp_path / "deep")], check=True)


def test_folders_nested_1500_deep(diagnose, log, nested):
    log("deep/a.json", LEARNING)
    path = log("b.json", OVERFITTING)
    called = diagnose("deep", path, "--format", "json")
    assert (called.status, names(called), called.err) == (1, ["deep/a.json", "b.json"], "")
    called = diagnose("deep/**/*.json", path, "--format", "json")
    assert (called.status, names(called)) == (3, ["b.json"])
    assert "nested too deep" in called.err


@pytest.mark.parametrize("argument", ["", "a" * 5000, "b.json/x"])
def test_an_argument_that_is_no_path(diagnose, log, argument):
    called = diagnose(argument, log("b.json", LEARNING), "--format", "json")
    assert (called.status, names(called), called.err.count("\n")) == (3, ["b.json"], 1)


class Endless(io.RawIOBase):
    def read(self, size=-1):
        return b"y\n" * (size // 2)


def test_a_stream_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "WHOLE_LIMIT", 4 << 20)
    with pytest.raises(ReadError, match="goes on beyond"):
        opening.open_stream(cast("BinaryIO", Endless()), "standard input")
    assert opening.open_stream(io.BytesIO(b"y\n" * (2 << 20)), "x").size == 4 << 20


@pytest.mark.parametrize("verb", [[], ["read"]])
@pytest.mark.parametrize("output", ["runs/a.json", "./runs/../runs/a.json"])
@pytest.mark.parametrize("argument", ["runs/a.json", "runs", "runs/*.json"])
def test_an_output_that_is_an_input_is_refused(diagnose, log, tmp_path, verb, output, argument):
    path = tmp_path / log("runs/a.json", LEARNING)
    before = path.read_bytes()
    called = diagnose(*verb, argument, "--output", output)
    assert called.status == 2
    assert "would replace it" in called.err
    assert path.read_bytes() == before


def test_the_report_of_last_time_in_the_folder_is_written_anew(diagnose, log, tmp_path):
    log("runs/a.json", LEARNING)
    for _ in range(2):
        called = diagnose("runs", "--format", "markdown", "--output", "runs/report.md")
        assert called.status == 0, called.err


def test_halves_of_surrogate_pairs_in_names_are_replaced(diagnose, log, tmp_path):
    odd = os.fsdecode(b"bad\xff.json")
    log(odd, {"loss\ud800": LEARNING["loss"], **LEARNING})
    for form in ("json", "html", "markdown", "text"):
        called = diagnose(odd, "--format", form, "--output", "out")
        assert (called.status, called.err) == (0, "")
        assert form == "text" or "bad\ufffd.json" in (tmp_path / "out").read_text("utf-8")
    called = diagnose("read", odd, "--format", "csv", "--output", "out")
    assert (called.status, called.err) == (0, "")
    assert "loss\ufffd" in (tmp_path / "out").read_text("utf-8")
