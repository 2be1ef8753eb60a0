"""The routes: each reads the request, asks the pipeline, and writes the document."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from diagnose.documents import Diagnosis, Health, Readiness, RuleEntry, RuleList
from diagnose.errors import ReadError
from diagnose.model import Report, Source
from diagnose.pipeline import Options, diagnose_source
from diagnose.reporters import Answers, FailedLog, Screen, render
from diagnose.reporters.rule_text import as_json, rule_entry
from diagnose.writing import without_surrogates

from .problems import problem_responses
from .uploads import sources

routes = APIRouter(responses=problem_responses(500))
JSON = "application/json"
HISTORY = {"type": "object", "example": {"loss": [1.1, 0.7, 0.5], "val_loss": [1.2, 0.9, 1.0]}}
FILES = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
}
BODY = {
    "requestBody": {
        "required": True,
        "description": "A Keras History, bare or wrapped, or any log that a reader knows, as it is or as an upload.",
        "content": {
            JSON: {"schema": HISTORY},
            "text/plain": {},
            "text/csv": {},
            "application/octet-stream": {},
            "multipart/form-data": {"schema": FILES},
        },
    }
}
Name = Annotated[str | None, Query(description="The log's name in the report.", max_length=500)]
Code = Annotated[str, Path(description="The rule's code or its name.", max_length=100)]
Series = Annotated[str | None, Query(description="The series to take, by its name in the log.", max_length=500)]


@routes.post(
    "/v1/diagnose", openapi_extra=BODY, response_model=Diagnosis, responses=problem_responses(400, 413, 415, 422)
)
async def diagnose(
    request: Request,
    name: Name = None,
    reader: Annotated[str | None, Query(description="Read with this reader and no other.")] = None,
    train: Series = None,
    val: Series = None,
    content_type: Annotated[str, Header(description="What the body is.")] = JSON,
) -> Response:
    """Judge the runs of a log; the answer is the document that `diagnose --format json` writes."""
    logs = sources(await request.body(), content_type, name)
    options = Options(request.app.state.options.rulebook, reader, train, val)
    answers = await run_in_threadpool(_answers_on, logs, options)
    return Response(without_surrogates(render("json", answers, Screen())), media_type=JSON)


def _answers_on(logs: list[Source], options: Options) -> Answers:
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
    return Answers(reports, [FailedLog(error.name, str(error)) for error in failed])


@routes.get("/v1/rules", response_model=RuleList)
def rules(request: Request) -> Response:
    """All rules."""
    return Response(as_json(request.app.state.options.rulebook.rules, Screen()), media_type=JSON)


@routes.get("/v1/rules/{code}", responses=problem_responses(404, 422))
def rule(request: Request, code: Code) -> RuleEntry:
    """One rule, by its code or its name."""
    named = request.app.state.options.rulebook.find(code)
    if named is None:
        raise HTTPException(404, f"There is no rule {code!r}; /v1/rules lists them.")
    return rule_entry(named)


@routes.get("/healthz")
def healthz() -> Health:
    """Whether the process answers."""
    return {"status": "ok"}


@routes.get("/readyz")
def readyz(request: Request) -> Readiness:
    """Whether there are rules to judge by."""
    return {"status": "ready", "rules": len(request.app.state.options.rulebook.active)}
