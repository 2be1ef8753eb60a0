"""The routes: each reads the request, asks the pipeline, and writes the document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from diagnose.errors import ReadError
from diagnose.model import Report, Source
from diagnose.pipeline import Options, diagnose_source
from diagnose.reporters import Answers, Problem, Screen, render
from diagnose.reporters.rule_text import as_json, rule_entry

from .problems import MEDIA_TYPE
from .uploads import sources

PROBLEM = {MEDIA_TYPE: {"schema": {"type": "object", "required": ["type", "title", "status", "detail"]}}}
SAID = {
    400: "The upload holds no file.",
    413: "The body is too long.",
    415: "A training log cannot have this content type.",
    422: "The log cannot be read, or a parameter is wrong.",
}
PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": text, "content": PROBLEM} for status, text in SAID.items()
}
routes = APIRouter()
JSON = "application/json"
HISTORY = {"type": "object", "example": {"loss": [1.1, 0.7, 0.5], "val_loss": [1.2, 0.9, 1.0]}}
BODY = {
    "requestBody": {
        "required": True,
        "description": "A Keras History, bare or wrapped, or any log that a reader knows, as it is or as an upload.",
        "content": {JSON: {"schema": HISTORY}, "text/plain": {}, "text/csv": {}, "application/octet-stream": {}},
    }
}
Name = Annotated[str | None, Query(description="The log's name in the report.", max_length=500)]
Series = Annotated[str | None, Query(description="The series to take, by its name in the log.", max_length=500)]


@routes.post("/v1/diagnose", openapi_extra=BODY, response_class=Response, responses=PROBLEMS)
async def diagnose(
    request: Request,
    name: Name = None,
    reader: Annotated[str | None, Query(description="Read with this reader and no other.")] = None,
    train: Series = None,
    val: Series = None,
    content_type: Annotated[str, Header()] = JSON,
) -> Response:
    """Judge the runs of a log; the answer is the document that `diagnose --format json` writes."""
    logs = sources(await request.body(), content_type, name)
    options = Options(request.app.state.options.rulebook, reader, train, val)
    answers = await run_in_threadpool(_judge, logs, options)
    return Response(render("json", answers, Screen()), media_type=JSON)


def _judge(logs: list[Source], options: Options) -> Answers:
    """The reports of all logs; one of several that cannot be read does not hide the others.

    Raises:
        ReadError: none of them can be read.
    """
    reports: list[Report] = []
    failed: list[ReadError] = []
    for log in logs:
        try:
            reports += diagnose_source(log, options)
        except ReadError as error:
            failed.append(error)
    if failed and not reports:
        raise failed[0]
    return Answers(reports, [Problem(error.name, str(error)) for error in failed])


@routes.get("/v1/rules", response_class=Response)
def rules(request: Request) -> Response:
    """All rules."""
    return Response(as_json(request.app.state.options.rulebook.rules, Screen()), media_type=JSON)


@routes.get("/v1/rules/{code}", responses={404: {"description": "There is no such rule.", "content": PROBLEM}})
def rule(request: Request, code: str) -> dict[str, object]:
    """One rule, by its code or its name."""
    found = request.app.state.options.rulebook.find(code)
    if found is None:
        raise HTTPException(404, f"There is no rule {code!r}; /v1/rules lists them.")
    return rule_entry(found)


@routes.get("/healthz")
def healthz() -> dict[str, str]:
    """Whether the process answers."""
    return {"status": "ok"}


@routes.get("/readyz")
def readyz(request: Request) -> dict[str, object]:
    """Whether there are rules to judge by."""
    return {"status": "ready", "rules": len(request.app.state.options.rulebook.active)}
