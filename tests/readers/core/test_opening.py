"""Bytes in: encodings, compression, and the bounds that hold for both."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from diagnose.errors import ReadError
from diagnose.readers import read
from diagnose.readers.core import opening, packing
from diagnose.readers.core.opening import ascii_chunks, guess_encoding, is_binary, lines, open_bytes, overwritten, whole


def zipped(*files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, data in enumerate(files):
            archive.writestr(f"run{number}.log", data)
    return packed.getvalue()


PACKERS = [gzip.compress, bz2.compress, lzma.compress, zipped]
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
TEXT = "Epoch 1/3 – Verlust: 0,5\népoque 2, très bien\n训练完成\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *WIDE, "gb18030"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_in_any_encoding(encoding: str, pack: type[bytes]) -> None:
    assert list(lines(open_bytes(pack(TEXT.encode(encoding)), "x"))) == TEXT.splitlines()


LOGS = [
    ("Epoche {i}/5\nTrainingsverlust: {t}, Prüfverlust für Größe: {t}\n", ["cp1252", "latin-1"]),
    ("Précision à l’époque {i} – perte {t}, coût {t} €\n", ["cp1252"]),
    ("Época {i}/5 - Pérdida: {t} - Pérdida de validación: {t}\n", ["cp1252", "latin-1"]),
    ("Эпоха {i}/5\nОшибка на обучении: {t}\nОшибка на валидации: {t}\n", ["cp1251", "koi8-r"]),
    ("第 {i} 轮: 训练损失 {t}, 验证损失 {t}\n", ["gbk"]),
    ("轮次：{i}，训练集loss：{t}，验证集loss：{t}\n", ["gbk"]),
    ("訓練集損失：{t}，驗證集損失：{t}，第{i}個週期\n", ["big5"]),
    ("エポック：{i}　学習誤差：{t}　検証誤差：{t}\n", ["shift_jis", "euc-jp"]),
    ("에포크 {i}/5\n훈련 손실: {t} 검증 손실: {t}\n", ["euc-kr"]),
]


@pytest.mark.parametrize(("line", "encodings"), LOGS)
@pytest.mark.parametrize("count", [3, 10, 5000])
def test_logs_in_the_encodings_of_their_languages(line: str, encodings: list[str], count: int) -> None:
    text = "".join(line.format(i=i, t=f"{0.2 + 1 / i:.4f}") for i in range(1, count + 1))
    for encoding in [*encodings, "utf-8", "utf-8-sig", *WIDE]:
        assert list(lines(open_bytes(text.encode(encoding), "x"))) == text.splitlines(), encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("训练完成，准确率 0.5", "gbk"),
        ("loss 损失 0.5\n" * 3, "gbk"),
        ("Jürgen loss 0.5", "latin-1"),
        ("50 °C, 3 µs ± 2", "latin-1"),
        ("Época 3, pérdida: 0.5, précision très élevée", "latin-1"),
    ],
)
def test_few_letters(text: str, encoding: str) -> None:
    assert open_bytes(text.encode(encoding), "x").text == text


def test_a_broken_character_in_utf_8() -> None:
    assert guess_encoding("━━━━ épuisé ━━━━".encode() * 9 + b"\xff") == "utf-8"


@pytest.mark.parametrize("data", ["b'a'", "'é'.encode()", "'é'.encode('utf-16')", "bytes(range(256)) * 99"])
def test_no_detector_is_loaded_for_utf_8_and_binary_files(data: str) -> None:
    code = f"import sys; from diagnose.readers.core.opening import open_bytes; open_bytes({data}, 'x')"
    told = f"{code}; print('charset_normalizer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", *WIDE, "cp1252"])
def test_json_in_any_encoding(encoding: str) -> None:
    text = '{"loss": [1.0, 0.5, 0.25], "précision": [0.1, 0.2, 0.3]}'
    (run,) = read(open_bytes(text.encode(encoding), "history.json"))
    assert {one.name: one.values.tolist() for one in run.series} == json.loads(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", *WIDE, "cp1252"])
def test_a_list_of_records_that_is_cut_off_in_any_encoding(encoding: str) -> None:
    text = '[{"epoch": 1, "loss": 1.0, "a": "é"}, {"epoch": 2, "loss": 0.5, "a": "é"}, {"epoch": 3, "lo'
    (run,) = read(open_bytes(text.encode(encoding), "log"))
    assert run.series[0].values.tolist() == [1.0, 0.5]


@pytest.mark.parametrize(
    "data", [b"\1\0\0\0" * 99, bytes(range(256)) * 9, b"\0" * 999, b"a\0", b"\0a", b"loss 1\0\0 2"]
)
def test_nuls_alone_make_no_wide_characters(data: bytes) -> None:
    assert not guess_encoding(data).startswith(("utf-16", "utf-32"))


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


@pytest.mark.parametrize("pack", PACKERS)
def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]) -> None:
    monkeypatch.setattr(packing, "BOMB_FLOOR", 1 << 20)
    bomb = open_bytes(pack(b"0" * (8 << 20)), "x")
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


@pytest.mark.parametrize("pack", PACKERS)
def test_a_packed_log_is_read(pack: Callable[[bytes], bytes]) -> None:
    log = "".join(f"epoch {n} loss {1 / n:.3f}\n" for n in range(1, 6)).encode()
    [run] = read(open_bytes(pack(log), "run.log"))
    assert run.series[0].values.tolist() == [1.0, 0.5, 0.333, 0.25, 0.2]


def test_an_archive_of_several_files_names_them() -> None:
    with pytest.raises(ReadError, match=r"an archive of 2 files: run0\.log, run1\.log"):
        open_bytes(zipped(b"loss 1", b"loss 2"), "x.zip")


def test_what_cannot_be_unpacked_is_told_in_one_line() -> None:
    with pytest.raises(ReadError, match="the archive cannot be opened"):
        open_bytes(b"PK\x03\x04" + bytes(100), "x.zip")
    for pack in (bz2.compress, lzma.compress):
        damaged = bytearray(pack(random.Random(2).randbytes(5_000)))
        damaged[len(damaged) // 2] ^= 0xFF
        with pytest.raises(ReadError, match="stream is broken"):
            whole(open_bytes(bytes(damaged), "x"))


def test_noise_is_no_text() -> None:
    noise = open_bytes(random.Random(3).randbytes(200_000), "x")
    assert noise.text == ""
    with pytest.raises(ReadError, match="binary file"):
        read(noise)


def test_zstd_is_read_where_the_extra_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    zstandard = pytest.importorskip("zstandard")
    monkeypatch.setattr(packing, "BOMB_FLOOR", 1 << 20)
    log = b"".join(b"epoch %d loss %.3f\n" % (n, 1 / n) for n in range(1, 6))
    packed = zstandard.compress(log[:40]) + zstandard.compress(log[40:])
    assert whole(open_bytes(packed, "run.log.zst")) == log
    assert log.startswith(whole(open_bytes(packed[:-8], "run.log.zst")))
    with pytest.raises(ReadError, match="unpack to more than"):
        whole(open_bytes(zstandard.compress(b"0" * (8 << 20)), "x.zst"))
    with pytest.raises(ReadError, match="zstd stream is broken"):
        open_bytes(packed[:4] + b"\xff" * 100, "x.zst")


def test_without_the_extra_zstd_is_told_with_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(ReadError, match=r"packed by zstd.*training-diagnosis\[zstd\]"):
        open_bytes(b"\x28\xb5\x2f\xfd" + bytes(100), "x.zst")
