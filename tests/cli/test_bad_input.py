"""Bad input gets one clear line and exit 3, never a traceback; odd input that can be judged is judged."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.conftest import LEARNING

BAD = {
    "empty": ("history.json", b"", "empty"),
    "blank": ("history.json", b" \n\n", "history.json"),
    "truncated": ("history.json", b'{"loss": [1.0, 0.9, 0.', "line 1"),
    "strings": ("history.json", {"loss": ["a", "b", "c", "d"]}, "loss"),
    "booleans": ("history.json", {"loss": [True, False, True, True]}, "loss"),
    "no-curve": ("history.json", {"config": {"layers": {"units": 3}}, "name": "x"}, "history.json"),
    "deep": ("history.json", b"[" * 100_000 + b"]" * 100_000, "history.json"),
    "deep-objects": ("history.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "history.json"),
    "binary": ("history.bin", bytes(range(256)) * 64, "history.bin"),
    "image": ("plot.png", b"\x89PNG\r\n\x1a\n" + os.urandom(4096), "plot.png"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_line(diagnose, log, case):
    name, content, mentioned = BAD[case]
    called = diagnose(log(name, content))
    assert (called.status, called.out) == (3, "")
    assert called.err.count("\n") == 1
    assert called.err.startswith(f"diagnose: {name}")
    assert mentioned in called.err
    assert "Traceback" not in called.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(diagnose, log, tmp_path):
    path = log("a.json", LEARNING)
    (tmp_path / path).chmod(0)
    called = diagnose(path)
    assert called.status == 3
    assert "permission" in called.err


def test_a_dangling_link(diagnose, tmp_path):
    (tmp_path / "a.json").symlink_to("nowhere")
    assert diagnose("a.json").err == "diagnose: a.json: there is no such file; check the path\n"


def test_a_name_with_a_newline_stays_on_one_line(diagnose):
    called = diagnose("a\nb.json")
    assert called.status == 3
    assert called.err.count("\n") == 1


ODD = {
    "one NaN in the middle": {**LEARNING, "loss": [*LEARNING["loss"][:5], float("nan"), *LEARNING["loss"][6:]]},
    "integers": {"loss": list(range(30, 0, -1)), "val_loss": list(range(31, 1, -1))},
    "null where none was measured": {**LEARNING, "val_loss": [*LEARNING["val_loss"][:11], None]},
}


@pytest.mark.parametrize("case", ODD)
def test_odd_input_is_judged(diagnose, log, case):
    called = diagnose(log("a.json", ODD[case]), "--format", "json")
    assert called.status in (0, 1)
    assert json.loads(called.out)["runs"][0]["verdict"] == "still-learning"


def test_all_nan_is_diverged(diagnose, log):
    called = diagnose(log("a.json", {"loss": [float("nan")] * 6, "val_loss": [float("nan")] * 6}), "--format", "json")
    assert called.status == 1
    assert json.loads(called.out)["runs"][0]["verdict"] == "diverged"
