"""The command, called in this process, with its output and exit status caught."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from diagnose.cli import main


class Called(NamedTuple):
    status: int
    out: str
    err: str


Call = Callable[..., Called]

LEARNING = {
    "loss": [2.3, 2.01, 1.78, 1.53, 1.36, 1.18, 1.04, 0.9, 0.81, 0.7, 0.62, 0.54],
    "val_loss": [2.35, 2.06, 1.8, 1.58, 1.4, 1.22, 1.07, 0.95, 0.84, 0.74, 0.66, 0.58],
}
OVERFITTING = {
    "loss": [2.3, 1.8, 1.4, 1.1, 0.9, 0.7, 0.55, 0.43, 0.34, 0.27, 0.21, 0.17, 0.13, 0.1, 0.08, 0.06],
    "val_loss": [2.3, 1.85, 1.5, 1.25, 1.1, 1.02, 1.0, 1.03, 1.1, 1.18, 1.27, 1.36, 1.47, 1.58, 1.7, 1.82],
}


@pytest.fixture
def diagnose(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, stdin: bytes = b"") -> Called:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Called(int(ended.value.code or 0), out, err)

    return call


@pytest.fixture
def log(tmp_path: Path) -> Callable[..., Path]:
    """Writes a log into the working folder: text, bytes, or anything JSON can hold."""

    def write(name: str, content: object) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, bytes):
            content = (content if isinstance(content, str) else json.dumps(content)).encode()
        path.write_bytes(content)
        return Path(name)

    return write
