"""What the service answers when all is well: the same document as the command."""

from __future__ import annotations

import gzip
import json

import pytest

from diagnose.cli import main
from tests.cli.conftest import LEARNING, OVERFITTING

CSV = "epoch,loss,val_loss\n" + "".join(f"{e},{2 / (e + 1)},{2.1 / (e + 1)}\n" for e in range(12))


@pytest.mark.parametrize("history", [OVERFITTING, {"history": OVERFITTING, "params": {"epochs": 16}}])
def test_the_document_of_the_command(client, capsys, tmp_path, monkeypatch, history):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "history.json").write_text(json.dumps(history))
    with pytest.raises(SystemExit):
        main(["history.json", "--format", "json"])
    answer = client.post("/v1/diagnose", json=history)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == capsys.readouterr().out


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", '"NaN"', "null"])
def test_numbers_that_json_has_not(client, token):
    body = '{"loss": [2, 1.5, 1.2, 1, %s, %s], "val_loss": [2, 1.6, 1.3, 1.2, 1.1, 1]}' % (token, token)  # noqa: UP031
    answer = client.post("/v1/diagnose", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    json.loads(answer.text, parse_constant=lambda token: 1 / 0)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (CSV.encode(), "text/csv"),
        (CSV.encode(), "application/octet-stream"),
        (CSV.encode(), "application/x-www-form-urlencoded"),
        (gzip.compress(CSV.encode()), "application/gzip"),
    ],
)
def test_any_log_as_it_is(client, content, content_type):
    answer = client.post("/v1/diagnose?name=log.csv", content=content, headers={"content-type": content_type})
    assert answer.status_code == 200
    assert [(run["name"], run["format"]) for run in answer.json()["runs"]] == [("log.csv", "keras-csv")]


def test_an_upload_of_several_files(client):
    files = [
        ("files", ("a.json", json.dumps(LEARNING))),
        ("files", ("b.csv", CSV.replace("\n", "\r\n"))),
        ("files", ("c.json", '{"loss": [1, 2')),
    ]
    document = client.post("/v1/diagnose", files=files).json()
    assert [run["name"] for run in document["runs"]] == ["a.json", "b.csv"]
    assert [problem["name"] for problem in document["problems"]] == ["c.json"]


def test_the_curves_can_be_chosen(client):
    history = {**LEARNING, "val_aux": LEARNING["val_loss"]}
    answer = client.post("/v1/diagnose?val=val_aux", json=history)
    assert answer.json()["runs"][0]["pair"]["val"] == "val_aux"


def test_the_rules(client):
    listed = client.get("/v1/rules").json()
    codes = [rule["code"] for rule in listed["rules"]]
    assert "TD201" in codes
    for word in ("TD201", "td201", "overfitting"):
        assert client.get(f"/v1/rules/{word}").json() == listed["rules"][codes.index("TD201")]


def test_every_url_in_a_finding_leads_to_its_rule(client):
    (run,) = client.post("/v1/diagnose", json=OVERFITTING).json()["runs"]
    for finding in run["findings"]:
        assert client.get(finding["url"]).json()["code"] == finding["code"]


def test_health(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"


def test_the_description_of_the_api(client):
    described = client.get("/openapi.json").json()
    assert {"/v1/diagnose", "/v1/rules", "/v1/rules/{code}", "/healthz", "/readyz"} == set(described["paths"])
    posted = described["paths"]["/v1/diagnose"]["post"]
    assert "requestBody" in posted
    for status in ("413", "415", "422"):
        assert list(posted["responses"][status]["content"]) == ["application/problem+json"]


def test_halves_of_surrogate_pairs_in_names_are_replaced(client):
    half = b'{"loss\\ud800": [4, 3, 2, 1.5, 1.2, 1.1], "loss": [4, 3, 2, 1.5, 1.2, 1.1]}'
    answer = client.post("/v1/diagnose", content=half, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    parts = b'--x\r\ncontent-disposition: form-data; name="f"; filename*=%s\r\n\r\n%s\r\n--x--\r\n'
    named = b"raw-unicode-escape''%5Cud800"
    multipart = {"content-type": "multipart/form-data; boundary=x"}
    answer = client.post("/v1/diagnose", content=parts % (named, half), headers=multipart)
    assert answer.json()["runs"][0]["name"] == "\ufffd"
    assert client.post("/v1/diagnose", content=parts % (named, b"no log"), headers=multipart).status_code == 422
