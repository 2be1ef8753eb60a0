"""diagnose: reads the log a training run wrote and says what is wrong with the run.

The public names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnose.errors import DiagnoseError, ReadError, RuleError, SettingsError
    from diagnose.library import Report, diagnose, diagnose_all, read
    from diagnose.model import Finding, Kind, Run, Series, Severity, Verdict
    from diagnose.version import __version__

PUBLIC = {
    "diagnose": "diagnose.library",
    "diagnose_all": "diagnose.library",
    "read": "diagnose.library",
    "Report": "diagnose.library",
    "Run": "diagnose.model",
    "Series": "diagnose.model",
    "Finding": "diagnose.model",
    "Verdict": "diagnose.model",
    "Severity": "diagnose.model",
    "Kind": "diagnose.model",
    "DiagnoseError": "diagnose.errors",
    "ReadError": "diagnose.errors",
    "RuleError": "diagnose.errors",
    "SettingsError": "diagnose.errors",
    "__version__": "diagnose.version",
}

__all__ = [
    "DiagnoseError",
    "Finding",
    "Kind",
    "ReadError",
    "Report",
    "RuleError",
    "Run",
    "Series",
    "SettingsError",
    "Severity",
    "Verdict",
    "__version__",
    "diagnose",
    "diagnose_all",
    "read",
]


def __getattr__(name: str) -> Any:
    """A public name, imported now."""
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(PUBLIC[name]), name)
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
