"""Bytes in: encodings, compression, and the bounds that hold for both."""

from __future__ import annotations

import gzip
import random

import pytest

from diagnose.errors import ReadError
from diagnose.readers.core import opening
from diagnose.readers.core.opening import ascii_chunks, guess_encoding, is_binary, lines, open_bytes, overwritten, whole

TEXT = "Epoch 1/3 – Verlust: 0,5\népoque 2, très bien\n训练完成\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_in_any_encoding(encoding: str, pack: type[bytes]) -> None:
    assert list(lines(open_bytes(pack(TEXT.encode(encoding)), "x"))) == TEXT.splitlines()


def test_latin_letters_are_not_taken_for_chinese() -> None:
    assert guess_encoding("Época 3, pérdida: 0.5, précision très élevée".encode("latin-1")) == "latin-1"
    assert guess_encoding("训练完成，准确率 0.5".encode("gbk")) == "gb18030"
    broken = "━━━━ épuisé ━━━━".encode() * 9 + b"\xff"
    assert guess_encoding(broken) == "utf-8"


def test_line_ends_and_nul_bytes() -> None:
    source = open_bytes(b"a\r\r\nb\r\nc\nd\re\0f\n\0\0g", "x")
    assert list(lines(source)) == ["a", "b", "c", "d\ref", "g"]
    assert b"".join(ascii_chunks(source)) == b"a\r\r\nb\r\nc\nd\refg".replace(b"fg", b"f\ng")


def test_pieces_are_ascii_in_any_encoding() -> None:
    assert b"Epoch 1/3" in b"".join(ascii_chunks(open_bytes(TEXT.encode("utf-16"), "x")))


def test_a_line_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LINE_LIMIT", 1000)
    with pytest.raises(ReadError, match="longer than 64 MiB"):
        list(lines(open_bytes(b"a" * 2000, "x")))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BOMB_FLOOR", 1 << 20)
    bomb = open_bytes(gzip.compress(b"0" * (8 << 20)), "x")
    with pytest.raises(ReadError, match="unpack to more than"):
        whole(bomb)


def test_a_cut_stream_is_read_to_the_cut_and_a_broken_one_refused() -> None:
    noise = "".join(random.Random(1).choices("0123456789\n", k=200_000)).encode()
    packed = gzip.compress(noise)
    got = whole(open_bytes(packed[: len(packed) // 2], "x"))
    assert noise.startswith(got)
    assert len(got) > 50_000
    damaged = bytearray(packed)
    damaged[len(damaged) // 2 : len(damaged) // 2 + 40] = bytes(40)
    with pytest.raises(ReadError, match="gzip stream is broken"):
        whole(open_bytes(bytes(damaged), "x"))


def test_text_of_terminals_is_not_binary() -> None:
    assert not is_binary("\x1b[1m38/38\x1b[0m ━━━\b\b\b\r\n".encode() * 50)
    assert is_binary(bytes(range(256)))
    assert not is_binary(b"")


def test_what_a_carriage_return_overwrote_is_given_once():
    assert list(overwritten("a\ra\rb\ra")) == ["a", "b", "a"]
    assert list(overwritten("\r\rdone")) == ["done"]
