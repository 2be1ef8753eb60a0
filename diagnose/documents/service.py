"""What the service says of itself."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from diagnose.documents.values import described


@described
class Health(TypedDict):
    """That the process answers."""

    status: Literal["ok"]
    """That it answers."""


@described
class Readiness(TypedDict):
    """That there are rules to judge by."""

    status: Literal["ready"]
    """That it can judge."""
    rules: int
    """How many rules are in force."""
