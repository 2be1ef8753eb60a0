"""Which reader is chosen, and what is said where none fits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from diagnose import readers
from diagnose.errors import ReadError
from diagnose.model import Run, Series, Source
from diagnose.readers.core.opening import open_bytes, open_path
from diagnose.readers.core.reader import Fit

RUN = Run("x", "toy", (Series("loss", np.array([1.0]), np.array([0.5])),))


class Toy:
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, name: str, fit: Fit, answer: list[Run] | str) -> None:
        self.name, self.fit, self.answer = name, fit, answer

    def sniff(self, source: Source) -> Fit:
        return self.fit

    def read(self, source: Source) -> list[Run]:
        if isinstance(self.answer, str):
            raise ReadError(source.name, self.answer, where="line 3")
        return [Run(f"by {self.name}", "toy", run.series) for run in self.answer]


class Toys(tuple[Toy, ...]):
    def for_text(self, head: str) -> Toys:
        return self


def choose(monkeypatch: pytest.MonkeyPatch, *toys: Toy, reader: str | None = None) -> str:
    monkeypatch.setattr(readers, "READERS", Toys(toys))
    return readers.read(open_bytes(b"text", "log"), reader)[0].name


def test_sure_goes_before_maybe_and_order_breaks_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    maybe, first, second = (Toy(n, f, [RUN]) for n, f in (("m", Fit.MAYBE), ("a", Fit.YES), ("b", Fit.YES)))
    assert choose(monkeypatch, maybe, first, second) == "by a"
    assert choose(monkeypatch, maybe, second, first) == "by b"


def test_one_that_refuses_or_finds_nothing_lets_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    refuses, empty = Toy("r", Fit.YES, "no curve"), Toy("e", Fit.YES, [])
    assert choose(monkeypatch, refuses, empty, Toy("m", Fit.MAYBE, [RUN])) == "by m"


def test_a_named_reader_is_forced_and_nothing_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    toys = (Toy("a", Fit.YES, [RUN]), Toy("n", Fit.NO, [RUN]), Toy("r", Fit.YES, "no curve"))
    assert choose(monkeypatch, *toys, reader="n") == "by n"
    with pytest.raises(ReadError, match="log, line 3: no curve"):
        choose(monkeypatch, *toys, reader="r")
    with pytest.raises(ReadError, match="there is no reader 'z'; choose one of a, n, r"):
        choose(monkeypatch, *toys, reader="z")


def test_the_refusal_of_one_that_was_sure_is_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match=r"^log, line 3: val_loss is a string$"):
        choose(monkeypatch, Toy("m", Fit.MAYBE, "no line fits"), Toy("a", Fit.YES, "val_loss is a string"))


def test_where_none_was_sure_each_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    toys = (Toy("a", Fit.MAYBE, "no header"), Toy("b", Fit.MAYBE, "no bar"), Toy("c", Fit.NO, [RUN]))
    with pytest.raises(ReadError, match="a: line 3: no header; b: line 3: no bar; not recognised by c"):
        choose(monkeypatch, *toys)


def test_names_are_unique() -> None:
    assert len(set(readers.names())) == len(readers.names())
    assert all(reader.name == name for reader, name in zip(readers.READERS, readers.names(), strict=True))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n\n", b"\0" * 1000, b"hello\n", bytes(range(256)) * 300])
def test_what_holds_no_curve_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        readers.read(open_bytes(data, "log"))
    assert caught.value.message.startswith("log")
    assert "\n" not in caught.value.message


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        open_path(tmp_path / "missing.json")
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(ReadError, match="permission"):
        open_path(secret)
