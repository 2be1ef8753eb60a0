"""Errors as `application/problem+json` (RFC 9457), each with a type that stays the same for ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from diagnose.documents import FaultyParameters, Problem, UnreadableLog
from diagnose.errors import DiagnoseError, ReadError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:diagnose:problem:{}"
KINDS = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-long",
    415: "unsupported-media-type",
}
DESCRIBED: Mapping[int, tuple[str, Any]] = {
    400: ("The upload is broken, or holds no file.", Problem),
    404: ("There is no such rule.", Problem),
    413: ("The body is too long.", Problem),
    415: ("A training log cannot have this content type.", Problem),
    422: ("The log cannot be read, or a parameter is wrong.", UnreadableLog | FaultyParameters | Problem),
    500: ("A bug of ours; the server's log has more.", Problem),
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route can answer where something is wrong, for its description."""
    return {status: {"description": text, "model": model} for status in statuses for text, model in [DESCRIBED[status]]}


def describe_as_problems(schema: dict[str, Any]) -> None:
    """Put the schemas of all errors in an OpenAPI description under the content type that they have.

    FastAPI writes them under the content type of the good answer.
    """
    for operation in (operation for path in schema["paths"].values() for operation in path.values()):
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                (content,) = response["content"].values()
                response["content"] = {MEDIA_TYPE: content}


def problem(
    status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem document as a response; `kind` is the last part of its type."""
    content = {
        "type": TYPE.format(kind),
        "title": kind.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(content, status, headers, MEDIA_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Let every error of the application be answered with a problem document."""
    app.add_exception_handler(DiagnoseError, _our_problem)
    app.add_exception_handler(RequestValidationError, _parameter_problem)
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(Exception, _bug_problem)


def _our_problem(_: Request, error: Exception) -> JSONResponse:
    if isinstance(error, ReadError):
        return problem(422, "unreadable-log", str(error), where=error.where, hint=error.hint)
    return problem(422, "wrong-setting", str(error))


def _parameter_problem(_: Request, error: Exception) -> JSONResponse:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    errors = [{"parameter": ".".join(map(str, fault["loc"])), "detail": fault["msg"]} for fault in faults]
    detail = "; ".join(f"{fault['parameter']}: {fault['detail']}" for fault in errors)
    return problem(422, "wrong-parameter", detail, errors=errors)


def _http_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    kind = KINDS.get(error.status_code, "http-error")
    return problem(error.status_code, kind, str(error.detail), headers=error.headers)


def _bug_problem(_: Request, __: Exception) -> JSONResponse:
    return problem(500, "bug", "This is a bug of ours, not of your log; the server's log has more.")
