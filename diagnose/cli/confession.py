"""What is said when the fault is ours."""

from __future__ import annotations

DEBUG = "--debug"


def confession(error: Exception) -> str:
    """One line for a person about an error that no log should be able to cause."""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"this is a bug of ours, not of your log ({what}); please report it with what {DEBUG} adds"
