"""The OpenAPI description: every answer of every route has its schema, and what is answered is of that schema."""

from __future__ import annotations

import json
from importlib import import_module

import jsonschema
import pytest
from fastapi.testclient import TestClient

from diagnose.layout import load_api
from diagnose.settings import Settings
from tests.cli.conftest import OVERFITTING

GOOD, BAD = "application/json", "application/problem+json"
LOG = {"content": json.dumps(OVERFITTING), "headers": {"content-type": GOOD}}
ANSWERED = [
    ("post", "/v1/diagnose", "/v1/diagnose", LOG, 200),
    ("post", "/v1/diagnose", "/v1/diagnose", {"content": b"", "headers": {"content-type": "multipart/form-data"}}, 400),
    ("post", "/v1/diagnose", "/v1/diagnose", {"content": b"x" * 50_001}, 413),
    ("post", "/v1/diagnose", "/v1/diagnose", {"content": b"x", "headers": {"content-type": "image/png"}}, 415),
    ("post", "/v1/diagnose", "/v1/diagnose", {"content": b"{"}, 422),
    ("post", "/v1/diagnose", "/v1/diagnose?train=nope", LOG, 422),
    ("post", "/v1/diagnose", f"/v1/diagnose?name={'a' * 501}", LOG, 422),
    ("get", "/v1/rules", "/v1/rules", {}, 200),
    ("get", "/v1/rules/{code}", "/v1/rules/TD201", {}, 200),
    ("get", "/v1/rules/{code}", "/v1/rules/TD999", {}, 404),
    ("get", "/v1/rules/{code}", f"/v1/rules/{'a' * 101}", {}, 422),
    ("get", "/healthz", "/healthz", {}, 200),
    ("get", "/readyz", "/readyz", {}, 200),
]


@pytest.fixture(scope="module")
def description(client):
    return client.get("/openapi.json").json()


@pytest.fixture(scope="module")
def broken():
    app = load_api().create_app(Settings())
    del app.state.options
    return TestClient(app, raise_server_exceptions=False)


def operations(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def check(description, answer, method, path):
    """Whether an answer is of the content type and the schema that the description states for it."""
    stated = description["paths"][path][method]["responses"][str(answer.status_code)]["content"]
    (kind,) = stated
    assert answer.headers["content-type"] == kind
    schema = {**stated[kind]["schema"], "components": description["components"]}
    jsonschema.validate(answer.json(), schema, cls=jsonschema.Draft202012Validator)


def test_every_route_of_the_service_is_described(description):
    routes = import_module(f"{load_api().__name__}.routes").routes.routes
    routed = {(method.lower(), route.path) for route in routes for method in route.methods}
    assert routed == {(method, path) for method, path, _ in operations(description)}


def test_every_answer_has_a_schema_that_is_there(description):
    for method, path, operation in operations(description):
        for status, answer in operation["responses"].items():
            (kind,) = answer["content"]
            assert kind == (BAD if int(status) >= 400 else GOOD), f"{method} {path} {status}"
            schema = answer["content"][kind]["schema"]
            for choice in schema.get("anyOf", [schema]):
                name = choice["$ref"].removeprefix("#/components/schemas/")
                assert description["components"]["schemas"][name]["properties"]


@pytest.mark.parametrize(("method", "path", "url", "request_", "status"), ANSWERED)
def test_what_is_answered_is_of_its_schema(client, description, method, path, url, request_, status):
    answer = client.request(method, url, **request_)
    assert answer.status_code == status
    check(description, answer, method, path)


@pytest.mark.parametrize(("method", "path", "url"), [("get", "/readyz", "/readyz"), ("get", "/v1/rules", "/v1/rules")])
def test_a_bug_is_of_its_schema(broken, description, method, path, url):
    answer = broken.request(method, url)
    assert answer.status_code == 500
    check(description, answer, method, path)


def test_no_status_is_described_that_is_never_answered(description):
    described = {
        (method, path, int(status))
        for method, path, operation in operations(description)
        for status in operation["responses"]
        if status != "500"
    }
    assert described == {(method, path, status) for method, path, _, _, status in ANSWERED}
    assert all("500" in operation["responses"] for _, _, operation in operations(description))


def test_each_field_of_the_document_is_described(description):
    run = description["components"]["schemas"]["RunDiagnosis"]["properties"]
    assert all(field.get("description") or "$ref" in field for field in run.values())
