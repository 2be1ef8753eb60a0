"""The readers on their shelf: all there, all whole, none imported too early."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from diagnose.model import Source
from diagnose.readers import READERS, names
from diagnose.readers.core.opening import open_path
from diagnose.readers.core.reader import Fit


def test_every_reader_keeps_to_the_protocol():
    for reader in READERS:
        assert reader.name
        assert all(suffix == suffix.lower() for suffix in reader.suffixes)
        assert reader.sniff(Source("empty")) is Fit.NO
        assert callable(reader.read)


def test_the_words_of_a_place_stand_in_all_that_its_reader_reads():
    logs = [file for file in (Path(__file__).parents[1] / "fixtures").rglob("*") if file.is_file()]
    assert len(logs) > 20
    for source in map(open_path, logs):
        asked = {reader.name for reader in READERS.for_text(source.text)}
        assert {reader.name for reader in READERS if reader.sniff(source) is not Fit.NO} <= asked, source.name


def test_names_are_unique():
    assert len(set(names())) == len(names())


def test_a_history_imports_only_the_first_readers(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"loss": [3, 2, 1], "val_loss": [3, 2, 1]}')
    code = f"import sys, diagnose\ndiagnose.read({str(path)!r})\nprint(*sys.modules)"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert "diagnose.readers.text.reader" not in done.stdout.split()
