"""What the service answers where something is wrong (RFC 9457)."""

from __future__ import annotations

from typing_extensions import TypedDict

from diagnose.documents.values import described


@described
class Problem(TypedDict):
    """What is wrong with a request (RFC 9457)."""

    type: str
    """What kind of problem it is, the same for ever, such as `urn:diagnose:problem:not-found`."""
    title: str
    """The kind in words."""
    status: int
    """The status of the answer."""
    detail: str
    """What was wrong, and what would be right."""


@described
class UnreadableLog(Problem):
    """A log that no reader understands: `urn:diagnose:problem:unreadable-log`."""

    where: str
    """The line or the key of the fault; empty where it is the whole log."""
    hint: str
    """What would be right; empty where nothing is known."""


@described
class ParameterFault(TypedDict):
    """What is wrong with one parameter."""

    parameter: str
    """Where it stands and its name, such as `query.name`."""
    detail: str
    """What is wrong with it."""


@described
class FaultyParameters(Problem):
    """Parameters that are not what they must be: `urn:diagnose:problem:wrong-parameter`."""

    errors: list[ParameterFault]
    """Each faulty parameter."""
