"""Colour, letters, pipes: what goes where, and how."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import LEARNING

ROOT = Path(__file__).parents[2]
ESC = "\x1b["


def spawn(*arguments, **environment):
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "diagnose", *map(str, arguments)],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
)
def test_who_decides_on_colour(diagnose, log, monkeypatch, environment, arguments, coloured):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (ESC in diagnose(log("a.json", LEARNING), *arguments).out) is coloured


def test_json_is_never_coloured(diagnose, log):
    assert ESC not in diagnose(log("a.json", LEARNING), "--format", "json", "--color", "always").out


def test_letters_that_the_terminal_lacks_are_replaced(tmp_path):
    path = tmp_path / "训练.json"
    path.write_text(json.dumps(LEARNING))
    done = spawn(path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode("ascii")
    assert "still-learning since epoch 1" in out
    assert " o" in out  # the curve, in plain letters


def test_a_reader_that_has_enough_is_no_error(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"loss": [1 / (1 + at) for at in range(100_000)]}))
    command = [sys.executable, "-m", "diagnose", "read", str(path), "--format", "csv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_the_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom diagnose.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert {"numpy", "pandas", "sklearn", "fastapi", "pydantic", "rich", "scipy"} & loaded == set()


def test_judging_loads_no_table_no_service_no_fitting(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(LEARNING))
    code = (
        "import sys\nfrom diagnose.cli import main\n"
        f"try: main([{str(path)!r}])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert {"pandas", "sklearn", "fastapi", "rich", "scipy"} & loaded == set()


@pytest.mark.parametrize(
    ("arguments", "redirected", "status", "says"),
    [
        ("a.json", ">/dev/full", 2, "standard output cannot be written (No space left on device)"),
        ("a.json --format json", ">/dev/full", 2, "standard output cannot be written"),
        ("read a.json", ">&-", 2, "standard output cannot be written (it is closed)"),
        ("--help", ">/dev/full", 2, "standard output cannot be written"),
        ("a.json --output /dev/full", "", 2, "/dev/full cannot be written"),
        ("missing", "2>/dev/full", 3, ""),
        ("missing", ">&- 2>&-", 3, ""),
        ("--unknown", "2>/dev/full", 2, ""),
        ("a.json", "2>&-", 0, ""),
        ("a.json -", "<&-", 3, "standard input: it is closed"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
def test_a_stream_that_is_full_or_closed(tmp_path, arguments, redirected, status, says):
    (tmp_path / "a.json").write_text(json.dumps(LEARNING))
    command = f'"{sys.executable}" -m diagnose {arguments} {redirected}'
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert done.stderr.count("\n") == bool(says)
    assert says in done.stderr
