"""Uploads as clients write them, and as they should not."""

from __future__ import annotations

import gzip
from importlib import import_module

import pytest

from diagnose.layout import load_api
from tests.api.test_problems import problem
from tests.api.test_routes import CSV

BODY = b'{"loss": [1, 0.5, 0.4, 0.3], "val_loss": [1, 0.6, 0.5, 0.4]}'
TYPE = "multipart/form-data; boundary=b0"


def part(disposition: str, data: bytes = BODY, more: str = "") -> bytes:
    return f"--b0\r\nContent-Disposition: {disposition}\r\n{more}\r\n".encode() + data + b"\r\n"


def upload(client, *parts: bytes, end: bytes = b"--b0--\r\n", content_type: str = TYPE):
    return client.post("/v1/diagnose", content=b"".join(parts) + end, headers={"content-type": content_type})


def names(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [run["name"] for run in answer.json()["runs"]]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('form-data; name="f"; filename="a.json"', "a.json"),
        ("form-data; name=f; filename=a.json", "a.json"),
        ('form-data; filename="a.json"; name="f"', "a.json"),
        ('form-data; name="f"; FileName="a.json"', "a.json"),
        ('form-data; name="f"; filename="a; b.json"', "a; b.json"),
        (r'form-data; name="f"; filename="a \"b\" c.json"', 'a "b" c.json'),
        (r'form-data; name="f"; filename="a\\b.json"', r"a\b.json"),
        ('form-data; name="f"; filename="épuisé 训练.json"', "épuisé 训练.json"),
        ("form-data; name=f; filename*=UTF-8''%C3%A9puis%C3%A9.json", "épuisé.json"),
        ("form-data; name=f; filename*=iso-8859-1'de'%FCbung.json", "übung.json"),
        ("form-data; name=f; filename=\"epuise.json\"; filename*=UTF-8''%C3%A9puis%C3%A9.json", "épuisé.json"),
        ("form-data; name=f; filename*=UTF-8''%C3%A9.json; filename=\"e.json\"", "é.json"),
        ("form-data; name=f; filename*=no-such-charset''a.json", "a.json"),
        ('form-data; name="f"; filename=""', "history.json"),
    ],
)
def test_the_name_of_a_file(client, disposition, name):
    assert names(upload(client, part(disposition))) == [name]


def test_several_files_and_a_field_between_them(client):
    parts = [
        part('form-data; name="f"; filename="a.json"'),
        part('form-data; name="comment"', b"no file"),
        part("form-data; name=f; filename=b.csv", CSV.encode(), "Content-Type: text/csv\r\n"),
    ]
    assert names(upload(client, *parts)) == ["a.json", "b.csv"]


def test_the_bytes_stay_as_they_are(client):
    assert names(upload(client, part("form-data; filename=b.csv", gzip.compress(CSV.encode())))) == ["b.csv"]
    data = bytes(range(256)) * 300 + b"\r\n--b\r\n\r\n"
    files_of = import_module(f"{load_api().__name__}.multipart").files_of
    assert files_of(part("form-data; filename=b", data) + b"--b0--", TYPE) == [("b", data)]


def test_a_boundary_in_quotes(client):
    assert names(
        upload(client, part("form-data; name=f; filename=a.json"), content_type='multipart/form-data; boundary="b0"')
    ) == ["a.json"]


def test_an_upload_without_a_file(client):
    document = problem(upload(client, part("form-data; name=f")), 400, "bad-request")
    assert "no file" in document["detail"]


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; a=b"]
)
def test_a_boundary_that_is_missing(client, content_type):
    document = problem(upload(client, part("form-data; filename=a"), content_type=content_type), 400, "bad-request")
    assert "boundary" in document["detail"]


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data; boundary=" + "b" * 300, "multipart/form-data; boundary=b1"]
)
def test_a_boundary_that_is_another(client, content_type):
    document = problem(upload(client, part("form-data; filename=a"), content_type=content_type), 400, "bad-request")
    assert "oundary" in document["detail"]


@pytest.mark.parametrize("length", range(0, 150, 10))
def test_a_body_that_is_cut_off_is_told_and_not_read_in_half(client, length):
    whole = part("form-data; name=f; filename=a.json") * 2
    document = problem(upload(client, whole[: len(whole) - length], end=b""), 400, "bad-request")
    assert "cut off" in document["detail"]


@pytest.mark.parametrize("line", ["no colon\r\n", "a b: c\r\n", "x: " + "y" * 9000 + "\r\n", "x: y\r\n" * 50])
def test_headers_that_are_none(client, line):
    document = problem(upload(client, part("form-data; filename=a", more=line)), 400, "bad-request")
    assert "malformed" in document["detail"]


def test_a_huge_number_of_parts(client):
    field = b"--b0\r\nContent-Disposition: form-data\r\n\r\n\r\n"
    document = problem(upload(client, *[field] * 1001), 400, "bad-request")
    assert "1,000 parts" in document["detail"]
    assert names(upload(client, *[field] * 999, part("form-data; filename=a"))) == ["a"]
