"""The application, put together."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from diagnose.pipeline import Options
from diagnose.rulebook import load_rulebook
from diagnose.settings import Settings, load_settings
from diagnose.version import __version__

from .body_limit import BodyLimit
from .problems import answer_with_problems, describe_as_problems
from .routes import routes

BODY_LIMIT = 64 << 20


class Service(FastAPI):
    """FastAPI, in whose description errors are problem documents."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description of the service."""
        if self.openapi_schema is None:
            describe_as_problems(super().openapi())
        return super().openapi()


def create_app(settings: Settings | None = None, *, body_limit: int = BODY_LIMIT) -> FastAPI:
    """The service with the rules and thresholds of the settings; bodies longer than `body_limit` bytes are refused.

    Raises:
        RuleError: a rule file is wrong.
        SettingsError: a setting is wrong.
    """
    app = Service(
        title="diagnose",
        version=__version__,
        description="Give it the log of a training run; it says what is wrong, since when, how sure, what to change.",
        license_info={"name": "MIT"},
    )
    app.state.options = Options(load_rulebook(load_settings() if settings is None else settings))
    app.include_router(routes)
    app.add_middleware(BodyLimit, limit=body_limit)
    answer_with_problems(app)
    return app
