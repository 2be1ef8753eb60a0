"""The message where the fault is ours."""

from __future__ import annotations

DEBUG = "--debug"


def confession(error: Exception) -> str:
    """One line for a person about an error that no log should be able to cause."""
    fault = " ".join(f"{type(error).__name__}: {error}".split())
    return f"this is a bug of ours, not of your log ({fault}); please report it with what {DEBUG} adds"
