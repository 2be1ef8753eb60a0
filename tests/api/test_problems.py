"""Every error is a problem document (RFC 9457) with a type that stays."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from diagnose.layout import load_api
from diagnose.settings import Settings
from tests.cli.conftest import LEARNING


def problem(answer, status, kind):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json()
    assert document["type"] == f"urn:diagnose:problem:{kind}"
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    return document


def post(client, content, content_type="application/json", query=""):
    return client.post(f"/v1/diagnose{query}", content=content, headers={"content-type": content_type})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"a": 1}', b'{"loss": ["x", "y"]}', b'{"loss": [true, false]}', b"\x00\xff" * 99],
)
def test_a_body_that_is_no_log(client, body):
    assert "history.json" in problem(post(client, body), 422, "unreadable-log")["detail"]


def test_deep_json_is_refused(client):
    problem(post(client, b"[" * 20_000 + b"]" * 20_000), 422, "unreadable-log")


def test_a_fault_names_its_place(client):
    document = problem(post(client, b'{"loss": [1.0,\n 0.9, '), 422, "unreadable-log")
    assert document["where"].startswith("line 2")


def test_a_body_that_is_too_long(client):
    problem(post(client, b"x" * 50_001), 413, "body-too-long")


def test_a_body_of_unknown_length_that_is_too_long(client):
    problem(post(client, (b"x" * 10_000 for _ in range(6))), 413, "body-too-long")


def test_a_body_just_at_the_limit_is_read(client):
    assert post(client, json.dumps(LEARNING).ljust(50_000).encode()).status_code == 200


def test_a_picture_is_no_log(client):
    problem(post(client, b"x", "image/png"), 415, "unsupported-media-type")


def test_a_curve_that_is_not_there(client):
    document = problem(post(client, json.dumps(LEARNING), query="?train=nope"), 422, "wrong-setting")
    assert "nope" in document["detail"]


def test_a_parameter_that_is_too_long(client):
    document = problem(post(client, json.dumps(LEARNING), query=f"?name={'a' * 501}"), 422, "wrong-parameter")
    assert document["errors"][0]["parameter"] == "query.name"


def test_an_unknown_path(client):
    problem(client.get("/nope"), 404, "not-found")


def test_an_unknown_rule(client):
    assert "'TD999'" in problem(client.get("/v1/rules/TD999"), 404, "not-found")["detail"]


def test_a_wrong_method_names_the_right_one(client):
    answer = client.get("/v1/diagnose")
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


def test_a_bug_of_ours_tells_nothing_of_the_inside():
    app = load_api().create_app(Settings())
    del app.state.options
    document = problem(TestClient(app, raise_server_exceptions=False).get("/readyz"), 500, "bug")
    assert "options" not in document["detail"]
